using System.Text.Json;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// How rows stand in a file of JSON. The service sends one per line; the Toolbelt writes a list with one per line, so that its first line is no
/// complete JSON unless the file has one row at most.
/// </summary>
/// <param name="NeedsMore">Whether more of the file must be seen.</param>
/// <param name="IsList">Whether the rows stand in a list.</param>
/// <param name="Schema">The columns of the first row.</param>
internal readonly record struct JsonForm(bool NeedsMore, bool IsList, TdSchema Schema)
{
    private static readonly JsonForm s_more = new(NeedsMore: true, IsList: false, TdSchema.Empty);

    public static JsonForm Of(ReadOnlySpan<byte> head, bool isWhole)
    {
        var data = head.TrimStart(" \t\r\n"u8);
        if (data.IsEmpty)
        {
            return isWhole ? Lines([]) : s_more;
        }

        var lineLength = data.IndexOf((byte)'\n');
        if (lineLength < 0 && !isWhole)
        {
            return s_more;
        }

        var line = lineLength < 0 ? data : data[..lineLength];
        try
        {
            if (data[0] != (byte)'[' || !TryRead(line, out var length))
            {
                return data[0] == (byte)'[' ? List(data, isWhole) : Lines(data, isWhole);
            }

            var followed = !data[length..].Trim(" \t\r\n"u8).IsEmpty;
            if (!followed && !isWhole)
            {
                return s_more;
            }

            return !followed && HoldsRows(line) ? List(data, isWhole) : Lines(line[..length]);
        }
        catch (JsonException)
        {
            // The row says so when it is read.
            return Lines([]);
        }
    }

    private static JsonForm Lines(ReadOnlySpan<byte> data, bool isWhole)
    {
        if (TryRead(data, out var length))
        {
            return Lines(data[..length]);
        }

        return isWhole ? Lines([]) : s_more;
    }

    private static JsonForm Lines(ReadOnlySpan<byte> row) =>
        new(NeedsMore: false, IsList: false, row.IsEmpty ? TdSchema.Empty : ResultFileColumns.OfJson(row));

    private static JsonForm List(ReadOnlySpan<byte> data, bool isWhole)
    {
        var first = data[1..].TrimStart(" \t\r\n"u8);
        if (!first.IsEmpty && first[0] == (byte)']')
        {
            return new JsonForm(NeedsMore: false, IsList: true, TdSchema.Empty);
        }

        if (TryRead(first, out var length))
        {
            return new JsonForm(NeedsMore: false, IsList: true, ResultFileColumns.OfJson(first[..length]));
        }

        return isWhole ? new JsonForm(NeedsMore: false, IsList: true, TdSchema.Empty) : s_more;
    }

    private static bool TryRead(ReadOnlySpan<byte> data, out int length)
    {
        var reader = new Utf8JsonReader(data, isFinalBlock: false, default);
        var complete = reader.Read() && reader.TrySkip();
        length = complete ? (int)reader.BytesConsumed : 0;
        return complete;
    }

    /// <summary>Whether a list holds nothing but lists and objects.</summary>
    private static bool HoldsRows(ReadOnlySpan<byte> list)
    {
        var reader = new Utf8JsonReader(list, isFinalBlock: false, default);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            {
                return false;
            }

            reader.TrySkip();
        }

        return true;
    }
}
