using System.Globalization;
using System.Text.Json.Serialization;
using CsvHelper.Configuration;

namespace BrevoTd.Connector.Benchmarks.Paired;

internal sealed record CsvImport([property: JsonPropertyName("jsonBody")] IReadOnlyList<CsvContact> Contacts)
{
    [JsonPropertyName("listIds"), JsonPropertyOrder(-2)]
    public int[] ListIds { get; } = [42];

    [JsonPropertyName("updateExistingContacts"), JsonPropertyOrder(-1)]
    public bool UpdateExisting { get; } = true;
}

internal sealed class CsvContact
{
    [JsonPropertyName("email")]
    public string? Email { get; set; }

    [JsonPropertyName("attributes")]
    public CsvAttributes? Attributes { get; set; }
}

internal sealed class CsvAttributes
{
    [JsonPropertyName("FIRSTNAME")]
    public string? FirstName { get; set; }

    [JsonPropertyName("LASTNAME")]
    public string? LastName { get; set; }

    [JsonPropertyName("CITY")]
    public string? City { get; set; }

    [JsonPropertyName("COUNTRY")]
    public string? Country { get; set; }

    [JsonPropertyName("EXT_ID")]
    public string? ExternalId { get; set; }

    [JsonPropertyName("VISITS")]
    public long? Visits { get; set; }

    [JsonPropertyName("LTV")]
    public double? Ltv { get; set; }

    [JsonPropertyName("VIP")]
    public bool Vip { get; set; }

    [JsonPropertyName("BORN")]
    public DateOnly? Born { get; set; }
}

internal sealed class CsvContactMap : ClassMap<CsvContact>
{
    public CsvContactMap()
    {
        Map(static contact => contact.Email).Convert(static args => args.Row.GetField("email")!.Trim().ToLowerInvariant());
        References<CsvAttributesMap>(static contact => contact.Attributes);
    }
}

internal sealed class CsvAttributesMap : ClassMap<CsvAttributes>
{
    public CsvAttributesMap()
    {
        Map(static attributes => attributes.FirstName).Name("first_name").Default("there");
        Map(static attributes => attributes.LastName).Convert(static args => args.Row.GetField("last_name")!.Trim());
        Map(static attributes => attributes.City).Name("city");
        Map(static attributes => attributes.Country).Name("country");
        Map(static attributes => attributes.ExternalId).Name("customer_id");
        Map(static attributes => attributes.Visits).Name("visits");
        Map(static attributes => attributes.Ltv).Name("ltv").Validate(static args => !args.Field.StartsWith('-'));
        Map(static attributes => attributes.Vip).Name("vip");
        Map(static attributes => attributes.Born).Name("born").TypeConverterOption.Format("yyyy-MM-dd");
    }
}

[JsonSerializable(typeof(CsvImport))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class CsvContactsJson : JsonSerializerContext;
