using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>What look-ups have in common.</summary>
internal static class LookUp
{
    public const string Name = "Map";

    private const string Message =
        "The value is not a key of the look-up. Add it, or say what becomes of unknown keys: UnknownKey.Keep, UnknownKey.Omit or a value.";

    public static ValueState Unknown(UnknownKey rule, ReadOnlySpan<byte> text, EncodeContext context) =>
        rule == UnknownKey.Keep ? ValueState.Present
        : rule == UnknownKey.Omit ? ValueState.Absent
        : context.Fail(MappingFailureCode.UnknownKey, Message, text);

    public static ValueState Unknown<TKey>(UnknownKey rule, TKey key, EncodeContext context)
        where TKey : struct =>
        rule == UnknownKey.Keep ? ValueState.Present
        : rule == UnknownKey.Omit ? ValueState.Absent
        : context.Fail(MappingFailureCode.UnknownKey, Message, ValueKinds.Name(ValueKinds.Of<TKey>()), key);

    /// <summary>Everything that may come out of a look-up and is known: its values, and the one for unknown keys.</summary>
    public static IReadOnlyCollection<string> KnownValues<TValue>(
        IEnumerable<TValue> values,
        UnknownKey<TValue> unknown,
        Func<TValue, string> text
    ) => [.. (unknown.HasValue ? values.Append(unknown.Value!) : values).Select(text).Distinct(StringComparer.Ordinal)];

    /// <summary>The dictionary with keys and values exchanged, if no value stands twice and no value of its own stands in for unknown keys.</summary>
    public static IReadOnlyDictionary<TValue, TKey>? Inverse<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> pairs,
        UnknownKey<TValue> unknown
    )
        where TKey : notnull
        where TValue : notnull
    {
        if (unknown.HasValue)
        {
            return null;
        }

        var inverse = new Dictionary<TValue, TKey>(pairs.Count);
        return pairs.All(pair => inverse.TryAdd(pair.Value, pair.Key)) ? inverse : null;
    }
}

internal sealed class MapTextStep(IReadOnlyDictionary<string, string> pairs, UnknownKey<string> unknown) : TextStep
{
    private readonly Utf8Lookup<byte[]> _lookup = new(
        pairs.Select(static pair => KeyValuePair.Create(pair.Key, Encoding.UTF8.GetBytes(pair.Value)))
    );
    private readonly byte[]? _other = unknown.HasValue ? Encoding.UTF8.GetBytes(unknown.Value!) : null;

    public override string Name => LookUp.Name;

    public override IReadOnlyCollection<string> KnownValues => LookUp.KnownValues(pairs.Values, unknown, static text => text);

    public override StepInverse? Inverse =>
        LookUp.Inverse(pairs, unknown) is { } inverse ? new TextInverse(new MapTextStep(inverse, unknown.Rule)) : null;

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context)
    {
        if (_lookup.TryGet(value, out var found) || (found = _other) is not null)
        {
            value = found;
            return ValueState.Present;
        }

        return LookUp.Unknown(unknown.Rule, value, context);
    }
}

internal sealed class MapTextTo<TValue>(IReadOnlyDictionary<string, TValue> pairs, UnknownKey<TValue> unknown) : TextToValueStep<TValue>
    where TValue : struct
{
    private readonly Utf8Lookup<TValue> _lookup = new(pairs);

    public override string Name => LookUp.Name;

    public override IReadOnlyCollection<string> KnownValues => LookUp.KnownValues(pairs.Values, unknown, TraceText.Shown);

    public override StepInverse? Inverse =>
        LookUp.Inverse(pairs, unknown) is { } inverse ? new ToTextInverse<TValue>(new MapToText<TValue>(inverse, unknown.Rule)) : null;

    public override ValueState Apply(ReadOnlySpan<byte> text, EncodeContext context, out TValue value)
    {
        if (_lookup.TryGet(text, out value))
        {
            return ValueState.Present;
        }

        value = unknown.Value;
        return unknown.HasValue ? ValueState.Present : LookUp.Unknown(unknown.Rule, text, context);
    }
}

internal sealed class MapToText<TKey>(IReadOnlyDictionary<TKey, string> pairs, UnknownKey<string> unknown) : ValueToTextStep<TKey>
    where TKey : struct
{
    private readonly Dictionary<TKey, byte[]> _lookup = pairs.ToDictionary(
        static pair => pair.Key,
        static pair => Encoding.UTF8.GetBytes(pair.Value)
    );
    private readonly byte[]? _other = unknown.HasValue ? Encoding.UTF8.GetBytes(unknown.Value!) : null;

    public override string Name => LookUp.Name;

    public override IReadOnlyCollection<string> KnownValues => LookUp.KnownValues(pairs.Values, unknown, static text => text);

    public override StepInverse? Inverse =>
        LookUp.Inverse(pairs, unknown) is { } inverse
            ? new ToValueInverse<TKey>(ValueKinds.Of<TKey>(), new MapTextTo<TKey>(inverse, unknown.Rule))
            : null;

    public override ValueState Apply(TKey value, EncodeContext context, out ReadOnlySpan<byte> text)
    {
        if (_lookup.TryGetValue(value, out var found) || (found = _other) is not null)
        {
            text = found;
            return text.IsEmpty ? ValueState.Empty : ValueState.Present;
        }

        text = default;
        return LookUp.Unknown(unknown.Rule, value, context);
    }
}

internal sealed class MapValueStep<TValue>(IReadOnlyDictionary<TValue, TValue> pairs, UnknownKey<TValue> unknown) : ValueStep<TValue>
    where TValue : struct
{
    private readonly Dictionary<TValue, TValue> _lookup = new(pairs);

    public override string Name => LookUp.Name;

    public override IReadOnlyCollection<string> KnownValues => LookUp.KnownValues(pairs.Values, unknown, TraceText.Shown);

    public override StepInverse? Inverse =>
        LookUp.Inverse(pairs, unknown) is { } inverse ? new ValueInverse<TValue>(new MapValueStep<TValue>(inverse, unknown.Rule)) : null;

    public override ValueState Apply(ref TValue value, EncodeContext context)
    {
        if (_lookup.TryGetValue(value, out var found))
        {
            value = found;
            return ValueState.Present;
        }

        if (unknown.HasValue)
        {
            value = unknown.Value;
            return ValueState.Present;
        }

        return LookUp.Unknown(unknown.Rule, value, context);
    }
}
