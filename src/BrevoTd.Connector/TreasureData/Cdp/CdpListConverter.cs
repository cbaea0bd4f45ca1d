using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Reads a list: a bare one of flat values, of <c>{"data":{…}}</c> or of resources; or an object with the list in <c>data</c> or under the name of
/// what it lists, and <c>pagination</c> beside it.
/// </summary>
internal sealed class CdpListConverter<T> : JsonConverter<CdpList<T>>
    where T : class, ICdpEntity<T>
{
    private static readonly string[] s_names = ["data", "syndications", "segments", "executions"];

    public override CdpList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        if (root.ValueKind == JsonValueKind.Array)
        {
            return new(Values(root, type), null, null);
        }

        foreach (var name in s_names)
        {
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var list))
            {
                return list.ValueKind switch
                {
                    JsonValueKind.Array => new(Values(list, type), NextPage(root), Count(root)),
                    JsonValueKind.Null => new([], null, null),
                    JsonValueKind.Object when CdpItemConverter<T>.ReadValue(list, type) is { } single => new([single], null, null),
                    _ => throw new JsonException("The answer holds no list."),
                };
            }
        }

        throw new JsonException("The answer holds no list.");
    }

    public override void Write(Utf8JsonWriter writer, CdpList<T> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are read only.");

    private static List<T> Values(JsonElement list, JsonTypeInfo<T> type)
    {
        var values = new List<T>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            values.Add(
                CdpItemConverter<T>.ReadValue(element, type) ?? throw new JsonException("A list holds something else than objects.")
            );
        }

        return values;
    }

    private static string? NextPage(JsonElement root) =>
        root.TryGetProperty("pagination", out var pagination)
        && pagination.ValueKind == JsonValueKind.Object
        && pagination.TryGetProperty("nextPage", out var next)
        && next.ValueKind == JsonValueKind.String
        && next.GetString() is { Length: > 0 } position
            ? position
            : null;

    private static long? Count(JsonElement root) =>
        root.TryGetProperty("pagination", out var pagination)
        && pagination.ValueKind == JsonValueKind.Object
        && pagination.TryGetProperty("approximateCount", out var count)
        && count.ValueKind == JsonValueKind.Number
        && count.TryGetInt64(out var number)
            ? number
            : null;
}
