using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;
using CsCheck;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>Downloads that break, change, fall short or are damaged: the rows are the same as at the service, or there is an error.</summary>
public sealed class TreasureDataQueryResultStreamTests
{
    private static readonly ResultObject Small = ResultObject.Random(rows: 300, seed: 1, "\"one\"");
    private static readonly ResultObject Other = ResultObject.Random(rows: 310, seed: 2, "\"two\"");
    private static readonly ResultObject Large = ResultObject.Random(rows: 20_000, seed: 3, "\"large\"");

    [Fact]
    public async Task Enumerate_WholeDownload_GivesEveryRowWithOneRequest()
    {
        var service = new ResultService(Large);

        var rows = await ReadAsync(service);

        Assert.Equal(Large.Rows, rows);
        Assert.Equal([(null, null)], service.Requests);
    }

    [Fact]
    public async Task Enumerate_NoRows_IsEmpty()
    {
        Assert.Empty(await ReadAsync(new ResultService(ResultObject.Of([]))));
        Assert.Empty(await ReadAsync(new ResultService(EmptyBody()) { AnnouncedSize = null }));
        Assert.Empty(await ReadAsync(new ResultService(EmptyBody()) { AnnouncedSize = 0 }));

        static ResultObject EmptyBody()
        {
            var nothing = ResultObject.Of([]);
            return nothing.WithBody([]);
        }
    }

    [Fact]
    public async Task Enumerate_BrokenConnection_ContinuesWhereItStopped()
    {
        var service = new ResultService(
            Large,
            new Connection { CutAfter = 100_000 },
            new Connection { CutAfter = 50_000, CutSilently = true }
        );

        var rows = await ReadAsync(service);

        Assert.Equal(Large.Rows, rows);
        Assert.Equal([(null, null), ("bytes=100000-", "\"large\""), ("bytes=150000-", "\"large\"")], service.Requests);
    }

    [Fact]
    public async Task Enumerate_BrokenConnection_IsCounted()
    {
        using var retries = new MetricCollector<long>(HttpInstruments.Retries);

        await ReadAsync(new ResultService(Large, new Connection { CutAfter = 100_000 }));

        Assert.Contains(
            retries.GetMeasurementSnapshot(),
            measured =>
                "jobs.result".Equals(measured.Tags[HttpInstruments.OperationTag])
                && "broken_body".Equals(measured.Tags[HttpInstruments.ReasonTag])
        );
    }

    [Fact]
    public async Task Enumerate_ServiceThatKnowsNoRanges_SkipsWhatIsKnown()
    {
        var service = new ResultService(Large, new Connection { CutAfter = 100_000 }, new Connection { IgnoresRange = true });

        Assert.Equal(Large.Rows, await ReadAsync(service));
    }

    [Fact]
    public async Task Enumerate_ObjectChangedBeforeTheFirstRow_StartsAnew()
    {
        // Three bytes are not even the header of a gzip file: nothing can have been handed out.
        var service = new ResultService(Small, new Connection { CutAfter = 3 }, new Connection { Object = Other }) { AnnouncedSize = null };

        Assert.Equal(Other.Rows, await ReadAsync(service));
    }

    [Fact]
    public async Task Enumerate_ObjectChangedAfterRowsWereRead_Fails()
    {
        var service = new ResultService(Large, new Connection { CutAfter = 300_000 }, new Connection { Object = Other });
        var read = new List<(long, string?)>();

        var e = await Assert.ThrowsAsync<TreasureDataResultException>(() => ReadAsync(service, read));

        Assert.Equal(TdResultProblem.Changed, e.Problem);
        Assert.NotEmpty(read);
        Assert.Equal(Large.Rows.Take(read.Count), read);
    }

    [Fact]
    public async Task Enumerate_ShorterThanTheJobAnnounced_Fails()
    {
        var service = new ResultService(Small) { AnnouncedSize = Small.Gzip.Length + 1 };

        var e = await Assert.ThrowsAsync<TreasureDataResultException>(() => ReadAsync(service));

        Assert.Equal(TdResultProblem.Truncated, e.Problem);
        Assert.True(e.IsTransient);
    }

    [Fact]
    public async Task Enumerate_LongerThanTheJobAnnounced_Fails()
    {
        var service = new ResultService(Small, Enumerable.Repeat(new Connection { HidesLength = true }, 9))
        {
            AnnouncedSize = Small.Gzip.Length - 1,
        };

        var e = await Assert.ThrowsAsync<TreasureDataResultException>(() => ReadAsync(service));

        Assert.Equal(TdResultProblem.Corrupt, e.Problem);
    }

