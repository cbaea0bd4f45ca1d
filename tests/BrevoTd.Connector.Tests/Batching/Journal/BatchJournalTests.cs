using System.Collections.Concurrent;
using System.Text;
using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class BatchJournalTests : IDisposable
{
    private readonly JournalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task ReadAsync_OfACompleteRun_KnowsTheOutcomeOfEveryRecord()
    {
        await _bench.WriteEverythingAsync();

        var state = await _bench.ReadAsync();

        Assert.Equal(1, state.Runs);
        Assert.Equal((0, 4, 1), (state.InFlight, state.Delivered, state.Rejected));
        Assert.Equal(0, state.TornBytes);
        Assert.Empty(state.BatchesInFlight);
        Assert.Equal("run 1, record 1: Delivered", state.Find("person1@example.com")!.ToString());
        Assert.Equal("run 1, record 4: Delivered", state.Find("PERSON3@example.com")!.ToString());
        var rejected = state.Find("person4@example.com")!;
        Assert.Equal((RecordOutcome.Rejected, "duplicate_phone_id"), (rejected.Outcome, rejected.Cause.Value));
        Assert.Equal((5, 2, "process-2"), (rejected.RecordNumber, rejected.BatchNumber, rejected.ProcessId));
        Assert.Equal("run 1, record 7: DeadLettered (invalid_parameter)", state.Find("person5@example.com")!.ToString());
        Assert.Equal("run 1, record 8: DeadLettered (invalid_parameter)", state.Find("person6@example.com")!.ToString());
        Assert.Equal("run 1, record 9: Unverified (no_answer)", state.Find("person7@example.com")!.ToString());
        Assert.Equal(RecordOutcome.Delivered, state.Find("Ext-9")!.Outcome);
        Assert.Null(state.Find("ext-9"));
        Assert.Null(state.Find("nobody@example.com"));
        Assert.Equal(2, state.Unverified);
        Assert.Contains(
            state.Records,
            record =>
                record is { Outcome: RecordOutcome.DeadLettered, RecordNumber: 3, Cause.Value: "mapping_invalid_email", BatchNumber: 0 }
        );
        Assert.Equal(3, state.DeadLettered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_KeepKeys_DecidesWhetherAddressesStandInTheFile(bool keepKeys)
    {
        var bytes = await _bench.WriteEverythingAsync(keepKeys);

        var state = await _bench.ReadAsync();

        Assert.Equal(keepKeys, Encoding.Latin1.GetString(bytes).Contains("person", StringComparison.Ordinal));
        Assert.Equal(keepKeys ? "person4@example.com" : null, state.Find("person4@example.com")!.Key);
        Assert.DoesNotContain("person", state.Find("person4@example.com")!.ToString(), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_bench.Path));
        }
    }

    [Fact]
    public async Task SendAsync_OfTheSink_FindsItsBatchInTheJournal()
    {
        await using var journal = await _bench.OpenAsync();
        var found = new ConcurrentQueue<(int, int)>();
        var sink = new ScriptedSink
        {
            Answer = async (batch, _) =>
            {
                var state = await _bench.ReadAsync();
                var known = Enumerable
                    .Range(0, batch.Count)
                    .Count(i => state.Find(batch.GetKey(i)!) is { Outcome: null } record && record.BatchNumber == batch.Number);
                found.Enqueue((batch.Count, known));
                return BatchAnswer.Delivered;
            },
        };

        var report = await JournalBench.WriteAsync(
            journal,
            sink,
            Enumerable.Range(1, 21).Select(Person.Number),
            options => options.MaxConcurrentBatches = 3
        );

        Assert.Equal(21, report.Delivered);
        Assert.Equal(11, found.Count);
        Assert.All(found, pair => Assert.Equal(pair.Item1, pair.Item2));
        Assert.Equal(21, (await _bench.ReadAsync()).Delivered);
    }

    [Fact]
    public async Task ReadAsync_WhileAProcessWorks_NamesTheBatchesInFlight()
    {
        await using var journal = await _bench.OpenAsync();
        var sink = new HoldingSettler();
        await using var writer = new BatchWriter<Person>(new PersonEncoder(), sink, new() { MaxBatchRecords = 2, Journal = journal });
        for (var i = 1; i <= 4; i++)
        {
            await writer.WriteAsync(Person.Number(i), JournalBench.Token);
        }

        await writer.FlushAsync(JournalBench.Token);
        var open = await _bench.ReadAsync();
        sink.Release.SetResult();
        await writer.CompleteAsync(JournalBench.Token);
        var closed = await _bench.ReadAsync();

        Assert.Equal(4, open.InFlight);
        Assert.Equal(
            ["run 1, batch 1: 2 records in flight, process holding-1", "run 1, batch 2: 2 records in flight, process holding-2"],
            open.BatchesInFlight.Select(batch => batch.ToString())
        );
        Assert.All(open.BatchesInFlight, batch => Assert.Equal("holding", batch.SinkName));
        Assert.Equal("holding-2", open.Find("person3@example.com")!.ProcessId);
        Assert.Equal((0, 4), (closed.InFlight, closed.Delivered));
    }

    [Fact]
    public async Task Settled_AfterTheKeyWasSentAgain_IsNotTheKeysOutcome()
    {
        await using var journal = await _bench.OpenAsync();
        var sink = new HoldingSettler(holds: batch => batch == 2);
        await using var writer = new BatchWriter<Person>(new PersonEncoder(), sink, new() { MaxBatchRecords = 1, Journal = journal });
        await writer.WriteAsync(Person.Number(1), JournalBench.Token);
        await writer.WriteAsync(Person.Number(1), JournalBench.Token);
        await writer.FlushAsync(JournalBench.Token);
        await Clock.Until(() => writer.Progress.Delivered == 1);
        await writer.FlushAsync(JournalBench.Token);

        var record = (await _bench.ReadAsync()).Find("person1@example.com")!;

        Assert.Equal((null, 2), (record.Outcome, record.RecordNumber));
        sink.Release.SetResult();
    }

    [Fact]
    public async Task OpenAsync_WithTheRecordsOfAnEarlierRun_WantsToKnowWhatToDo()
    {
        var bytes = await _bench.WriteEverythingAsync();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => _bench.OpenAsync());

        Assert.Contains("Resume", exception.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_bench.Path, JournalBench.Token));
    }

    [Theory]
    [InlineData(JournalResume.SendAll, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(JournalResume.SkipDelivered, new[] { 4, 5, 6, 7, 8 })]
    [InlineData(JournalResume.SkipSent, new[] { 4, 5, 6, 8 })]
    public async Task WriteAsync_OfTheSameSource_SkipsWhatResumeSays(JournalResume resume, int[] sent)
    {
        await _bench.WriteEverythingAsync();
        var sink = new ScriptedSink();
        BatchWriteReport report;
        await using (var journal = await _bench.OpenAsync(resume))
        {
            report = await JournalBench.WriteAsync(
                journal,
                sink,
                JournalBench.EveryKind.Where(person => person.Id < 100),
                options => options.MaxBatchRecords = 100
            );
        }

        var state = await _bench.ReadAsync();

        Assert.Equal(sent, sink.Ids.Single());
        Assert.Equal(9 - sent.Length, report.SkippedByReason.GetValueOrDefault("in_journal"));
        Assert.True(report.IsBalanced);
        Assert.Equal(2, state.Runs);
        Assert.Equal(RecordOutcome.Delivered, state.Find("person6@example.com")!.Outcome);
        Assert.Equal(2, state.Find("person6@example.com")!.Run);
        Assert.Equal(RecordOutcome.Delivered, state.Find("person1@example.com")!.Outcome);
    }

    [Fact]
    public async Task WriteAsync_AfterAKill_SkipsWhatMayBeStoredOnlyWhenAsked()
    {
        // A copy made while a process works is what a kill would leave.
        byte[] bytes;
        await using (var journal = await _bench.OpenAsync())
        {
            var holding = new HoldingSettler();
            await using var writer = new BatchWriter<Person>(new PersonEncoder(), holding, new() { Journal = journal });
            await writer.WriteAsync(Person.Number(1), JournalBench.Token);
            await writer.FlushAsync(JournalBench.Token);
            bytes = await ReadSharedAsync(_bench.Path);
            holding.Release.SetResult();
        }

        foreach (var (resume, sends) in new[] { (JournalResume.SkipDelivered, 1), (JournalResume.SkipSent, 0) })
        {
            await File.WriteAllBytesAsync(_bench.Path, bytes, JournalBench.Token);
            var sink = new ScriptedSink();
            await using var journal = await _bench.OpenAsync(resume);

            await JournalBench.WriteAsync(journal, sink, [Person.Number(1)]);

            Assert.Equal(sends, sink.Ids.Count);
        }
    }

    [Fact]
    public async Task WriteAsync_TwoWritersSharingAJournal_KeepTheirRecordsApart()
    {
        await using var journal = await _bench.OpenAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(run =>
                    Task.Run(() =>
                        JournalBench.WriteAsync(
                            journal,
                            new ScriptedSink(),
                            Enumerable.Range(0, 200).Select(i => new Person(i, i % 10 == 0 ? null : $"w{run}-{i}@example.com")),
                            options => options.MaxBatchRecords = 7
                        )
                    )
                )
        );

        var state = await _bench.ReadAsync();
        Assert.Equal((4, 800, 0), (state.Runs, state.Delivered, state.InFlight));
        Assert.All(
            Enumerable.Range(0, 4),
            run => Assert.Single(Enumerable.Range(1, 9).Select(i => state.Find($"w{run}-{i}@example.com")!.Run).Distinct())
        );
    }

    [Fact]
    public async Task WriteAsync_ToAWriterThatIsDisposedOf_LeavesNothingInFlight()
    {
        await using (var journal = await _bench.OpenAsync())
        {
            var sink = new ScriptedSink { Answer = static (_, cancellationToken) => Never(cancellationToken) };
            var writer = new BatchWriter<Person>(
                new PersonEncoder(),
                sink,
                new()
                {
                    MaxBatchRecords = 1,
                    Journal = journal,
                    DisposeTimeout = TimeSpan.Zero,
                }
            );
            await writer.WriteAsync(Person.Number(1), JournalBench.Token);
            await writer.WriteAsync(Person.Number(2), JournalBench.Token);
            await Clock.Until(() => sink.UnderWay == 1);
            await writer.DisposeAsync();
        }

        var state = await _bench.ReadAsync();

        Assert.Equal("run 1, record 1: Unverified (cancelled)", state.Find("person1@example.com")!.ToString());
        Assert.Equal("run 1, record 2: DeadLettered (not_sent)", state.Find("person2@example.com")!.ToString());

        static async Task<BatchAnswer> Never(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return BatchAnswer.Delivered;
        }
    }

    [Fact]
    public async Task SendingAsync_OfAWarmJournal_AllocatesNextToNothingPerRecord()
    {
        await using var journal = await _bench.OpenAsync();
        var perRecord = new List<double>();
        JournalRun? run = null;
        var sink = new ScriptedSink
        {
            Answer = (batch, _) =>
            {
                run ??= new JournalRun(journal, new ScriptedSink(), TimeProvider.System, static _ => { });
                var before = GC.GetAllocatedBytesForCurrentThread();
                run.SendingAsync(batch);
                run.Settled(batch, BatchSettlement.AllDelivered, null);
                perRecord.Add((GC.GetAllocatedBytesForCurrentThread() - before) / (double)batch.Count);
                return Task.FromResult(BatchAnswer.Delivered);
            },
        };
        await using var writer = new BatchWriter<Person>(new PersonEncoder(), sink);

        await writer.WriteAllAsync(Enumerable.Range(1, 20_000).Select(Person.Number), JournalBench.Token);

        Assert.Equal(20, perRecord.Count);

        // Eleven of twenty: now and then the two buffers grow.
        Assert.InRange(perRecord.Order().ElementAt(10), 0, 8);
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, JournalBench.Token);
        return bytes;
    }

    /// <summary>Accepts batches and does not say what became of them until it is told to.</summary>
    private sealed class HoldingSettler(Func<long, bool>? holds = null) : ISettlingBatchSink
    {
        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "holding";

        public BatchLimits Limits { get; } = new();

        public Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default) =>
            Task.FromResult(BatchAnswer.Accepted($"holding-{batch.Number}"));

        public async Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken = default)
        {
            if (holds?.Invoke(batch.Number) is not false)
            {
                await Release.Task.WaitAsync(cancellationToken);
            }

            return new BatchSettlement(RecordOutcome.Delivered);
        }
    }
}
