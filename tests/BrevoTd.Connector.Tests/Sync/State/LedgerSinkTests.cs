using System.Collections.Concurrent;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.Tests.Batching;

namespace BrevoTd.Connector.Tests.Sync;

public sealed class LedgerSinkTests
{
    private readonly MemorySyncStore _store = new();
    private readonly ScriptedSink _sink = new();
    private readonly RecordHash _hash = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_WithoutACrash_SendsEverythingOnceAndForgetsItAtTheEnd()
    {
        var ledger = await OpenAsync(1);

        var report = await RunAsync(ledger, Enumerable.Range(1, 25));

        Assert.Equal(25, report.Delivered);
        Assert.Equal(Enumerable.Range(1, 25), _sink.Ids.SelectMany(ids => ids));
        Assert.Equal((0L, 0L, 0L), (ledger.InDoubt, ledger.PossiblyDoubled, ledger.SkippedAsDelivered));
        await ledger.CompleteAsync(Ct);
        Assert.Equal((0L, 0L), Found(await OpenAsync(1)));
    }

    [Theory]
    [InlineData(OutboxPolicy.AtLeastOnce)]
    [InlineData(OutboxPolicy.AtMostOnce)]
    public async Task SendAsync_AfterARunWhoseAnswersWereLost_FollowsThePolicy(OutboxPolicy policy)
    {
        // Batches of ten: the second is sent, and its answer never comes.
        _sink.Answer = (batch, _) =>
            Task.FromResult(batch.Number == 2 ? BatchAnswer.Unknown(OutcomeCause.NoAnswer) : BatchAnswer.Delivered);
        await RunAsync(await OpenAsync(1, policy), Enumerable.Range(1, 25));
        _sink.Answer = null;
        _sink.Ids.Clear();

        var ledger = await OpenAsync(1, policy);
        Assert.Equal((15L, 10L), Found(ledger));
        var report = await RunAsync(ledger, Enumerable.Range(1, 30));

        int[] sent = [.. _sink.Ids.SelectMany(ids => ids)];
        if (policy is OutboxPolicy.AtLeastOnce)
        {
            Assert.Equal([.. Enumerable.Range(11, 10), .. Enumerable.Range(26, 5)], sent);
            Assert.Equal((30L, 10L, 0L), (report.Delivered, ledger.PossiblyDoubled, ledger.LeftOut));
            Assert.Equal(0, ledger.InDoubt);
        }
        else
        {
            Assert.Equal(Enumerable.Range(26, 5), sent);
            Assert.Equal((20L, 10L), (report.Delivered, report.Unverified));
            Assert.Equal((0L, 10L, 10L), (ledger.PossiblyDoubled, ledger.LeftOut, ledger.InDoubt));
        }

        Assert.Equal(15, ledger.SkippedAsDelivered);
    }

    [Fact]
    public async Task SendAsync_RefusedBatch_IsSentAgainByTheNextRun()
    {
        _sink.Answer = (_, _) => Task.FromResult(BatchAnswer.Refused(OutcomeCause.Refused));
        await RunAsync(await OpenAsync(1), [1, 2]);
        _sink.Answer = null;

        var ledger = await OpenAsync(1);

        Assert.Equal((0L, 0L), Found(ledger));
        Assert.Equal(2, (await RunAsync(ledger, [1, 2])).Delivered);
        Assert.Equal(0, ledger.PossiblyDoubled);
    }

    [Fact]
    public async Task SendAsync_LedgerThatCannotBeWritten_SendsNothing()
    {
        var store = new FailingStore(_store);
        var ledger = await OutboxLedger.OpenAsync(store, "events", 1, _hash, OutboxPolicy.AtLeastOnce, Ct);
        store.Fails = true;

        var report = await RunAsync(ledger, [1, 2, 3]);

        Assert.Empty(_sink.Ids);
        Assert.Equal(3, report.DeadLettered);
        Assert.Equal(0, ledger.InDoubt);
    }

