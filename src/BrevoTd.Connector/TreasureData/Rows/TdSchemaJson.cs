using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Reads and writes the list of lists that stands, as a text, in Treasure Data's answers.</summary>
internal static class TdSchemaJson
{
    // Types such as array<string> stay readable; nothing here goes into a page of HTML.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TdSchema Read(string json)
    {
        var columns = new List<TdColumn>();
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                throw Unreadable("it is not a JSON list");
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                columns.Add(ReadColumn(ref reader, columns.Count));
            }

            if (reader.Read())
            {
                throw Unreadable("something follows the list");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Unreadable("it is not JSON", e);
        }

        return new TdSchema(columns);
    }

    public static string Write(ReadOnlySpan<TdColumn> columns)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartArray();
            foreach (var column in columns)
            {
                json.WriteStartArray();
                json.WriteStringValue(column.Name);
                json.WriteStringValue(column.Type);
                if (column.Alias is not null || column.Description is not null)
                {
                    json.WriteStringValue(column.SqlName);
                }

                if (column.Description is not null)
                {
                    json.WriteStringValue(column.Description);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static TdColumn ReadColumn(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unreadable($"entry {index + 1} is not a list");
        }

        string? name = null;
        string? type = null;
        string? alias = null;
        string? description = null;
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                throw Unreadable($"entry {index + 1} holds something that is not a text");
            }

            var text = reader.GetString();
            switch (i)
            {
                case 0:
                    name = text;
                    break;
                case 1:
                    type = text;
                    break;
                case 2:
                    alias = text;
                    break;
                case 3:
                    description = text;
                    break;
                default:
                    throw Unreadable($"entry {index + 1} has more than four texts");
            }
        }

        if (name is null || type is null)
        {
            throw Unreadable($"entry {index + 1} has no name or no type");
        }

        return new TdColumn(name, type) { Alias = alias, Description = description };
    }

    private static TreasureDataResultException Unreadable(string what, Exception? inner = null) =>
        new(
            TdResultProblem.Schema,
            $"The schema that Treasure Data sent cannot be read: {what}. Expected is a list such as [[\"email\",\"varchar\"]].",
            innerException: inner,
            operation: "schema"
        );
}
