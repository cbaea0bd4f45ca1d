using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdSegmentSqlBody(
    [property: JsonPropertyName("format")] string Format,
    [property: JsonPropertyName("kind"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TdSegmentKind? Kind,
    [property: JsonPropertyName("rule"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Rule
);

internal sealed record TdSegmentSqlAnswer([property: JsonPropertyName("sql")] string? Sql);

internal sealed record TdSegmentPreviewBody(
    [property: JsonPropertyName("columns")] IReadOnlyList<string> Columns,
    [property: JsonPropertyName("kind")] TdSegmentKind Kind,
    [property: JsonPropertyName("rule"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Rule
);

/// <summary>A page of a preview: <c>rows</c>, or why there are none.</summary>
internal sealed record TdSegmentPreviewPage
{
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("names")]
    public IReadOnlyList<string>? Names { get; init; }

    [JsonPropertyName("rows")]
    [JsonConverter(typeof(TdTextRowsConverter))]
    public IReadOnlyList<IReadOnlyList<string?>>? Rows { get; init; }
}

/// <summary>Rows of values that are texts, numbers or nothing.</summary>
internal sealed class TdTextRowsConverter : JsonConverter<IReadOnlyList<IReadOnlyList<string?>>>
{
    public override IReadOnlyList<IReadOnlyList<string?>>? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Rows are not a list.");
        }

        var rows = new List<IReadOnlyList<string?>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException("A row is not a list.");
            }

            var row = new List<string?>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                row.Add(
                    reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject
                        ? TdTextOrJsonConverter.ReadText(ref reader)
                        : TextOrNumberConverter.ReadText(ref reader)
                );
            }

            rows.Add(row);
        }

        return rows;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<IReadOnlyList<string?>> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are read only.");
}
