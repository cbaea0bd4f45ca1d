using System.Globalization;
using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A company or a deal. A link between the two is kept on both sides.</summary>
internal sealed record CrmRecord(long Number, string Id, long CreatedAt, long ModifiedAt)
{
    public const int IdLength = 24;

    /// <summary>Values by name, without those that Brevo computes.</summary>
    public JsonObject Attributes { get; init; } = [];

    public List<long> Contacts { get; init; } = [];

    /// <summary>Deals of a company, or companies of a deal.</summary>
    public List<string> Others { get; init; } = [];

    /// <summary>24 hexadecimal digits that begin with the time, as those of Brevo's database do.</summary>
    /// <param name="now">Milliseconds since 1970.</param>
    /// <param name="kind">Keeps ids of different things apart.</param>
    /// <param name="number">Number of the thing among its like.</param>
    public static string NewId(long now, byte kind, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{now / 1000:x8}{kind:x2}e0e0{number:x10}");

    public static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigit);

    public static CrmRecord From(Document document)
    {
        var content = JsonNode.Parse(document.Json)!.AsObject();
        return new CrmRecord(document.Number, document.Key, document.CreatedAt, document.ModifiedAt)
        {
            Attributes = content["attributes"]!.DeepClone().AsObject(),
            Contacts = [.. content["contacts"]!.AsArray().Select(static id => id!.GetValue<long>())],
            Others = [.. content["others"]!.AsArray().Select(static id => id!.GetValue<string>())],
        };
    }

    public Document ToDocument() =>
        new(
            Number,
            Id,
            CreatedAt,
            ModifiedAt,
            JsonParts.Object(json =>
            {
                json.WritePropertyName("attributes");
                Attributes.WriteTo(json);
                json.WriteStartArray("contacts");
                foreach (var id in Contacts)
                    json.WriteNumberValue(id);
                json.WriteEndArray();
                json.WriteStartArray("others");
                foreach (var id in Others)
                    json.WriteStringValue(id);
                json.WriteEndArray();
            })
        );
}
