using System.Text;
using PhoneNumbers;

namespace BrevoTd.Connector.Mapping;

/// <summary>Phone numbers as people write them become <c>+33612345678</c>. Numbers that cannot exist fail.</summary>
internal sealed class ToE164Step(string? region) : TextStep
{
    /// <summary>The library's name for "no region": only numbers that begin with + are understood.</summary>
    private const string NoRegion = "ZZ";

    private static readonly PhoneNumberUtil s_phones = PhoneNumberUtil.GetInstance();

    private readonly string _message =
        $"The text is no valid phone number {(region is null ? "that begins with + and its country's code" : $"of region {region}, nor one that begins with +")}."
        + " Correct it at the source, or drop it with OrDrop.";

    public override string Name => region is null ? "ToE164" : $"ToE164({region})";

    public override StepInverse? Inverse => StepInverse.Keep;

    public static bool IsRegion(string region) => s_phones.GetSupportedRegions().Contains(region);

    public override ValueState Apply(ref ReadOnlySpan<byte> value, EncodeContext context) => Apply(ref value, region, _message, context);

    /// <summary>Works on one number; a region that is not known counts as none.</summary>
    public static ValueState Apply(ref ReadOnlySpan<byte> value, string? region, string message, EncodeContext context)
    {
        try
        {
            var number = s_phones.Parse(Encoding.UTF8.GetString(value), region ?? NoRegion);
            if (s_phones.IsValidNumber(number))
            {
                value = TextBytes.Encode(s_phones.Format(number, PhoneNumberFormat.E164), context);
                return ValueState.Present;
            }
        }
        catch (NumberParseException)
        {
            // The library says "no number" only in this way.
        }

        return context.Fail(MappingFailureCode.InvalidPhone, message, value);
    }
}
