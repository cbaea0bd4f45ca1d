using System.Text.Json;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A resource of JSON:API, read where it stands.</summary>
internal readonly struct CdpResource(JsonElement element)
{
    public string? Id => Text(element, "id");

    public string? Type => Text(element, "type");

    /// <summary>Id of the one thing to which a relationship leads.</summary>
    public string? Related(string name) =>
        element.TryGetProperty("relationships", out var relationships)
        && relationships.ValueKind == JsonValueKind.Object
        && relationships.TryGetProperty(name, out var relationship)
        && relationship.ValueKind == JsonValueKind.Object
        && relationship.TryGetProperty("data", out var data)
            ? Text(data, "id")
            : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
}
