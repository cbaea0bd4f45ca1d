using System.Collections.Concurrent;
using System.Data;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;
using CsCheck;

namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>Large results over several connections: the rows are the same as at the service and in their order, or there is an error.</summary>
public sealed class ParallelDownloadTests
{
    private const int RangeBytes = 64 * 1024;

    private static readonly ResultObject Large = ResultObject.Random(rows: 20_000, seed: 3, "\"large\"");
    private static readonly ResultObject Other = ResultObject.Random(rows: 20_100, seed: 4, "\"other\"");
    private static readonly ResultObject Medium = ResultObject.Random(rows: 8_000, seed: 5, "\"medium\"");

    private static readonly TdDownloadOptions Ranges = new() { ParallelThreshold = 1, RangeBytes = RangeBytes };

    [Fact]
    public async Task Enumerate_LargeResult_RequestsEveryRangeOnce()
    {
        var service = new ResultService(Large);

        Assert.Equal(Large.Rows, await ReadAsync(service));

        var expected = Enumerable
            .Range(0, (Large.Gzip.Length + RangeBytes - 1) / RangeBytes)
            .Select(i => ((string?)Span(i), i == 0 ? null : "\"large\""))
            .ToList();
        Assert.True(expected.Count > 4);
        Assert.Equal(expected, service.Requests.OrderBy(request => From(request.Range)));

        static string Span(int i) => $"bytes={i * RangeBytes}-{Math.Min((i + 1) * RangeBytes, Large.Gzip.Length) - 1}";
    }

    [Theory]
    [InlineData(1, 1L)]
    [InlineData(4, long.MaxValue)]
    public async Task Enumerate_OneConnectionOrBelowTheThreshold_RequestsTheWhole(int connections, long threshold)
    {
        var service = new ResultService(Large);

        Assert.Equal(Large.Rows, await ReadAsync(service, Ranges with { Connections = connections, ParallelThreshold = threshold }));

        Assert.Equal([(null, null)], service.Requests);
    }

    [Fact]
    public async Task Enumerate_UnknownLength_RequestsTheWhole()
    {
        var service = new ResultService(Large) { AnnouncedSize = null };

        Assert.Equal(Large.Rows, await ReadAsync(service));

        Assert.Equal([(null, null)], service.Requests);
    }

    [Fact]
    public async Task Enumerate_BrokenRange_IsResumedAlone()
    {
        var service = new ResultService(Large, new Connection { CutAfter = 10_000 }, new Connection { CutAfter = 0, CutSilently = true });

        Assert.Equal(Large.Rows, await ReadAsync(service));

        Assert.Contains(($"bytes=10000-{RangeBytes - 1}", "\"large\""), service.Requests);
        Assert.Equal(((Large.Gzip.Length + RangeBytes - 1) / RangeBytes) + 2, service.Requests.Count);
    }

    [Fact]
    public async Task Enumerate_ServiceWithoutRanges_ReadsTheFirstAnswerToItsEnd()
    {
        var service = new ResultService(Large, new Connection { IgnoresRange = true });

        Assert.Equal(Large.Rows, await ReadAsync(service));

        Assert.Equal([($"bytes=0-{RangeBytes - 1}", null)], service.Requests);
    }

    [Fact]
    public async Task Enumerate_ServiceWithoutTags_StartsAnewOverOneConnection()
    {
        var service = new ResultService(Large, Enumerable.Repeat(new Connection { HidesTag = true }, 2));

        Assert.Equal(Large.Rows, await ReadAsync(service));

        Assert.Equal([($"bytes=0-{RangeBytes - 1}", null), (null, null)], service.Requests);
    }

    [Fact]
    public async Task Enumerate_RangesRefusedMidway_GoesOnOverOneConnection()
    {
        var service = new ResultService(
            Large,
            [new Connection(), new Connection(), .. Enumerable.Repeat(new Connection { IgnoresRange = true }, 30)]
        );

        Assert.Equal(Large.Rows, await ReadAsync(service));
    }

