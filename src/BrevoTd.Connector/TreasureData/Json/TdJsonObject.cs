using System.Text.Json;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Checks JSON that callers bring as text. It may hold passwords, so that no message quotes it.</summary>
internal static class TdJsonObject
{
    public static void Check(string json, string parameter) => Parse(json, parameter);

    public static JsonElement Parse(string json, string parameter)
    {
        ArgumentNullException.ThrowIfNull(json, parameter);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }
        }
        catch (JsonException e)
        {
            throw new ArgumentException(
                $"{parameter} is not JSON: it cannot be read at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. A YAML file must be converted first.",
                parameter
            );
        }

        throw new ArgumentException($"{parameter} is not a JSON object.", parameter);
    }
}