    [Fact]
    public async Task SendAsync_EqualRecords_AreCountedNotConfused()
    {
        await RunAsync(await OpenAsync(1), [1, 1, 2]);
        _sink.Ids.Clear();
        var ledger = await OpenAsync(1);

        await RunAsync(ledger, [1, 1, 1, 2, 2]);

        Assert.Equal([1, 2], _sink.Ids.SelectMany(ids => ids).Order());
        Assert.Equal(3, ledger.SkippedAsDelivered);
    }

    [Fact]
    public async Task OpenAsync_FromAnotherCheckpoint_ForgetsWhatWasBefore()
    {
        await RunAsync(await OpenAsync(1), [1, 2]);
        _sink.Ids.Clear();

        var ledger = await OpenAsync(2);

        Assert.Equal((0L, 0L), Found(ledger));
        await RunAsync(ledger, [1, 2]);
        Assert.Equal([1, 2], _sink.Ids.SelectMany(ids => ids));
    }

    /// <summary>The process dies at a random write of the ledger, again and again: nothing is missing, and no more is doubled than was on its way.</summary>
    [Theory]
    [InlineData(OutboxPolicy.AtLeastOnce)]
    [InlineData(OutboxPolicy.AtMostOnce)]
    public async Task SendAsync_KilledAtRandom_NeverExceedsWhatItSays(OutboxPolicy policy)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var store = new MemorySyncStore();
            var arrived = new ConcurrentDictionary<int, int>();
            var sink = new ScriptedSink
            {
                Answer = (batch, _) =>
                {
                    // The service stores what it is sent; the answer may be lost.
                    return Task.FromResult(random.Next(6) == 0 ? BatchAnswer.Unknown(OutcomeCause.NoAnswer) : BatchAnswer.Delivered);
                },
            };
            long doubled = 0;
            long leftOut = 0;
            for (var attempt = 0; ; attempt++)
            {
                var mortal = new FailingStore(store);
                var ledger = await OutboxLedger.OpenAsync(mortal, "events", 7, _hash, policy, Ct);
                mortal.DiesAfter = attempt < 4 ? mortal.Writes + random.Next(1, 9) : -1;
                await RunAsync(ledger, Enumerable.Range(1, 60), sink);
                doubled += ledger.PossiblyDoubled;
                leftOut = ledger.LeftOut;
                foreach (var id in sink.Ids.SelectMany(ids => ids))
                {
                    arrived.AddOrUpdate(id, 1, static (_, count) => count + 1);
                }

                sink.Ids.Clear();
                if (attempt == 4)
                {
                    break;
                }
            }

            var twice = arrived.Values.Sum(count => count - 1);
            if (policy is OutboxPolicy.AtLeastOnce)
            {
                Assert.Equal(60, arrived.Count);
                Assert.InRange(twice, 0, doubled);
            }
            else
            {
                Assert.Equal(0, twice);
                Assert.InRange(60 - arrived.Count, 0, leftOut);
            }
        }
    }

    private static (long Delivered, long InDoubt) Found(OutboxLedger ledger) => (ledger.FoundDelivered, ledger.FoundInDoubt);

    private Task<OutboxLedger> OpenAsync(int checkpoint, OutboxPolicy policy = OutboxPolicy.AtLeastOnce) =>
        OutboxLedger.OpenAsync(_store, "events", (UInt128)checkpoint, _hash, policy, Ct);

    private async Task<BatchWriteReport> RunAsync(OutboxLedger ledger, IEnumerable<int> ids, ScriptedSink? sink = null)
    {
        await using var writer = new BatchWriter<Person>(
            new PersonEncoder(),
            new LedgerSink(sink ?? _sink, ledger),
            new BatchWriterOptions
            {
                MaxBatchRecords = 10,
                StopAfterFailedRequests = 1000,
                DuplicateKeys = DuplicateKeyPolicy.NextBatch,
            }
        );
        return await writer.WriteAllAsync(ids.Select(Person.Number), Ct);
    }
}
