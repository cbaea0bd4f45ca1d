using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>What is wrong with an event, in Brevo's words where its documents show them.</summary>
internal static class EventReader
{
    private const int MaximumName = 255;
    private const int MaximumBytes = 50_000;

    public static readonly string[] Identifiers = ["contact_id", "email_id", "ext_id", "phone_id", "whatsapp_id", "landline_number_id"];

    public static string? FindProblem(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return "event should be an object";
        if (BrevoRequest.Member(item, "event_name") is not { ValueKind: JsonValueKind.String } name || name.GetString() is { Length: 0 })
            return "undefined event_name";
        if (!IsPlain(name.GetString()!))
            return "event_name can only contain alphanumeric characters, - and _, with a maximum of 255 characters";
        if (
            BrevoRequest.Member(item, "identifiers") is not { ValueKind: JsonValueKind.Object } identifiers
            || !Identifiers.Any(identifier => IsGiven(identifiers, identifier))
        )
            return "Please pass at least one identifier or contact id";
        if (BrevoRequest.Member(identifiers, "contact_id") is { } id && (id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out _)))
            return "contact_id should be a number";
        if (BrevoRequest.Member(item, "event_date") is { } date && !IsMoment(date, out _))
            return "event_date should be an ISO 8601 date-time";
        return FindProblemInProperties(item);
    }

    public static bool IsMoment(JsonElement date, out long milliseconds)
    {
        milliseconds = 0;
        if (
            date.ValueKind != JsonValueKind.String
            || !DateTimeOffset.TryParse(
                date.GetString(),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var moment
            )
        )
            return false;
        milliseconds = moment.ToUnixTimeMilliseconds();
        return true;
    }

    private static string? FindProblemInProperties(JsonElement item)
    {
        if (BrevoRequest.Member(item, "contact_properties") is { } contact)
        {
            if (
                contact.ValueKind != JsonValueKind.Object
                || contact
                    .EnumerateObject()
                    .Any(static property =>
                        property.Value.ValueKind
                            is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                    )
            )
                return "contact_properties should be an object of strings, numbers and booleans";
        }

        if (BrevoRequest.Member(item, "event_properties") is not { } properties)
            return null;
        if (properties.ValueKind != JsonValueKind.Object)
            return "event_properties should be an object";
        if (System.Text.Encoding.UTF8.GetByteCount(properties.GetRawText()) > MaximumBytes)
            return "Size of event_properties is limited to 50Kb";
        return HasPlainNames(properties)
            ? null
            : "keys of event_properties can only contain alphanumeric characters, - and _, with a maximum of 255 characters";
    }

    private static bool HasPlainNames(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().All(static member => IsPlain(member.Name) && HasPlainNames(member.Value)),
            JsonValueKind.Array => value.EnumerateArray().All(HasPlainNames),
            _ => true,
        };

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= MaximumName && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static bool IsGiven(JsonElement identifiers, string name) =>
        BrevoRequest.Member(identifiers, name) is { } value
        && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        && value.ToString().Trim().Length > 0;
}
