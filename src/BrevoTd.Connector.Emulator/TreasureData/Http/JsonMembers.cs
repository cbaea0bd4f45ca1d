using System.Text.Json;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Reads members of JSON bodies leniently, as ids and numbers come as text and as numbers.</summary>
internal static class JsonMembers
{
    /// <summary>The text or number of a member as text; null when it is missing, null or something else.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    /// <summary>The member, unless it is missing or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>The items of an array member; none when it is missing.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static bool IsTrue(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The members of <paramref name="known"/> with those of <paramref name="changes"/> in their place.</summary>
    public static string Merge(string known, JsonElement changes)
    {
        using var before = JsonDocument.Parse(known);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in before.RootElement.EnumerateObject().Where(member => !changes.TryGetProperty(member.Name, out _)))
                member.WriteTo(writer);
            foreach (var member in changes.EnumerateObject())
                member.WriteTo(writer);
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
