using System.Buffers;
using System.Globalization;
using System.Text;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>What an import does with a row that has no usable <c>time</c>.</summary>
internal enum TimeRule
{
    /// <summary>Missing or nil becomes the time of arrival; anything that is not a number refuses the whole request.</summary>
    FillMissing,

    /// <summary>The row goes to the error records.</summary>
    RefuseRow,
}

/// <summary>Reads rows as the official clients write them: MessagePack maps, back to back.</summary>
internal sealed class ImportReader(TimeRule timeRule, long arrival)
{
    private const int MaximumDepth = 64;

    private readonly Dictionary<string, int> _indexByKey = new(StringComparer.Ordinal);

    /// <summary>Reads every row, or throws before any is handed out.</summary>
    /// <exception cref="ImportFormatException">The bytes are not a sequence of maps, or a row cannot be imported.</exception>
    public ImportRows Read(ReadOnlyMemory<byte> bytes)
    {
        var rows = new ImportRows();
        _indexByKey.Clear();
        var reader = new MessagePackReader(bytes);
        try
        {
            while (!reader.End)
            {
                ReadRow(ref reader, rows);
            }
        }
        catch (Exception exception)
            when (exception is EndOfStreamException or MessagePackSerializationException or OverflowException or InvalidOperationException)
        {
            throw new ImportFormatException(
                $"Row {rows.Count + rows.Refused.Count + 1} is not valid MessagePack.",
                isMalformed: true,
                exception
            );
        }

        return rows;
    }

    private void ReadRow(ref MessagePackReader reader, ImportRows rows)
    {
        var number = rows.Count + rows.Refused.Count + 1;
        var start = reader.Position;
        if (reader.NextMessagePackType != MessagePackType.Map)
        {
            if (timeRule == TimeRule.RefuseRow && reader.NextMessagePackType != MessagePackType.Unknown)
            {
                ReadValue(ref reader, 0);
                Refuse(ref reader, start, rows);
                return;
            }

            throw new ImportFormatException(
                $"Row {number} is not a MessagePack map.",
                reader.NextMessagePackType == MessagePackType.Unknown
            );
        }

        var count = reader.ReadMapHeader();
        var values = rows.Columns.Count == 0 ? [] : new object?[rows.Columns.Count];
        object? time = null;
        var guess = 0;
        for (var i = 0; i < count; i++)
        {
            if (reader.NextMessagePackType is not (MessagePackType.String or MessagePackType.Binary))
            {
                throw new ImportFormatException($"Row {number} has a key that is not text.");
            }

            var key = ReadText(ref reader);
            if (key.SequenceEqual("time"u8))
            {
                time = ReadValue(ref reader, 0);
                continue;
            }

            var index = Find(rows, key, ref guess, number);
            if (index >= values.Length)
            {
                Array.Resize(ref values, rows.Columns.Count);
            }

            values[index] = ReadValue(ref reader, 0);
        }

        if (!TryReadTime(time, out var seconds))
        {
            if (timeRule == TimeRule.RefuseRow)
            {
                Refuse(ref reader, start, rows);
                return;
            }

            throw new ImportFormatException($"Row {number} has a time that is not a number of seconds.");
        }

        rows.Add(seconds, values);
    }

    private static void Refuse(ref MessagePackReader reader, SequencePosition start, ImportRows rows) =>
        rows.Refused.Add(reader.Sequence.Slice(start, reader.Position).ToArray());

    private int Find(ImportRows rows, ReadOnlySpan<byte> key, ref int guess, int number)
    {
        var columns = rows.Columns;
        if (guess < columns.Count && key.SequenceEqual(columns[guess].Utf8Key))
        {
            return guess++;
        }

        var text = Encoding.UTF8.GetString(key);
        if (!_indexByKey.TryGetValue(text, out var index))
        {
            if (text.Length == 0)
            {
                throw new ImportFormatException($"Row {number} has an empty key.");
            }

            index = columns.Count;
            columns.Add(new ImportColumn(text, key.ToArray()));
            _indexByKey.Add(text, index);
        }

        guess = index + 1;
        return index;
    }

    private bool TryReadTime(object? value, out long seconds)
    {
        switch (value)
        {
            case long number:
                seconds = number;
                return true;
            case double number when double.IsFinite(number) && Math.Abs(number) < 9e18:
                seconds = (long)Math.Floor(number);
                return true;
            case string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seconds):
                return true;
            case null when timeRule == TimeRule.FillMissing:
                seconds = arrival;
                return true;
            default:
                seconds = 0;
                return false;
        }
    }

    private static object? ReadValue(ref MessagePackReader reader, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new ImportFormatException($"A value is nested deeper than {MaximumDepth} levels.");
        }

        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                return null;
            case MessagePackType.Boolean:
                return reader.ReadBoolean();
            case MessagePackType.Integer:
                if (reader.NextCode == MessagePackCode.UInt64)
                {
                    var unsigned = reader.ReadUInt64();
                    return unsigned <= long.MaxValue ? (long)unsigned : unsigned;
                }

                return reader.ReadInt64();
            case MessagePackType.Float:
                return reader.ReadDouble();
            case MessagePackType.String:
            case MessagePackType.Binary:
                return Encoding.UTF8.GetString(ReadText(ref reader));
            case MessagePackType.Array:
            {
                var count = reader.ReadArrayHeader();
                var list = new List<object?>(Math.Min(count, 4096));
                for (var i = 0; i < count; i++)
                {
                    list.Add(ReadValue(ref reader, depth + 1));
                }

                return list;
            }

            case MessagePackType.Map:
            {
                var count = reader.ReadMapHeader();
                var map = new Dictionary<string, object?>(Math.Min(count, 4096), StringComparer.Ordinal);
                for (var i = 0; i < count; i++)
                {
                    var key = ColumnValues.ToText(ReadValue(ref reader, depth + 1)) ?? "null";
                    map[key] = ReadValue(ref reader, depth + 1);
                }

                return map;
            }

            case MessagePackType.Unknown:
                throw new MessagePackSerializationException("0xC1 is never used.");
            default:
                throw new ImportFormatException("A value is a MessagePack extension, which no client sends; send numbers or text.");
        }
    }

    /// <summary>The bytes of a str or bin; a bin is taken as text, as older packers write text.</summary>
    private static ReadOnlySpan<byte> ReadText(ref MessagePackReader reader)
    {
        if (reader.NextMessagePackType == MessagePackType.String)
        {
            return reader.ReadStringSpan();
        }

        return reader.ReadBytes() is { } bytes ? bytes.ToArray() : [];
    }
}

/// <summary>The body of an import cannot be read, or a row of it cannot be taken; nothing of it is stored.</summary>
internal sealed class ImportFormatException(string message, bool isMalformed = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the bytes are no MessagePack; otherwise they are, but not rows.</summary>
    public bool IsMalformed { get; } = isMalformed;
}
