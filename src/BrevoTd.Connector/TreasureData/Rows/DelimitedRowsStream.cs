using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Rows of csv, where quotes keep commas and line ends, and of tsv, where nothing does. Texts are passed on as the bytes they are.
/// </summary>
internal sealed class DelimitedRowsStream : TextRowsStream
{
    private readonly byte[] _nullText;
    private readonly DelimitedLine _line;
    private readonly TdFieldType[] _types;
    private byte[] _scratch = [];

    public DelimitedRowsStream(Stream source, TdSchema schema, bool tabs, string nullText, int maxRowBytes)
        : base(source, schema, maxRowBytes)
    {
        _nullText = Encoding.UTF8.GetBytes(nullText);
        _line = new DelimitedLine(tabs);
        _types = [.. schema.Select(static column => TdFieldTypes.Of(column.ColumnType))];
    }

    protected override int Convert(ReadOnlySpan<byte> data, bool isFinal, TdRowBuffer output)
    {
        var used = _line.Read(data, isFinal);
        if (used <= 0)
        {
            return used == 0 ? 0 : throw Bad(-used);
        }

        if (_line.Fields.Count != Schema.Count)
        {
            throw WrongLength(_line.Fields.Count);
        }

        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(_types.Length);
        for (var i = 0; i < _types.Length; i++)
        {
            var field = _line.Fields[i];
            Write(
                ref writer,
                _types[i],
                field.IsEscaped ? DelimitedLine.Unescape(data, field, ref _scratch) : data.Slice(field.Start, field.Length),
                field.IsQuoted
            );
        }

        writer.Flush();
        RowCount++;
        return used;
    }

    private TreasureDataResultException Bad(int problem) =>
        problem == DelimitedLine.OpenQuote
            ? Failure(TdResultProblem.Truncated, "has a quote that is never closed; the file may have been cut")
            : Failure(TdResultProblem.InvalidBytes, "has something behind a closing quote");

    private void Write(ref MessagePackWriter writer, TdFieldType type, ReadOnlySpan<byte> field, bool isQuoted)
    {
        if (!isQuoted && (field.SequenceEqual(_nullText) || (field.IsEmpty && type != TdFieldType.Text)))
        {
            writer.WriteNil();
            return;
        }

        var written = type switch
        {
            TdFieldType.Int64 => TryWriteInteger(ref writer, field),
            TdFieldType.Double => TryWriteNumber(ref writer, field),
            TdFieldType.Boolean => TryWriteBoolean(ref writer, field),
            TdFieldType.Json => JsonMessagePack.TryWrite(ref writer, field),
            _ => false,
        };
        if (!written)
        {
            JsonMessagePack.WriteText(ref writer, field);
        }
    }

    private static bool TryWriteInteger(ref MessagePackWriter writer, ReadOnlySpan<byte> field)
    {
        if (Utf8Parser.TryParse(field, out long number, out var used) && used == field.Length)
        {
            writer.Write(number);
            return true;
        }

        if (Utf8Parser.TryParse(field, out ulong large, out used) && used == field.Length)
        {
            writer.Write(large);
            return true;
        }

        return false;
    }

    private static bool TryWriteNumber(ref MessagePackWriter writer, ReadOnlySpan<byte> field)
    {
        if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        writer.Write(number);
        return true;
    }

    private static bool TryWriteBoolean(ref MessagePackWriter writer, ReadOnlySpan<byte> field)
    {
        var isTrue = field.SequenceEqual("true"u8);
        if (!isTrue && !field.SequenceEqual("false"u8))
        {
            return false;
        }

        writer.Write(isTrue);
        return true;
    }
}
