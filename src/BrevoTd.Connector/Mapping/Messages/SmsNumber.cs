namespace BrevoTd.Connector.Mapping;

/// <summary>A number as Brevo takes it for an SMS: 6 to 15 digits, with or without a plus in front.</summary>
internal sealed class SmsNumber : TextLimit
{
    private const int MinDigits = 6;
    private const int MaxDigits = 15;

    public static SmsNumber Instance { get; } = new();

    public override ValueState Check(ReadOnlySpan<byte> value, EncodeContext context)
    {
        var digits = value is [(byte)'+', .. var rest] ? rest : value;
        return digits.Length is >= MinDigits and <= MaxDigits && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? ValueState.Present
            : context.Fail(
                MappingFailureCode.InvalidPhone,
                "It is not a number with its country code: 6 to 15 digits, with or without a plus in front. Add ToE164, or correct it at the source.",
                value
            );
    }
}
