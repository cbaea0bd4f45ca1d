using System.Buffers;
using System.IO.Compression;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Tests.TreasureData.Rows;

/// <summary>Makes bytes and rows for tests.</summary>
internal static class RowBytes
{
    public delegate void Write(ref MessagePackWriter writer);

    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static byte[] Pack(Write write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        write(ref writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A row with a single column <c>v</c>.</summary>
    public static TdRow RowOf(string valueHex, string type = "varchar") => RowOf(Hex(valueHex), type);

    public static TdRow RowOf(byte[] value, string type = "varchar") =>
        TdRow.FromMessagePack(new TdSchema(new TdColumn("v", type)), [0x91, .. value]);

    public static TdRow RowOf(Write write, string type = "varchar") => RowOf(Pack(write), type);

    public static TdSchema People { get; } = TdSchema.Parse("""[["email","varchar"],["visits","bigint"],["score","double"]]""");

    /// <summary>Rows of <see cref="People"/>.</summary>
    public static byte[] PeopleRows(int count) =>
        Pack(
            (ref MessagePackWriter writer) =>
            {
                for (var i = 0; i < count; i++)
                {
                    writer.WriteArrayHeader(3);
                    writer.Write($"user{i}@example.com");
                    writer.Write(i);
                    writer.Write(i / 2d);
                }
            }
        );

    public static byte[] Gzip(ReadOnlySpan<byte> data, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, level, leaveOpen: true))
        {
            gzip.Write(data);
        }

        return compressed.ToArray();
    }

    public static async Task<List<TdRow>> ReadAllAsync(TdRowReader reader)
    {
        var rows = new List<TdRow>();
        await using (reader)
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                rows.Add(reader.Current.Detach());
            }
        }

        return rows;
    }
}
