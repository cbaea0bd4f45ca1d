using System.Buffers;
using System.Text;

namespace BrevoTd.Connector.Mapping;

internal sealed class TrimStep : TextStep
{
    public override string Name => "Trim";

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        value = Utf8Text.Trim(value);
        return ValueState.Present;
    }
}

internal sealed class ToLowerStep : TextStep
{
    public override string Name => "ToLower";

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        value = Utf8Text.ToLower(value, context);
        return ValueState.Present;
    }
}

internal sealed class ToUpperStep : TextStep
{
    public override string Name => "ToUpper";

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        value = Utf8Text.ToUpper(value, context);
        return ValueState.Present;
    }
}

/// <summary>Puts a text where there is none; behind OrDrop also where a step has failed.</summary>
internal sealed class TextDefaultStep(string text, int? dropIndex) : TextStep
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    public override string Name => $"Default({StepArgument.Text(text)})";

    public override bool FillsGaps => true;

    public override IReadOnlyCollection<string> KnownValues => [text];

    public override bool Recovers => dropIndex is not null;

    public override StepInverse? Inverse => StepInverse.Keep;

    public override StepInverse? InverseBehind => new TextInverse(new LeaveOutTextStep(_utf8));

    public override ValueState Fill(ValueState state, ref ReadOnlySpan<byte> value)
    {
        value = _utf8;
        return ValueState.Present;
    }

    public override ValueState Recover(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        if (dropIndex is not { } index)
        {
            return ValueState.Failed;
        }

        context.Dropped(index);
        value = _utf8;
        return ValueState.Present;
    }
}

/// <summary>Takes a default away again, which other steps would not leave as it is.</summary>
internal sealed class LeaveOutTextStep(byte[] text) : TextStep
{
    public override string Name => "Default";

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context) =>
        value.SequenceEqual(text) ? ValueState.Absent : ValueState.Present;
}

internal sealed class TextMustStep(Func<string, bool> condition, string message) : TextStep
{
    public override string Name => "Must";

    public override bool CallsUser => true;

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        bool holds;
        try
        {
            holds = condition(Encoding.UTF8.GetString(value));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction("The condition of Must", exception, "text");
        }

        return holds ? ValueState.Present : context.Fail(MappingFailureCode.Must, message, value);
    }
}

internal sealed class TextConvertStep(Func<string, string?> function) : TextStep
{
    public override string Name => "Convert";

    public override bool CallsUser => true;

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        string? result;
        try
        {
            result = function(Encoding.UTF8.GetString(value));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction("The function of Convert", exception, "text");
        }

        if (result is null)
        {
            return ValueState.Null;
        }

        value = TextBytes.Encode(result, context);
        return ValueState.Present;
    }
}

/// <summary>A step that the user brings.</summary>
internal sealed class CustomTextStep(string name, Utf8Step step, bool normalizes) : TextStep
{
    public override string Name => name;

    public override bool CallsUser => true;

    public override StepInverse? Inverse => normalizes ? StepInverse.Keep : null;

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        var scratch = context.NextScratch();
        StepResult result;
        try
        {
            result = step(value, scratch);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return context.FailFunction($"The step {name}", exception, "text");
        }

        if (result.Outcome == StepOutcome.Failed)
        {
            return context.Fail(MappingFailureCode.Must, result.Message ?? "", value);
        }

        if (result.Outcome == StepOutcome.Written)
        {
            value = scratch.Written;
        }

        return ValueState.Present;
    }
}

/// <summary>The cheap test of an e-mail address: one <c>@</c> with something on both sides, a domain with a dot, no blanks or control characters.</summary>
internal sealed class EmailStep : TextStep
{
    private const int MaxLength = 254;

    private static readonly SearchValues<byte> s_refused = SearchValues.Create([
        .. Enumerable.Range(0, 0x21).Select(static value => (byte)value),
        0x7F,
        .. "\"(),:;<>[\\]"u8,
    ]);

    public override string Name => "MustBeEmail";

    public override StepInverse? Inverse => StepInverse.Keep;

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context) =>
        IsEmail(value)
            ? ValueState.Present
            : context.Fail(
                MappingFailureCode.InvalidEmail,
                "The text is no e-mail address of the form name@domain.tld. Correct it at the source, or drop it with OrDrop.",
                value
            );

    internal static bool IsEmail(ReadOnlySpan<byte> value)
    {
        var at = value.IndexOf((byte)'@');
        if (at <= 0 || value.Length > MaxLength || value.ContainsAny(s_refused))
        {
            return false;
        }

        var local = value[..at];
        var domain = value[(at + 1)..];
        var dot = domain.LastIndexOf((byte)'.');
        return dot > 0 && dot < domain.Length - 1 && !domain.Contains((byte)'@') && HasNoEmptyPart(local) && HasNoEmptyPart(domain);
    }

    private static bool HasNoEmptyPart(ReadOnlySpan<byte> dotted) =>
        dotted[0] != (byte)'.' && dotted[^1] != (byte)'.' && dotted.IndexOf(".."u8) < 0;
}
