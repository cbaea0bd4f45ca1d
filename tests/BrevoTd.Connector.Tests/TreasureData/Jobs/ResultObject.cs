using System.Buffers;
using System.IO.Compression;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>A job's result as it lies at the service: rows, compressed, under a tag.</summary>
internal sealed class ResultObject
{
    private delegate void RowWriter(ref MessagePackWriter writer, int index);

    public static readonly TdSchema Schema = new(new TdColumn("id", "bigint"), new TdColumn("name", "varchar"));

    private ResultObject(IReadOnlyList<(long Id, string? Name)> rows, byte[] gzip, string tag)
    {
        Rows = rows;
        Gzip = gzip;
        Tag = tag;
    }

    public IReadOnlyList<(long Id, string? Name)> Rows { get; }

    public byte[] Gzip { get; }

    public string Tag { get; }

    /// <summary>Rows that hardly compress, so that the file is about 20 bytes per row.</summary>
    public static ResultObject Random(int rows, int seed, string tag)
    {
        var random = new Random(seed);
        return Of([.. Enumerable.Range(0, rows).Select(_ => (random.NextInt64(), (string?)Convert.ToHexString(Bytes(random))))], tag);
    }

    public static ResultObject Of(IReadOnlyList<(long Id, string? Name)> rows, string tag = "\"one\"")
    {
        return new ResultObject(rows, Compress(rows.Count, WriteRow), tag);

        void WriteRow(ref MessagePackWriter writer, int index)
        {
            writer.WriteArrayHeader(2);
            writer.Write(rows[index].Id);
            writer.Write(rows[index].Name);
        }
    }

    /// <summary>Rows of one number each.</summary>
    public static ResultObject OfNumbers(params long[] numbers)
    {
        return new ResultObject([], Compress(numbers.Length, WriteRow), "\"numbers\"");

        void WriteRow(ref MessagePackWriter writer, int index)
        {
            writer.WriteArrayHeader(1);
            writer.Write(numbers[index]);
        }
    }

    public ResultObject WithBody(byte[] body) => new(Rows, body, Tag);

    private static byte[] Compress(int rows, RowWriter write)
    {
        var plain = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(plain);
        for (var i = 0; i < rows; i++)
        {
            write(ref writer, i);
        }

        writer.Flush();
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain.WrittenSpan);
        }

        return compressed.ToArray();
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[6];
        random.NextBytes(bytes);
        return bytes;
    }
}
