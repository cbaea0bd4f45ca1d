using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Writes an order as <c>asc</c> or <c>desc</c>.</summary>
internal sealed class WebhookSortConverter : JsonConverter<SortOrder>
{
    public override SortOrder Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() == "asc" ? SortOrder.Ascending : SortOrder.Descending;

    public override void Write(Utf8JsonWriter writer, SortOrder value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToWire());
}
