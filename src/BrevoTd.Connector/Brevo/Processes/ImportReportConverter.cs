using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Reads a report that is an address, a number, or a text that is neither.</summary>
internal sealed class ImportReportConverter : JsonConverter<ImportReport>
{
    public override ImportReport Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetInt64(out var count) => new ImportReport(count),
            JsonTokenType.String => FromText(reader.GetString()!),
            _ => throw new JsonException($"Expected the address of a report or a number, found {reader.TokenType}."),
        };

    public override void Write(Utf8JsonWriter writer, ImportReport value, JsonSerializerOptions options)
    {
        if (value.Address is { } address)
        {
            writer.WriteStringValue(address.AbsoluteUri);
        }
        else if (value.Count is { } count)
        {
            writer.WriteNumberValue(count);
        }
        else if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static ImportReport FromText(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) ? new ImportReport(address)
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new ImportReport(count)
        : new ImportReport(text);
}
