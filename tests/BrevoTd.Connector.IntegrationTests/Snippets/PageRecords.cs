using System.Buffers;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.IntegrationTests.Snippets;

/// <summary>Makes records of lines of JSON, as the map at hand reads them, and text of what the map wrote.</summary>
internal static class PageRecords
{
    private const string Arrow = "→ ";

    private static readonly JsonSerializerOptions s_plain = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(BrevoJsonContext.Default, new DefaultJsonTypeInfoResolver()),
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of the page, with what really comes out.</summary>
    public static string Apply(object made, string page)
    {
        if (!page.Contains(Arrow, StringComparison.Ordinal))
        {
            return (made.ToString() ?? "").ReplaceLineEndings("\n").TrimEnd('\n');
        }

        for (var type = made.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType)
            {
                var arguments = type.GetGenericArguments();
                var definition = type.GetGenericTypeDefinition();
                if (definition == typeof(RecordEncoder<>) || definition == typeof(RecordMap<>))
                {
                    var records = (IPageRecords)Activator.CreateInstance(typeof(Mapped<>).MakeGenericType(arguments), made)!;
                    return Lines(page, records);
                }

                if (definition == typeof(ReverseMap<,>))
                {
                    var records = (IPageRecords)Activator.CreateInstance(typeof(Reversed<,>).MakeGenericType(arguments), made)!;
                    return Lines(page, records);
                }
            }
        }

