using System.Text.Json;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Rows of JSON, each a list or an object: one per line as the service sends them, or in a list as the Toolbelt writes them.</summary>
internal sealed class JsonRowsStream : TextRowsStream
{
    private readonly TdFieldType[] _types;
    private readonly (int Start, int Length)[] _values;
    private readonly bool _inList;
    private bool _isOpen;
    private bool _isClosed;

    /// <param name="source">The text.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="inList">Whether the rows stand in a list.</param>
    /// <param name="maxRowBytes">Bytes that one row may take.</param>
    public JsonRowsStream(Stream source, TdSchema schema, bool inList, int maxRowBytes)
        : base(source, schema, maxRowBytes)
    {
        _types = [.. schema.Select(static column => TdFieldTypes.Of(column.ColumnType))];
        _values = new (int, int)[schema.Count];
        _inList = inList;
    }

    protected override int Convert(ReadOnlySpan<byte> data, bool isFinal, TdRowBuffer output)
    {
        var between = data.IndexOfAnyExcept(" \t\r\n"u8);
        if (between != 0)
        {
            return between < 0 ? data.Length : between;
        }

        if (_isClosed)
        {
            throw Failure(TdResultProblem.InvalidBytes, "stands behind the end of the list");
        }

        if (_inList && !_isOpen)
        {
            // Whoever chose this form saw the bracket.
            _isOpen = true;
            return 1;
        }

        if (_inList && data[0] is (byte)',' or (byte)']')
        {
            _isClosed = data[0] == (byte)']';
            return 1;
        }

        return ConvertRow(data, isFinal, output);
    }

    protected override void CheckEnd()
    {
        if (_inList && !_isClosed)
        {
            throw Failure(TdResultProblem.Truncated, "is missing, or the end of the list is; the file was cut");
        }
    }

    private int ConvertRow(ReadOnlySpan<byte> data, bool isFinal, TdRowBuffer output)
    {
        var isArray = data[0] == (byte)'[';
        if (!isArray && data[0] != (byte)'{')
        {
            throw Failure(TdResultProblem.InvalidBytes, "is neither a list nor an object of JSON");
        }

        int length;
        try
        {
            var end = new Utf8JsonReader(data, isFinalBlock: false, default);
            if (!end.Read() || !end.TrySkip())
            {
                return !isFinal ? 0 : throw Failure(TdResultProblem.Truncated, "is incomplete; the file was cut");
            }

            length = (int)end.BytesConsumed;
        }
        catch (JsonException e)
        {
            throw new TreasureDataResultException(
                TdResultProblem.InvalidBytes,
                $"Row {RowCount + 1} of the file is not JSON.",
                RowCount + 1,
                innerException: e,
                operation: TdResultFile.Operation
            );
        }

        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(_types.Length);
        var reader = new Utf8JsonReader(data[..length]);
        reader.Read();
        if (isArray)
        {
            WriteArray(ref writer, ref reader);
        }
        else
        {
            WriteObject(ref writer, ref reader, data);
        }

        writer.Flush();
        RowCount++;
        return length;
    }

    private void WriteArray(ref MessagePackWriter writer, ref Utf8JsonReader reader)
    {
        var column = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (column == _types.Length)
            {
                throw WrongLength(column + 1 + CountRest(reader));
            }

            JsonMessagePack.Write(ref writer, ref reader, _types[column++]);
        }

        if (column != _types.Length)
        {
            throw WrongLength(column);
        }
    }

    private void WriteObject(ref MessagePackWriter writer, ref Utf8JsonReader reader, ReadOnlySpan<byte> row)
    {
        Array.Clear(_values);
        var expected = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var column = Column(ref reader, expected);
            expected = column + 1;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            _values[column] = (start, (int)reader.BytesConsumed - start);
        }

        for (var i = 0; i < _values.Length; i++)
        {
            var (start, length) = _values[i];
            if (length == 0)
            {
                writer.WriteNil();
                continue;
            }

            var value = new Utf8JsonReader(row.Slice(start, length));
            value.Read();
            JsonMessagePack.Write(ref writer, ref value, _types[i]);
        }
    }

    private int Column(ref Utf8JsonReader reader, int expected)
    {
        if (expected < Schema.Count && reader.ValueTextEquals(Schema[expected].Name))
        {
            return expected;
        }

        for (var i = 0; i < Schema.Count; i++)
        {
            if (reader.ValueTextEquals(Schema[i].Name))
            {
                return i;
            }
        }

        throw Failure(
            TdResultProblem.RowLength,
            $"has a member that is no column; the columns are {string.Join(", ", Schema.Select(static c => c.Name))}. Give the schema"
        );
    }

    private static int CountRest(Utf8JsonReader reader)
    {
        var count = 0;
        reader.Skip();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            reader.Skip();
        }

        return count;
    }
}