    [Fact]
    public async Task Enumerate_FewerRowsThanTheJobCounted_FailsWhereNoSizeWasAnnounced()
    {
        var service = new ResultService(Small) { AnnouncedSize = null, AnnouncedRecords = Small.Rows.Count + 1 };

        var e = await Assert.ThrowsAsync<TreasureDataResultException>(() => ReadAsync(service));

        Assert.Equal(TdResultProblem.Truncated, e.Problem);
    }

    [Fact]
    public async Task Enumerate_SilentlyCutWithoutAnyLength_Fails()
    {
        var connection = new Connection
        {
            CutAfter = Small.Gzip.Length / 2,
            CutSilently = true,
            HidesLength = true,
        };
        var service = new ResultService(Small, Enumerable.Repeat(connection, 9)) { AnnouncedSize = null };

        var e = await Assert.ThrowsAsync<TreasureDataResultException>(() => ReadAsync(service));

        Assert.Equal(TdResultProblem.Truncated, e.Problem);
    }

    [Fact]
    public async Task Enumerate_BreakingForEver_GivesUpAndSaysWhere()
    {
        var service = new ResultService(Large, Enumerable.Repeat(new Connection { CutAfter = 1_000 }, 100));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => ReadAsync(service));

        Assert.True(e.IsTransient);
        Assert.Contains(ResultService.JobId, e.Message, StringComparison.Ordinal);
        Assert.Equal(1 + Options().MaxRetries, service.Requests.Count);
    }

    [Fact]
    public async Task Enumerate_BreakingOftenButGettingOn_Arrives()
    {
        var service = new ResultService(Large, Enumerable.Repeat(new Connection { CutAfter = 70_000 }, 100));

        Assert.Equal(Large.Rows, await ReadAsync(service));
        Assert.True(service.Requests.Count > Options().MaxRetries);
    }

    [Fact]
    public async Task Enumerate_CutsAtRandomOffsets_GivesTheSameRowsOrAnError()
    {
        var cut =
            from after in Gen.Frequency((3, Gen.Int[0, Small.Gzip.Length].Select(n => (int?)n)), (1, Gen.Const((int?)null)))
            from flags in Gen.Select(Gen.Bool, Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))))
            from hides in Gen.Select(
                Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true))),
                Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
            )
            from changes in Gen.Frequency((6, Gen.Const(false)), (1, Gen.Const(true)))
            from flip in Gen.Frequency((8, Gen.Const((int?)null)), (1, Gen.Int[0, Small.Gzip.Length - 1].Select(n => (int?)n)))
            select new Connection
            {
                CutAfter = after,
                CutSilently = flags.Item1,
                IgnoresRange = flags.Item2,
                HidesTag = hides.Item1,
                HidesLength = hides.Item2,
                Object = changes ? Other : null,
                FlipAt = flip,
            };
        var outcomes = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();

        // A job announces at least one of both: of an empty body without either nobody could say that it was cut.
        await Gen.Select(cut.List[0, 7], Gen.Bool)
            .SampleAsync(
                async (connections, announced) =>
                {
                    var service = new ResultService(Small, connections)
                    {
                        AnnouncedSize = announced ? Small.Gzip.Length : null,
                        AnnouncedRecords = announced ? null : Small.Rows.Count,
                    };
                    var read = new List<(long, string?)>();
                    try
                    {
                        await ReadAsync(service, read);
                        Count(read.SequenceEqual(Small.Rows) ? "same" : "other");
                        return read.SequenceEqual(Small.Rows) || read.SequenceEqual(Other.Rows);
                    }
                    catch (Exception e) when (e is ConnectorException or TdColumnException)
                    {
                        Count(e.GetType().Name);
                        return true;
                    }
                },
                iter: 2_000
            );

        // The property would hold for code that always fails, too.
        Assert.True(outcomes.GetValueOrDefault("same") > 200, string.Join(", ", outcomes));
        Assert.True(outcomes.GetValueOrDefault(nameof(TreasureDataResultException)) > 0, string.Join(", ", outcomes));

        void Count(string outcome) => outcomes.AddOrUpdate(outcome, 1, static (_, n) => n + 1);
    }

    private static TreasureDataClientOptions Options() => new() { RetryBaseDelay = TimeSpan.Zero };

    private static async Task<List<(long, string?)>> ReadAsync(ResultService service, List<(long, string?)>? rows = null)
    {
        rows ??= [];
        var jobs = new TreasureDataJobsClient(service, Options(), TimeProvider.System);
        await using var result = jobs.ReadResult(new TdJobId(ResultService.JobId));
        await foreach (var row in result)
        {
            rows.Add((row.Int64("id"), row.TextOrNull("name")));
        }

        return rows;
    }
}
