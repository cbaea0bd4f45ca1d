using System.Collections.Concurrent;
using BrevoTd.Connector.Batching;
using CsCheck;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class RunDuplicateTests
{
    public static TheoryData<RunDuplicatePolicy> Policies => [RunDuplicatePolicy.FirstWins, RunDuplicatePolicy.FirstWinsOnDisk];

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task WriteAsync_TheSameKeyInALaterBatch_IsDeadLettered(RunDuplicatePolicy policy)
    {
        var sink = new ScriptedSink();
        var letters = new MemoryDeadLetterSink();
        await using var writer = Writer(sink, policy, new() { MaxBatchRecords = 2, DeadLetters = letters });

        var report = await writer.WriteAllAsync([
            new Person(1, "ann@example.com"),
            new Person(2, "bob@example.com"),
            new Person(3, "cid@example.com"),
            new Person(4, "ANN@example.com"),
            new Person(5, "cid@Example.com"),
            new Person(6, null),
            new Person(7, null),
        ]);

        Assert.Equal(
            [
                [1, 2],
                [3, 6],
                [7],
            ],
            sink.Ids
        );
        Assert.Equal((7, 5, 2), (report.Read, report.Delivered, report.DeadLettered));
        Assert.Equal(2, report.DeadLetteredByCause["duplicate_key_in_run"]);
        Assert.Equal([4L, 5L], letters.Letters.Select(letter => letter.RecordNumber));
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task WriteAsync_ByDefault_SendsTheSameKeyAgain()
    {
        var sink = new ScriptedSink();
        await using var writer = new BatchWriter<Person>(new PersonEncoder(), sink, new() { MaxBatchRecords = 1 });

        var report = await writer.WriteAllAsync([new Person(1, "ann@example.com"), new Person(2, "ann@example.com")]);

        Assert.Equal(2, report.Delivered);
    }

    [Theory]
    [InlineData(RunDuplicatePolicy.FirstWins, RecordOutcome.DeadLettered, true)]
    [InlineData(RunDuplicatePolicy.FirstWins, RecordOutcome.Rejected, true)]
    [InlineData(RunDuplicatePolicy.FirstWins, RecordOutcome.Unverified, false)]
    [InlineData(RunDuplicatePolicy.FirstWins, RecordOutcome.Delivered, false)]
    [InlineData(RunDuplicatePolicy.FirstWinsOnDisk, RecordOutcome.DeadLettered, true)]
    [InlineData(RunDuplicatePolicy.FirstWinsOnDisk, RecordOutcome.Unverified, false)]
    public async Task WriteAsync_AfterTheFirstOneWasSettled_SendsTheKeyAgainIfThatIsKnownNotToBeStored(
        RunDuplicatePolicy policy,
        RecordOutcome outcome,
        bool isSent
    )
    {
        var sink = new ScriptedSink
        {
            Answer = (_, _) => Task.FromResult(BatchAnswer.PerRecord(new BatchSettlement(outcome, new OutcomeCause("said_so")))),
        };
        await using var writer = Writer(sink, policy, new());

        await writer.WriteAsync(new Person(1, "ann@example.com"), TestContext.Current.CancellationToken);
        await writer.FlushAsync(TestContext.Current.CancellationToken);
        await writer.WriteAsync(new Person(2, "Ann@example.com"), TestContext.Current.CancellationToken);
        var report = await writer.CompleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(isSent ? 2 : 1, sink.Ids.Count);
        Assert.Equal(isSent ? 0 : 1, report.DeadLetteredByCause.GetValueOrDefault("duplicate_key_in_run"));
        Assert.True(report.IsBalanced);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task WriteAsync_BeyondMaxRunKeys_ThrowsAndLosesNothing(RunDuplicatePolicy policy)
    {
        var sink = new ScriptedSink();
        await using var writer = Writer(sink, policy, new() { MaxRunKeys = 2 });
        await writer.WriteAsync(Person.Number(1), TestContext.Current.CancellationToken);
        await writer.WriteAsync(Person.Number(2), TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.WriteAsync(Person.Number(3)));
        await writer.WriteAsync(Person.Number(2), TestContext.Current.CancellationToken);
        var report = await writer.CompleteAsync(TestContext.Current.CancellationToken);

        Assert.Contains("MaxRunKeys", exception.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], sink.Ids.Single());
        Assert.Equal((3, 2, 1), (report.Read, report.Delivered, report.DeadLettered));
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task WriteAsync_ARecordThatIsTooLarge_DoesNotTakeTheKey()
    {
        var sink = new ScriptedSink();
        await using var writer = Writer(sink, RunDuplicatePolicy.FirstWins, new() { MaxBatchBytes = 500 });

        var report = await writer.WriteAllAsync([new Person(1, "ann@example.com") { Padding = 1_000 }, new Person(2, "ann@example.com")]);

        Assert.Equal(1, report.DeadLetteredByCause["record_too_large"]);
        Assert.Equal(1, report.Delivered);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task WriteAsync_FromManyThreads_SendsEachKeyOnce(RunDuplicatePolicy policy)
    {
        var sink = new ScriptedSink();
        await using var writer = Writer(sink, policy, new() { MaxBatchRecords = 7, MaxConcurrentBatches = 3 });

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1_200),
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            async (i, cancellationToken) => await writer.WriteAsync(new Person(i, $"p{i % 300}@example.com"), cancellationToken)
        );
        var report = await writer.CompleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal((300, 900), (report.Delivered, report.DeadLettered));
        Assert.Equal(300, sink.Ids.SelectMany(ids => ids).Select(id => id % 300).Distinct().Count());
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task OnDiskAndInMemory_AnySource_EndAlike()
    {
        await Gen.Int[0, 12]
            .List[0, 60]
            .SampleAsync(
                async keys =>
                {
                    var outcomes = new List<string>();
                    foreach (var policy in new[] { RunDuplicatePolicy.FirstWins, RunDuplicatePolicy.FirstWinsOnDisk })
                    {
                        var sink = new ScriptedSink
                        {
                            // Every third record is refused, so that its key comes free again.
                            Answer = (batch, _) =>
                                Task.FromResult(batch.Number % 3 == 0 ? BatchAnswer.Refused(OutcomeCause.Refused) : BatchAnswer.Delivered),
                        };
                        var settled = new ConcurrentQueue<SettledRecord>();
                        await using var writer = Writer(sink, policy, new() { MaxBatchRecords = 3, OnSettled = settled.Enqueue });
                        for (var i = 0; i < keys.Count; i++)
                        {
                            await writer.WriteAsync(new Person(i, keys[i] == 0 ? null : $"p{keys[i]}@example.com"));
                            if (i % 4 == 0)
                            {
                                await writer.FlushAsync();
                            }
                        }

                        Assert.True((await writer.CompleteAsync()).IsBalanced);
                        outcomes.Add(string.Join('\n', settled.OrderBy(record => record.RecordNumber)));
                    }

                    Assert.Equal(outcomes[0], outcomes[1]);
                },
                iter: 100
            );
    }

    private static BatchWriter<Person> Writer(ScriptedSink sink, RunDuplicatePolicy policy, BatchWriterOptions options)
    {
        options.RunDuplicates = policy;
        if (options.MaxRunKeys == 10_000_000)
        {
            options.MaxRunKeys = 10_000;
        }

        return new BatchWriter<Person>(new PersonEncoder(), sink, options);
    }
}