    [Fact]
    public async Task Enumerate_ObjectChangedAfterRowsWereRead_Fails()
    {
        var service = new ResultService(Large, new Connection(), new Connection(), new Connection { Object = Other });
        var read = new List<(long, string?)>();

        var e = await Assert.ThrowsAsync<TreasureDataResultException>(() => ReadAsync(service, Ranges with { Connections = 2 }, read));

        Assert.Equal(TdResultProblem.Changed, e.Problem);
        Assert.Equal(Large.Rows.Take(read.Count), read);
    }

    [Fact]
    public async Task Enumerate_ObjectChangedBeforeTheFirstRow_StartsAnewWithItsLength()
    {
        // The first connection brings nothing, so that no row can have been handed out when the object changes.
        var service = new ResultService(Large, new Connection { CutAfter = 3 }, new Connection { Object = Other })
        {
            AnnouncesCurrent = true,
        };

        Assert.Equal(Other.Rows, await ReadAsync(service));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Enumerate_LengthOtherThanAnnounced_Fails(int difference)
    {
        var service = new ResultService(Large) { AnnouncedSize = Large.Gzip.Length + difference };

        var e = await Assert.ThrowsAsync<TreasureDataResultException>(() => ReadAsync(service));

        Assert.Equal(difference > 0 ? TdResultProblem.Truncated : TdResultProblem.Corrupt, e.Problem);
    }

    [Fact]
    public async Task Enumerate_BreakingForEver_GivesUp()
    {
        var service = new ResultService(Large, [new Connection(), .. Enumerable.Repeat(new Connection { CutAfter = 10 }, 100)]);

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => ReadAsync(service));

        Assert.True(e.IsTransient);
        Assert.Contains(ResultService.JobId, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataReader_ReadSynchronously_ResumesBrokenRanges()
    {
        var service = new ResultService(
            Large,
            new Connection(),
            new Connection { CutAfter = 10_000 },
            new Connection { CutAfter = 20_000 }
        );
        await using var result = Jobs(service).ReadResult(new TdJobId(ResultService.JobId), new TdQueryOptions { Download = Ranges });
        await using var reader = await result.OpenDataReaderAsync(TestContext.Current.CancellationToken);
        using var table = new DataTable();

        table.Load(reader);

        Assert.Equal(Large.Rows, table.Rows.Cast<DataRow>().Select(row => ((long)row["id"], row["name"] as string)));
    }

    [Fact]
    public async Task Enumerate_StoppedEarly_RequestsNoMoreThanFitsIntoMemory()
    {
        var service = new ResultService(Large);
        await using (var result = Jobs(service).ReadResult(new TdJobId(ResultService.JobId), new TdQueryOptions { Download = Ranges }))
        {
            await using var rows = result.GetAsyncEnumerator(TestContext.Current.CancellationToken);
            Assert.True(await rows.MoveNextAsync());
        }

        Assert.InRange(service.Requests.Count, 1, Ranges.Connections);
    }

    [Fact]
    public async Task Enumerate_CancelledWhileARangeIsAwaited_StopsEveryConnection()
    {
        var service = new ResultService(Large, new Connection(), new Connection { CutAfter = 10, Hangs = true });
        await using var result = Jobs(service).ReadResult(new TdJobId(ResultService.JobId), new TdQueryOptions { Download = Ranges });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        long rows = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in result.WithCancellation(cancellation.Token))
            {
                // The first range alone holds that many; some of the next one are then awaited in vain.
                if (++rows == 1_000)
                {
                    cancellation.CancelAfter(TimeSpan.FromMilliseconds(1));
                }
            }
        });

