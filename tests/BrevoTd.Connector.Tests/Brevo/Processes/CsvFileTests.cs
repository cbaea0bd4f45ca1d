using System.Text;
using BrevoTd.Connector.Brevo;
using CsCheck;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class CsvFileTests
{
    [Theory]
    [InlineData("EMAIL;CITY\na@b.c;Paris\n")]
    [InlineData("\uFEFFEMAIL,CITY\r\na@b.c,Paris")]
    [InlineData("EMAIL\tCITY\ra@b.c\tParis\r")]
    [InlineData("sep=|\r\nEMAIL|CITY\r\n\r\na@b.c|Paris\r\n\r\n")]
    [InlineData("\n\nEMAIL;CITY\n\na@b.c;Paris;\n")]
    public async Task ReadAsync_OfAnyShape_FindsColumnsAndFields(string text)
    {
        var row = Assert.Single(await ReadAsync(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(["EMAIL", "CITY"], row.Columns);
        Assert.Equal("a@b.c", row["email"]);
        Assert.Equal("Paris", row["CITY"]);
        Assert.Null(row["COUNTRY"]);
    }

    [Fact]
    public void ReadAsync_OfAnyFields_GivesThemBack() =>
        Gen.Select(Gen.String[Gen.Char["ab;,\t|\"\r\nZé€ "], 0, 12].Array[3].Array[1, 40], Gen.Int[1, 7], Gen.Bool)
            .Sample(
                (lines, chunk, carriage) =>
                {
                    var end = carriage ? "\r\n" : "\n";
                    var text = string.Concat(lines.Prepend(["A", "B", "C"]).Select(fields => string.Join(';', fields.Select(Quote)) + end));
                    using var stream = new ChunkStream(Encoding.UTF8.GetBytes(text), chunk);

                    var rows = ReadAsync(stream).GetAwaiter().GetResult();

                    Assert.Equal(lines, rows.Select(row => row.Fields.ToArray()));
                },
                iter: 300
            );

    [Fact]
    public async Task ReadAsync_OfALargeFile_ReadsNoFurtherThanItYields()
    {
        await using var stream = new ManyLines(rows: 300_000);
        var rows = 0L;
        await foreach (var row in CsvFile.ReadAsync(stream))
        {
            rows++;
            Assert.Equal(3, row.Fields.Count);
            Assert.InRange(stream.Consumed - (rows * ManyLines.LineBytes), 0, 128 * 1024);
        }

        Assert.Equal(300_000, rows);
    }

    [Fact]
    public async Task ReadAsync_OfAnEmptyFile_YieldsNothing() => Assert.Empty(await ReadAsync([]));

    [Theory]
    [InlineData("<html><body>Expired</body></html>", "HTML")]
    [InlineData("PK\u0003\u0004rest", "ZIP")]
    public async Task ReadAsync_OfSomethingElse_SaysWhat(string text, string what)
    {
        var e = await Assert.ThrowsAsync<FormatException>(() => ReadAsync(Encoding.UTF8.GetBytes(text)));

        Assert.Contains(what, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_ThatDoNotFit_AreNamedByTheirColumnOnly()
    {
        var row = CsvRow.Create(["A", "B"], ["secret", ""]);

        foreach (
            var read in (Action[])
                [() => row.Integer("a"), () => row.Number("a"), () => row.Boolean("a"), () => row.Date("a"), () => row.Moment("a")]
        )
        {
            var e = Assert.Throws<FormatException>(read);
            Assert.Contains("column a", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
        }

        Assert.Null(row.Integer("B"));
        Assert.Null(row.Boolean("C"));
        Assert.Equal("CsvRow of 2 fields", row.ToString());
    }

    [Fact]
    public void Fields_OfEveryType_AreRead()
    {
        var row = CsvRow.Create(
            ["I", "N", "T", "F", "D", "M"],
            ["-5", "1.25", "Yes", "false", "2026-03-04T05:06:07Z", "2026-03-04T05:06:07.5+02:00"]
        );

        Assert.Equal(-5, row.Integer("I"));
        Assert.Equal(1.25, row.Number("N"));
        Assert.True(row.Boolean("T"));
        Assert.False(row.Boolean("F"));
        Assert.Equal(new DateOnly(2026, 3, 4), row.Date("D"));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 3, 6, 7, 500, TimeSpan.Zero), row.Moment("M"));
    }

    private static string Quote(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static Task<List<CsvRow>> ReadAsync(byte[] content) => ReadAsync(new MemoryStream(content));

    private static async Task<List<CsvRow>> ReadAsync(Stream content)
    {
        var rows = new List<CsvRow>();
        await foreach (var row in CsvFile.ReadAsync(content))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Gives a few bytes at a time, as a slow connection does.</summary>
    private sealed class ChunkStream(byte[] content, int chunk) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }

    private sealed class ManyLines(int rows) : MemoryStream
    {
        private static readonly byte[] s_line = Encoding.UTF8.GetBytes("person@example.com;Ada;12.5\n");
        private readonly long _length = (rows + 1L) * s_line.Length;

        public static int LineBytes => s_line.Length;

        public long Consumed { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, _length - Consumed);
            for (var i = 0; i < count; i++)
            {
                buffer.Span[i] = s_line[(Consumed + i) % s_line.Length];
            }

            Consumed += count;
            return ValueTask.FromResult(count);
        }
    }
}