        throw new InvalidOperationException($"The page tells what becomes of records, but its code makes a {made.GetType()}.");
    }

    private static string Lines(string page, IPageRecords records)
    {
        var lines = page.Split('\n');
        var schema = SchemaOf(lines.Where(line => !line.StartsWith(Arrow, StringComparison.Ordinal)));
        var result = new List<string>();
        var together = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Arrow, StringComparison.Ordinal))
            {
                continue;
            }

            together.Add(lines[i]);
            result.Add(lines[i]);
            if (i + 1 == lines.Length || lines[i + 1].StartsWith(Arrow, StringComparison.Ordinal))
            {
                result.AddRange(records.Encode(schema, together).Select(line => Arrow + line));
                together.Clear();
            }
        }

        return string.Join('\n', result);
    }

    private static TdSchema SchemaOf(IEnumerable<string> lines)
    {
        var columns = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            foreach (var property in Element(line).EnumerateObject())
            {
                var type = property.Value.ValueKind switch
                {
                    JsonValueKind.Number => property.Value.TryGetInt64(out _) ? "bigint" : "double",
                    JsonValueKind.True or JsonValueKind.False => "boolean",
                    JsonValueKind.Array => "array(varchar)",
                    JsonValueKind.Object => "map(varchar,varchar)",
                    _ => "varchar",
                };
                if (!columns.TryGetValue(property.Name, out var known) || known == "varchar" || (known, type) == ("bigint", "double"))
                {
                    columns[property.Name] = type;
                }
            }
        }

        return new TdSchema(columns.Select(column => new TdColumn(column.Key, column.Value)));
    }

    private static JsonElement Element(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    private static T Read<T>(TdSchema schema, JsonElement json) =>
        typeof(T) == typeof(TdRow) ? (T)(object)TdRow.FromMessagePack(schema, Row(schema, json))
        : typeof(T) == typeof(JsonElement) ? (T)(object)json
        : typeof(T).IsAssignableFrom(typeof(DataTableReader)) ? (T)(object)Reader(json)
        : json.Deserialize<T>(s_plain)!;

    private static byte[] Row(TdSchema schema, JsonElement json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(schema.Count);
        foreach (var column in schema)
        {
            Write(ref writer, json.TryGetProperty(column.Name, out var value) ? value : default);
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(ref MessagePackWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                writer.Write(value.GetString());
                break;
            case JsonValueKind.Number when value.TryGetInt64(out var number):
                writer.Write(number);
                break;
            case JsonValueKind.Number:
                writer.Write(value.GetDouble());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Write(value.GetBoolean());
                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                {
                    Write(ref writer, item);
                }

                break;
            case JsonValueKind.Object:
                writer.WriteMapHeader(value.EnumerateObject().Count());
                foreach (var property in value.EnumerateObject())
                {
                    writer.Write(property.Name);
                    Write(ref writer, property.Value);
                }

                break;
            default:
                writer.WriteNil();
                break;
        }
    }

    /// <summary>A reader of one row, with the types that a database's driver gives.</summary>
    private static DataTableReader Reader(JsonElement json)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        var values = new List<object>();
        foreach (var property in json.EnumerateObject())
        {
            object value = property.Value.ValueKind switch
            {
                JsonValueKind.Null => DBNull.Value,
                JsonValueKind.Number when property.Value.TryGetInt32(out var number) => number,
                JsonValueKind.Number => property.Value.GetDecimal(),
                JsonValueKind.True or JsonValueKind.False => property.Value.GetBoolean(),
                _ when property.Value.TryGetGuid(out var id) => id,
                _ when property.Value.TryGetDateTime(out var time) => time,
                _ => property.Value.GetString()!,
            };
            _ = table.Columns.Add(property.Name, value is DBNull ? typeof(string) : value.GetType());
            values.Add(value);
        }

        _ = table.Rows.Add([.. values]);
        var reader = table.CreateDataReader();
        Assert.True(reader.Read());
        return reader;
    }

    /// <summary>A row of a table as JSON, in the order in which it was written.</summary>
    private static string Json(ReadOnlyMemory<byte> row)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = s_plain.Encoder }))
        {
            var reader = new MessagePackReader(row);
            json.WriteStartObject();
            for (var left = reader.ReadMapHeader(); left > 0; left--)
            {
                json.WritePropertyName(reader.ReadString()!);
                switch (reader.NextMessagePackType)
                {
                    case MessagePackType.Integer:
                        json.WriteNumberValue(reader.ReadInt64());
                        break;
                    case MessagePackType.Float:
                        json.WriteNumberValue(reader.ReadDouble());
                        break;
                    case MessagePackType.Nil:
                        _ = reader.TryReadNil();
                        json.WriteNullValue();
                        break;
                    default:
                        json.WriteStringValue(reader.ReadString());
                        break;
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private interface IPageRecords
    {
        IEnumerable<string> Encode(TdSchema schema, IReadOnlyList<string> together);
    }

    private sealed class Mapped<T>(object made) : IPageRecords
    {
        private readonly RecordEncoder<T> _encoder = made switch
        {
            RecordEncoder<T> encoder => encoder,
            ContactMap<T> map => map.CreateEncoder(),
            EventMap<T> map => map.CreateEncoder(),
            OrderMap<T> map => map.CreateEncoder(),
            ProductMap<T> map => map.CreateEncoder(),
            CategoryMap<T> map => map.CreateEncoder(),
            MessageMap<T> map => map.CreateEncoder(),
            ObjectMap<T> map => map.CreateEncoder(),
            RowMap<T> map => map.CreateEncoder(),
            _ => throw new InvalidOperationException($"No encoder is known for {made.GetType()}."),
        };

        private readonly bool _isRow = made is RowMap<T>;
        private long _number;

        public IEnumerable<string> Encode(TdSchema schema, IReadOnlyList<string> together)
        {
            if (typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(RowGroup<>))
            {
                var group = typeof(Mapped<T>).GetMethod(nameof(Group))!.MakeGenericMethod(typeof(T).GetGenericArguments());
                return Encode((T)group.Invoke(null, [schema, together])!);
            }

            return together.SelectMany(line => Encode(Read<T>(schema, Element(line))));
        }

        public static RowGroup<TRow> Group<TRow>(TdSchema schema, IReadOnlyList<string> together) =>
            together.Select(line => Read<TRow>(schema, Element(line))).GroupAdjacent(_ => 0).First();

        private List<string> Encode(T record)
        {
            var lines = new List<string>();
            var dropped = _encoder.GetStatistics().DroppedByTarget;
            var output = new ArrayBufferWriter<byte>();
            var encoded = _encoder.Encode(record, ++_number, output);
            lines.AddRange(
                encoded.Outcome switch
                {
                    EncodeOutcome.Encoded => [_isRow ? Json(output.WrittenMemory) : Encoding.UTF8.GetString(output.WrittenSpan)],
                    EncodeOutcome.Skipped => [$"skipped: {encoded.SkipReason}"],
                    _ => encoded.Failures.Select(failure => $"failed: {failure}"),
                }
            );
            lines.AddRange(
                _encoder
                    .GetStatistics()
                    .DroppedByTarget.Where(drop => drop.Value > dropped.GetValueOrDefault(drop.Key))
                    .Select(drop => $"dropped: {drop.Key}")
            );
            return lines;
        }
    }

    private sealed class Reversed<TSource, T>(object made) : IPageRecords
    {
        private readonly ReverseMap<TSource, T> _map = (ReverseMap<TSource, T>)made;

        public IEnumerable<string> Encode(TdSchema schema, IReadOnlyList<string> together) =>
            together.Select(line => JsonSerializer.Serialize(_map.Map(Read<TSource>(schema, Element(line))), s_plain));
    }
}
