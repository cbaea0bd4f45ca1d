using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The attributes of companies or deals, and what their values may be.</summary>
internal static class CrmSchema
{
    public const string Companies = "companies";
    public const string Deals = "deals";

    private static readonly CrmAttribute[] s_companies =
    [
        new(null, "name", "text", "Company Name") { IsRequired = true },
        new(null, "owner", "user", "Owner"),
        new(null, "domain", "text", "Domain"),
        new(null, "phone_number", "number", "Phone number"),
        new(null, "revenue", "number", "Revenue"),
        new(null, "number_of_contacts", "number", "Number of contacts") { IsReadOnly = true },
        new(null, "owner_assign_date", "date", "Owner assign date") { IsReadOnly = true },
        new(null, "created_at", "date", "Created at") { IsReadOnly = true },
        new(null, "last_updated_at", "date", "Last updated at") { IsReadOnly = true },
    ];

    private static readonly CrmAttribute[] s_deals =
    [
        new(null, "deal_name", "text", "Deal Name") { IsRequired = true },
        new(null, "deal_owner", "user", "Deal owner"),
        new(null, "pipeline", "text", "Pipeline"),
        new(null, "deal_stage", "text", "Deal stage"),
        new(null, "amount", "number", "Amount"),
        new(null, "number_of_contacts", "number", "Number of contacts") { IsReadOnly = true },
        new(null, "number_of_activities", "number", "Number of activities") { IsReadOnly = true },
        new(null, "stage_updated_at", "date", "Stage updated at") { IsReadOnly = true },
        new(null, "created_at", "date", "Created at") { IsReadOnly = true },
        new(null, "last_updated_date", "date", "Last updated date") { IsReadOnly = true },
    ];

    /// <summary>Brevo's own attributes, then those of the account in the order of their creation.</summary>
    public static List<CrmAttribute> Of(BrevoStore store, string objectType) =>
        [.. Own(objectType), .. Custom(store, objectType).InOrder.Select(CrmAttribute.From)];

    public static IReadOnlyList<CrmAttribute> Own(string objectType) => objectType == Companies ? s_companies : s_deals;

    public static DocumentSet Custom(BrevoStore store, string objectType) => store.Documents($"crm attributes:{objectType}");

    /// <summary>Puts the values of a request over those that are stored; null and an empty text take a value away.</summary>
    public static void Apply(BrevoStore store, string objectType, JsonObject stored, JsonElement values, bool rejectUnknown)
    {
        if (values.ValueKind != JsonValueKind.Object)
            throw BrevoError.Invalid("attributes should be an object");
        var attributes = Of(store, objectType);
        foreach (var value in values.EnumerateObject())
        {
            if (attributes.Find(attribute => attribute.Name == value.Name) is not { } attribute)
            {
                if (rejectUnknown)
                    throw BrevoError.Invalid($"Attribute {value.Name} does not exist");
                continue;
            }

            if (attribute.IsReadOnly)
                throw BrevoError.Invalid($"Attribute {value.Name} is read only");
            if (
                value.Value.ValueKind == JsonValueKind.Null
                || value.Value is { ValueKind: JsonValueKind.String } && value.Value.GetString() == ""
            )
            {
                if (attribute.IsRequired)
                    throw BrevoError.Invalid($"Attribute {value.Name} can not be empty");
                stored.Remove(value.Name);
            }
            else
            {
                Set(stored, attribute, value.Value);
            }
        }
    }

    /// <summary>Sets a value that is there.</summary>
    public static void Set(JsonObject stored, CrmAttribute attribute, JsonElement value) =>
        stored[attribute.Name] = Check(attribute, value);

    /// <summary>The id of a user whom a request names by e-mail address; whatever address it is, the emulator's account has such a user.</summary>
    public static string UserId(string value) =>
        value.Contains('@', StringComparison.Ordinal)
            ? Convert
                .ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value.ToLowerInvariant())))[..CrmRecord.IdLength]
                .ToLowerInvariant()
            : value;

    private static JsonNode Check(CrmAttribute attribute, JsonElement value)
    {
        var isText = value.ValueKind == JsonValueKind.String;
        switch (attribute.Type)
        {
            case "number" when value.ValueKind == JsonValueKind.Number:
            case "boolean" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
            case "text" when isText:
            case "date" when isText && IsDate(value.GetString()!):
                return JsonNode.Parse(value.GetRawText())!;
            case "user" when isText:
                return UserId(value.GetString()!);
            case "single-select" when isText:
                return Option(attribute, value);
            case "multi-choice" when value.ValueKind == JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(item => (JsonNode)Option(attribute, item))]);
            default:
                throw BrevoError.Invalid($"Attribute {attribute.Name} should be of type {attribute.Type}");
        }
    }

    private static string Option(CrmAttribute attribute, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        foreach (var (key, label) in attribute.Options)
        {
            if (text == key || text == label)
                return key;
        }

        throw BrevoError.Invalid($"Attribute {attribute.Name} has no such option");
    }

    private static bool IsDate(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