        Assert.InRange(rows, 1_000, Large.Rows.Count - 1);
    }

    [Fact]
    public async Task DownloadResultAsync_OfALargeResult_WritesTheSameBytes()
    {
        var service = new ResultService(Large, new Connection { CutAfter = 30_000 });
        using var destination = new MemoryStream();

        var length = await Jobs(service)
            .DownloadResultAsync(
                new TdJobId(ResultService.JobId),
                TdResultFormat.MessagePackGzip,
                destination,
                download: Ranges,
                cancellationToken: TestContext.Current.CancellationToken
            );

        Assert.Equal(Large.Gzip.Length, length);
        Assert.Equal(Large.Gzip, destination.ToArray());
    }

    [Fact]
    public async Task Enumerate_FailuresAtRandomOffsets_GivesTheSameRowsOrAnError()
    {
        var rare = Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)));
        var connection =
            from after in Gen.Frequency((2, Gen.Int[0, RangeBytes].Select(n => (int?)n)), (3, Gen.Const((int?)null)))
            from silently in Gen.Bool
            from ignores in rare
            from hidesTag in rare
            from hidesLength in rare
            from changes in Gen.Frequency((30, Gen.Const(false)), (1, Gen.Const(true)))
            from flip in Gen.Frequency((30, Gen.Const((int?)null)), (1, Gen.Int[0, RangeBytes - 1].Select(n => (int?)n)))
            select new Connection
            {
                CutAfter = after,
                CutSilently = silently,
                IgnoresRange = ignores,
                HidesTag = hidesTag,
                HidesLength = hidesLength,
                Object = changes ? Other : null,
                FlipAt = flip,
            };
        var outcomes = new ConcurrentDictionary<string, int>();

        await Gen.Select(connection.List[0, 8], Gen.Int[2, 5], Gen.Bool)
            .SampleAsync(
                async (connections, degree, current) =>
                {
                    var service = new ResultService(Medium, connections) { AnnouncedRecords = null, AnnouncesCurrent = current };
                    var read = new List<(long, string?)>();
                    try
                    {
                        await ReadAsync(service, Ranges with { Connections = degree }, read);
                        Count(read.SequenceEqual(Medium.Rows) ? "same" : "other");
                        return read.SequenceEqual(Medium.Rows) || read.SequenceEqual(Other.Rows);
                    }
                    catch (Exception e) when (e is ConnectorException or TdColumnException)
                    {
                        Count(e.GetType().Name);
                        return true;
                    }
                },
                iter: 300
            );

        // The property would hold for code that always fails, too.
        Assert.True(outcomes.GetValueOrDefault("same") > 50, string.Join(", ", outcomes));
        Assert.True(outcomes.GetValueOrDefault(nameof(TreasureDataResultException)) > 0, string.Join(", ", outcomes));

        void Count(string outcome) => outcomes.AddOrUpdate(outcome, 1, static (_, n) => n + 1);
    }

    [Fact]
    public void Defaults_OfTheOptions_AreAsDocumented()
    {
        var options = new TdQueryOptions().Download;

        Assert.Equal((64L * 1024 * 1024, 4, 8 * 1024 * 1024), (options.ParallelThreshold, options.Connections, options.RangeBytes));
    }

    [Fact]
    public void Validate_ImpossibleOptions_AreRefused()
    {
        foreach (
            var options in new[]
            {
                new TdDownloadOptions { Connections = 0 },
                new TdDownloadOptions { Connections = 65 },
                new TdDownloadOptions { RangeBytes = 1 },
                new TdDownloadOptions { ParallelThreshold = 0 },
            }
        )
        {
            Assert.Throws<ArgumentException>(() =>
                Jobs(new ResultService(Large)).ReadResult(new TdJobId("1"), new TdQueryOptions { Download = options })
            );
        }
    }

    private static long From(string? range) =>
        long.Parse(
            range!.AsSpan()["bytes=".Length..].TrimEnd("0123456789").TrimEnd('-'),
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static TreasureDataJobsClient Jobs(ResultService service) =>
        new(service, new TreasureDataClientOptions { RetryBaseDelay = TimeSpan.Zero }, TimeProvider.System);

    private static async Task<List<(long, string?)>> ReadAsync(
        ResultService service,
        TdDownloadOptions? download = null,
        List<(long, string?)>? rows = null
    )
    {
        rows ??= [];
        await using var result = Jobs(service)
            .ReadResult(new TdJobId(ResultService.JobId), new TdQueryOptions { Download = download ?? Ranges });
        await foreach (var row in result)
        {
            rows.Add((row.Int64("id"), row.TextOrNull("name")));
        }

        return rows;
    }
}
