using System.Buffers;
using System.IO.Compression;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>A job's result as it lies at the service: rows, compressed, under a tag.</summary>
internal sealed class ResultObject
{
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
        var plain = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(plain);
        foreach (var (id, name) in rows)
        {
            writer.WriteArrayHeader(2);
            writer.Write(id);
            writer.Write(name);
        }

        writer.Flush();
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain.WrittenSpan);
        }

        return new ResultObject(rows, compressed.ToArray(), tag);
    }

    public ResultObject WithBody(byte[] body) => new(Rows, body, Tag);

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[6];
        random.NextBytes(bytes);
        return bytes;
    }
}
