using System.Net;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using CsCheck;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class BatchSplitTests
{
    private static readonly OutcomeCause s_bad = new("invalid_parameter");

    private readonly PooledClock _time = new();
    private readonly List<SettledRecord> _settled = [];

    [Fact]
    public async Task TooLarge_Batch_IsHalvedUntilItFitsAndKeepsItsOrder()
    {
        var sink = new ScriptedSink
        {
            Answer = (batch, _) => Task.FromResult(batch.Count > 3 ? BatchAnswer.TooLarge : BatchAnswer.Delivered),
        };
        await using var writer = Writer(sink);

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 20).Select(Person.Number));

        Assert.Equal(Enumerable.Range(1, 20), sink.Ids.Where(ids => ids.Length <= 3).SelectMany(ids => ids));
        Assert.Equal(20, report.Delivered);
        Assert.Equal(7, report.Splits);
        Assert.Equal(15, report.Batches);
        Assert.Equal(20, writer.Progress.Sent);
        Assert.Contains("batches sent in halves", report.ToTable(), StringComparison.Ordinal);
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task TooLarge_OneRecordAlone_IsDeadLetteredAndTheRestDelivered()
    {
        var letters = new MemoryDeadLetterSink();
        var sink = new ScriptedSink
        {
            Answer = (batch, _) =>
                batch.Bytes > 3_000
                    ? throw new ServiceException("S", "o", HttpStatusCode.RequestEntityTooLarge, "m")
                    : Task.FromResult(BatchAnswer.Delivered),
        };
        await using var writer = Writer(sink, options => options.DeadLetters = letters);

        var report = await writer.WriteAllAsync(
            Enumerable.Range(1, 16).Select(id => Person.Number(id) with { Padding = id == 11 ? 5_000 : 0 })
        );

        Assert.Equal(15, report.Delivered);
        Assert.Equal(1, report.DeadLetteredByCause["record_too_large"]);
        Assert.Equal((11L, 5), (letters.Letters.Single().RecordNumber, letters.Letters.Single().Attempts));
        Assert.Equal(4, report.Splits);
    }

    [Fact]
    public async Task RefusedTogether_AnyBadRecords_AreFoundWithinTheBound() =>
        await Gen.Select(Gen.Int[1, 300], Gen.Int[0, 12], Gen.Int, Gen.Int[1, 3])
            .SampleAsync(
                async (size, bad, seed, concurrent) =>
                {
                    var random = new Random(seed);
                    var wrong = Enumerable.Range(1, size).OrderBy(_ => random.Next()).Take(bad).ToHashSet();
                    var sink = new ScriptedSink();
                    sink.Answer = (_, _) =>
                        Task.FromResult(sink.Ids.Last().Any(wrong.Contains) ? BatchAnswer.RefusedTogether(s_bad) : BatchAnswer.Delivered);
                    if (concurrent > 1)
                    {
                        sink.Answer = (batch, _) =>
                            Task.FromResult(
                                Enumerable.Range(0, batch.Count).Any(i => wrong.Contains((int)batch.GetRecordNumber(i)))
                                    ? BatchAnswer.RefusedTogether(s_bad)
                                    : BatchAnswer.Delivered
                            );
                    }

                    await using var writer = new BatchWriter<Person>(
                        new PersonEncoder(),
                        sink,
                        new BatchWriterOptions { MaxConcurrentBatches = concurrent, LoggerFactory = WatchedServices.Logs }
                    );

                    var report = await writer.WriteAllAsync(Enumerable.Range(1, size).Select(Person.Number));

                    var bound = 1 + 2 * wrong.Count * (int)Math.Ceiling(Math.Log2(size));
                    Assert.InRange(sink.Ids.Count, 1, bound);
                    Assert.Equal(size - wrong.Count, report.Delivered);
                    Assert.Equal(wrong.Count, report.DeadLetteredByCause.GetValueOrDefault("invalid_parameter"));
                    Assert.Equal(size, writer.Progress.Sent);
                    if (concurrent == 1)
                    {
                        // What was stored was stored in the order of writing.
                        var stored = sink.Ids.Where(ids => !ids.Any(wrong.Contains)).SelectMany(ids => ids).ToList();
                        Assert.Equal(Enumerable.Range(1, size).Where(id => !wrong.Contains(id)), stored);
                    }
                },
                iter: 300,
                threads: 1
            );

    [Fact]
    public async Task RefusedTogether_FirstHalfIsFine_AsksForThePartsOfTheOtherAtOnce()
    {
        var sink = RefusingSink(1024);
        await using var writer = Writer(sink, options => options.MaxBatchRecords = 1024);

        await writer.WriteAllAsync(Enumerable.Range(1, 1024).Select(Person.Number));

        // Once as a whole, once for every halving, and the last one alone: half of what the bound allows.
        Assert.Equal(12, sink.Ids.Count);
    }

    [Fact]
    public async Task RefusedTogether_SplittingSwitchedOff_IsDeadLetteredWithTheServicesCause()
    {
        var sink = RefusingSink(3);
        await using var writer = Writer(sink, options => options.SplitRefusedBatches = false);

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 8).Select(Person.Number));

        Assert.Single(sink.Ids);
        Assert.Equal(8, report.DeadLetteredByCause["invalid_parameter"]);
        Assert.Equal(0, report.Splits);
    }

    [Fact]
    public async Task RefusedTogether_QuotaIsScarce_StopsLookingForTheBadRecords()
    {
        var sink = new ScriptedSink();
        sink.Answer = (_, _) =>
        {
            // The second request had to wait longer than one waits for the sake of single records.
            CallStatistics.Current!.Add(0, TimeSpan.FromSeconds(sink.Ids.Count == 2 ? 11 : 9));
            return Task.FromResult(sink.Ids.Last().Contains(8) ? BatchAnswer.RefusedTogether(s_bad) : BatchAnswer.Delivered);
        };
        await using var writer = Writer(sink, options => options.MaxBatchRecords = 8);
        for (var i = 1; i <= 12; i++)
        {
            await writer.WriteAsync(Person.Number(i));
        }

        var report = await writer.CompleteAsync();

        Assert.Equal(
            [
                [1, 2, 3, 4, 5, 6, 7, 8],
                [1, 2, 3, 4],
                [9, 10, 11, 12],
            ],
            sink.Ids
        );
        Assert.Equal(8, report.Delivered);
        Assert.Equal(4, report.DeadLetteredByCause["refused_with_others"]);
        Assert.Equal(TimeSpan.FromSeconds(29), report.QuotaWait);
        Assert.Equal(12, writer.Progress.Sent);
    }

    [Fact]
    public async Task RefusedTogether_WriterStops_LeavesThePartsAsKnownNotStored()
    {
        var sink = new ScriptedSink();
        sink.Answer = (_, _) =>
            sink.Ids.Count == 1
                ? Task.FromResult(BatchAnswer.RefusedTogether(s_bad))
                : throw new CredentialsRejectedException("S", "o", HttpStatusCode.Unauthorized, "Key.");
        await using var writer = Writer(sink);
        for (var i = 1; i <= 4; i++)
        {
            await writer.WriteAsync(Person.Number(i));
        }

        var report = await writer.CompleteAsync();

        Assert.Equal(2, report.DeadLetteredByCause["unauthorized"]);
        Assert.Equal(2, report.DeadLetteredByCause["refused_with_others"]);
    }

    [Theory]
    [InlineData(400, "invalid_parameter", true, 3)]
    [InlineData(422, "unprocessable_entity", true, 3)]
    [InlineData(400, "invalid_parameter", false, 1)]
    [InlineData(400, "account_under_validation", true, 1)]
    [InlineData(404, "invalid_parameter", true, 1)]
    public async Task SendAsync_RefusalByCode_IsSplitOnlyWhereItMaySpeakOfRecords(
        int status,
        string code,
        bool refusesTogether,
        int requests
    )
    {
        var sink = new ScriptedSink { RefusesTogether = refusesTogether };
        sink.Answer = (_, _) =>
            sink.Ids.Last().Contains(1)
                ? throw new ServiceException("S", "o", (HttpStatusCode)status, "m") { ErrorCode = code }
                : Task.FromResult(BatchAnswer.Delivered);
        await using var writer = Writer(sink);

        var report = await writer.WriteAllAsync([Person.Number(1), Person.Number(2)]);

        Assert.Equal(requests, sink.Ids.Count);
        Assert.Equal(requests == 1 ? 2 : 1, report.DeadLetteredByCause[code]);
    }

    [Fact]
    public async Task RefusedTogether_PartsAreUnderWay_RecordsOfTheSameKeyWaitForThem()
    {
        var release = new TaskCompletionSource();
        var sink = new ScriptedSink();
        sink.Answer = async (batch, _) =>
        {
            if (batch.Count == 4)
            {
                return BatchAnswer.RefusedTogether(s_bad);
            }

            await release.Task;
            return BatchAnswer.Delivered;
        };
        await using var writer = Writer(
            sink,
            options =>
            {
                options.MaxBatchRecords = 4;
                options.MaxConcurrentBatches = 4;
            }
        );
        for (var i = 1; i <= 4; i++)
        {
            await writer.WriteAsync(Person.Number(i));
        }

        await Clock.Until(() => sink.UnderWay == 2);
        await writer.WriteAsync(new Person(5, "PERSON4@example.com"));
        var flushed = writer.FlushAsync();
        await Clock.Until(() => sink.Ids.Count == 3);
        Assert.Equal(2, sink.MostUnderWay);

        release.SetResult();
        await flushed;

        Assert.Equal([5], sink.Ids.Last());
        Assert.Equal(5, (await writer.CompleteAsync()).Delivered);
    }

    [Fact]
    public async Task FlushAsync_BatchIsSplit_WaitsForEveryPart()
    {
        var sink = RefusingSink(6);
        await using var writer = Writer(sink);
        for (var i = 1; i <= 9; i++)
        {
            await writer.WriteAsync(Person.Number(i));
        }

        await writer.FlushAsync();

        Assert.Equal((8L, 1L, 0L), (writer.Progress.Delivered, writer.Progress.DeadLettered, writer.Progress.Pending));
    }

    private static ScriptedSink RefusingSink(int bad)
    {
        var sink = new ScriptedSink();
        sink.Answer = (_, _) => Task.FromResult(sink.Ids.Last().Contains(bad) ? BatchAnswer.RefusedTogether(s_bad) : BatchAnswer.Delivered);
        return sink;
    }

    private BatchWriter<Person> Writer(ScriptedSink sink, Action<BatchWriterOptions>? configure = null)
    {
        var options = new BatchWriterOptions
        {
            TimeProvider = _time,
            LoggerFactory = WatchedServices.Logs,
            OnSettled = _settled.Add,
        };
        configure?.Invoke(options);
        return new BatchWriter<Person>(new PersonEncoder(), sink, options);
    }
}
