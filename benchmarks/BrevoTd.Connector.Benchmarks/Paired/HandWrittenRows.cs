using System.Buffers;
using System.IO.Compression;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>What people write by hand to read these rows and no others.</summary>
internal static class HandWrittenRows
{
    private const int BufferSize = 128 * 1024;
    private const int MaxRow = 4 * 1024;

    /// <summary>One forward pass over bytes in memory, every value read as the type that it is known to have.</summary>
    public static void Read(byte[] rows, BodySink sink)
    {
        var sum = default(RowSum);
        var reader = new MessagePackReader(rows);
        while (!reader.End)
        {
            ReadRow(ref reader, ref sum);
            sum.EndRow(sink);
        }

        sum.End(sink);
    }

    /// <summary>The same over a compressed stream, a buffer at a time.</summary>
    public static void ReadGzip(byte[] gzip, BodySink sink)
    {
        using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var sum = default(RowSum);
        var (start, end, ended) = (0, 0, false);
        while (true)
        {
            if (end - start < MaxRow && !ended)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                while (end < buffer.Length && !ended)
                {
                    var read = stream.Read(buffer, end, buffer.Length - end);
                    end += read;
                    ended = read == 0;
                }
            }

            if (start == end)
            {
                break;
            }

            var reader = new MessagePackReader(buffer.AsMemory(start, end - start));
            while (start < end && (ended || end - start >= MaxRow))
            {
                var before = reader.Consumed;
                ReadRow(ref reader, ref sum);
                sum.EndRow(sink);
                start += (int)(reader.Consumed - before);
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
        sum.End(sink);
    }

    /// <summary>Rows as dictionaries, as the clients of other languages give them, read by name.</summary>
    public static void ReadDictionaries(byte[] rows, BodySink sink)
    {
        var sum = default(RowSum);
        foreach (var row in Dictionaries(rows))
        {
            Add(ref sum, (string?)row["email"]);
            Add(ref sum, (string?)row["first_name"]);
            Add(ref sum, (string?)row["last_name"]);
            Add(ref sum, (string?)row["city"]);
            Add(ref sum, (string?)row["country"]);
            sum.Add((long)row["customer_id"]!);
            sum.Add((long)row["visits"]!);
            if (row["ltv"] is double ltv)
            {
                sum.Add(ltv);
            }
            else
            {
                sum.AddNull();
            }

            sum.Add((bool)row["vip"]!);
            Add(ref sum, (string?)row["born"]);
            sum.EndRow(sink);
        }

        sum.End(sink);
    }

    public static void Add(ref RowSum sum, string? text)
    {
        if (text is null)
        {
            sum.AddNull();
        }
        else
        {
            sum.Add(text);
        }
    }

    private static IEnumerable<Dictionary<string, object?>> Dictionaries(byte[] rows)
    {
        var names = CustomerRows.Schema.Select(static column => column.Name).ToArray();
        for (long position = 0; position < rows.Length; )
        {
            yield return ReadDictionary(rows, names, ref position);
        }
    }

    private static Dictionary<string, object?> ReadDictionary(byte[] rows, string[] names, ref long position)
    {
        var reader = new MessagePackReader(rows.AsMemory((int)position));
        var count = reader.ReadArrayHeader();
        var row = new Dictionary<string, object?>(count);
        for (var i = 0; i < count; i++)
        {
            row[names[i]] = reader.NextMessagePackType switch
            {
                MessagePackType.Nil => ReadNil(ref reader),
                MessagePackType.Boolean => reader.ReadBoolean(),
                MessagePackType.Integer => reader.ReadInt64(),
                MessagePackType.Float => reader.ReadDouble(),
                _ => reader.ReadString(),
            };
        }

        position += reader.Consumed;
        return row;

        static object? ReadNil(ref MessagePackReader reader)
        {
            _ = reader.TryReadNil();
            return null;
        }
    }

    private static void ReadRow(ref MessagePackReader reader, ref RowSum sum)
    {
        if (reader.ReadArrayHeader() != 10)
        {
            throw new InvalidDataException("A row has not ten columns.");
        }

        AddText(ref reader, ref sum);
        AddText(ref reader, ref sum);
        AddText(ref reader, ref sum);
        AddText(ref reader, ref sum);
        AddText(ref reader, ref sum);
        sum.Add(reader.ReadInt64());
        sum.Add(reader.ReadInt64());
        if (reader.TryReadNil())
        {
            sum.AddNull();
        }
        else
        {
            sum.Add(reader.ReadDouble());
        }

        sum.Add(reader.ReadBoolean());
        AddText(ref reader, ref sum);
    }

    private static void AddText(ref MessagePackReader reader, ref RowSum sum)
    {
        if (reader.TryReadNil())
        {
            sum.AddNull();
        }
        else
        {
            sum.Add(reader.TryReadStringSpan(out var text) ? text : throw new InvalidDataException("Not a text, or not in one piece."));
        }
    }
}
