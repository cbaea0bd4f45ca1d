using System.Diagnostics;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Emulator.Sql;
using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Streaming, interruption, concurrency.</summary>
public sealed class EngineBehaviourTests
{
    private const string MillionRows =
        "SELECT a.x * 1000 + b.x AS id, CAST(a.x AS varchar) || ' of a longer text' AS name "
        + "FROM UNNEST(sequence(0, 999)) AS a(x) CROSS JOIN UNNEST(sequence(0, 999)) AS b(x)";

    [Fact]
    public async Task ReadRowsAsync_MillionRows_StreamsWithoutKeepingThem()
    {
        await using var engine = await SqlEngine.OpenAsync(null);
        await using var result = await engine.ExecuteAsync(MillionRows, SqlRun.Session);

        var (count, sum, samples) = await ReadAsync(result);
        GC.Collect();

        Assert.Equal(1_000_000, count);
        Assert.Equal(499_999_500_000, sum);
        Assert.Equal(100, samples.Count);
        // The result is still open, and holds no row that it gave.
        Assert.DoesNotContain(samples, s => s.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(long Count, long Sum, List<WeakReference> Samples)> ReadAsync(SqlResult result)
    {
        var (count, sum) = (0L, 0L);
        var samples = new List<WeakReference>();
        await foreach (var row in result.ReadRowsAsync())
        {
            if (count++ % 10_000 == 0)
                samples.Add(new WeakReference(row));
            sum += (long)row[0]!;
        }
        return (count, sum, samples);
    }

    [Fact]
    public async Task ExecuteAsync_Cancelled_InterruptsTheRunningQuery()
    {
        await using var engine = await SqlEngine.OpenAsync(null);
        using var source = new CancellationTokenSource();
        // Sorting this takes far longer than any test may.
        var endless =
            "SELECT max(s) FROM (SELECT sum(b.x) OVER (ORDER BY a.x * b.x * c.x) AS s FROM UNNEST(sequence(1, 5000)) AS a(x), "
            + "UNNEST(sequence(1, 5000)) AS b(x), UNNEST(sequence(1, 5000)) AS c(x)) t";
        var watch = Stopwatch.StartNew();
        var running = SqlRun.RowsAsync(engine, endless, source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal(["1"], await SqlRun.RowsAsync(engine, "SELECT 1"));
    }

    [Fact]
    public async Task ReadRowsAsync_FailureInALaterRow_ThrowsItsMessage()
    {
        await using var engine = await SqlEngine.OpenAsync(null);

        var message = await SqlRun.FailAsync(engine, "SELECT 1 / (x - 9999) FROM UNNEST(sequence(1, 10000)) AS t(x)");

        Assert.Equal("Division by zero", message);
    }

    [Fact]
    public async Task ReadRowsAsync_Twice_IsRefused()
    {
        await using var engine = await SqlEngine.OpenAsync(null);
        await using var result = await engine.ExecuteAsync("SELECT 1", SqlRun.Session);
        await foreach (var _ in result.ReadRowsAsync()) { }

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in result.ReadRowsAsync()) { }
        });
    }

    [Fact]
    public async Task ExecuteAsync_WritersAndReadersAtOnce_LoseNothing()
    {
        await using var engine = await SqlEngineTests.OpenWithTableAsync();

        var writers = Enumerable
            .Range(0, 8)
            .Select(i =>
                i % 2 == 0
                    ? engine.AppendAsync("crm", "contacts", ["id"], Enumerable.Range(0, 50).Select(n => new object?[] { (i * 100L) + n }))
                    : (Task)SqlRun.RowsAsync(engine, $"INSERT INTO contacts (id) SELECT {i * 100} + x FROM UNNEST(sequence(0, 49)) AS t(x)")
            );
        var readers = Enumerable.Range(0, 8).Select(_ => (Task)SqlRun.RowsAsync(engine, "SELECT count(*), max(id) FROM contacts"));
        await Task.WhenAll([.. writers, .. readers]);

        Assert.Equal(["400 | 400"], await SqlRun.RowsAsync(engine, "SELECT count(*), count(DISTINCT id) FROM contacts"));
    }

    [Fact]
    public async Task OpenAsync_TwoEngines_ShareNothing()
    {
        await using var first = await SqlEngineTests.OpenWithTableAsync();
        await using var second = await SqlEngine.OpenAsync(null);

        Assert.Empty(second.Databases);
        Assert.Equal(["contacts"], first.Tables("crm"));
    }

    [Fact]
    public async Task ReadRowsAsync_TableDroppedMeanwhile_StillGivesTheRows()
    {
        await using var engine = await SqlEngineTests.OpenWithTableAsync();
        await engine.AppendAsync("crm", "contacts", ["id"], Enumerable.Range(0, 10_000).Select(i => new object?[] { (long)i }));
        await using var result = await engine.ExecuteAsync("SELECT id FROM contacts", SqlRun.Session);

        await engine.DropTableAsync("crm", "contacts");

        var count = 0;
        await foreach (var _ in result.ReadRowsAsync())
            count++;
        Assert.Equal(10_000, count);
    }

    [Fact]
    public async Task ExecuteAsync_NestedValues_KeepTheirShape()
    {
        await using var engine = await SqlEngineTests.OpenWithTableAsync();
        object?[][] rows =
        [
            [new object?[] { "é", null }, new Dictionary<string, object?> { ["k"] = 1L, ["n"] = null }],
            [null, null],
        ];
        await engine.AppendAsync("crm", "contacts", ["tags", "attributes"], rows);

        Assert.Equal(["[é, NULL] | {k=1, n=NULL}", "NULL | NULL"], await SqlRun.RowsAsync(engine, "SELECT tags, attributes FROM contacts"));
    }
}
