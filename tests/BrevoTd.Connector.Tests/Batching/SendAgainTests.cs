using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class SendAgainTests
{
    private static readonly OutcomeCause s_busy = new("busy");
    private static readonly OutcomeCause s_phone = new("duplicate_phone_id");

    private readonly PooledClock _time = new();
    private readonly ScriptedSink _sink = new();
    private readonly List<SettledRecord> _settled = [];

    [Fact]
    public async Task SendAgain_RecordOfAnAnswer_GoesIntoALaterBatchAndIsDelivered()
    {
        _sink.Answer = (batch, _) => Task.FromResult(batch.Count == 3 ? Again(1) : BatchAnswer.Delivered);
        await using var writer = Writer(options => options.MaxBatchRecords = 3);

        var report = await _time.RunAsync(writer.WriteAllAsync(Enumerable.Range(1, 3).Select(Person.Number)));

        Assert.Equal(
            [
                [1, 2, 3],
                [2],
            ],
            _sink.Ids
        );
        Assert.Equal(3, report.Delivered);
        Assert.Equal(1, report.RecordsSentAgain);
        Assert.Equal(1, report.SentAgainByCause["busy"]);
        Assert.Equal(0, report.Repaired);
        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Contains("records sent again", report.ToTable(), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], _settled.Select(record => record.RecordNumber).Order());
        Assert.True(report.Elapsed >= TimeSpan.FromSeconds(2), "It has to wait before it is sent again.");
    }

    [Fact]
    public async Task SendAgain_EveryTime_EndsAfterTheAttemptsAndTellsHowMany()
    {
        var letters = new MemoryDeadLetterSink();
        _sink.Answer = (_, _) => Task.FromResult(Again(0));
        await using var writer = Writer(options =>
        {
            options.MaxRecordAttempts = 4;
            options.DeadLetters = letters;
        });

        var report = await _time.RunAsync(writer.WriteAllAsync([Person.Number(1)]));

        Assert.Equal(4, _sink.Ids.Count);
        Assert.Equal(1, report.DeadLetteredByCause["busy"]);
        Assert.Equal(3, report.RecordsSentAgain);
        Assert.Equal(4, letters.Letters.Single().Attempts);
        // 2 + 4 + 8 seconds.
        Assert.True(report.Elapsed >= TimeSpan.FromSeconds(14), $"{report.Elapsed}");
    }

    [Fact]
    public async Task SendAgain_SeveralBatches_ShareOneRequest()
    {
        _sink.Answer = (batch, _) => Task.FromResult(batch.Count == 10 && batch.Number <= 5 ? Again(9) : BatchAnswer.Delivered);
        await using var writer = Writer(options => options.MaxBatchRecords = 10);
        for (var i = 1; i <= 50; i++)
        {
            await writer.WriteAsync(Person.Number(i));
        }

        // The clock begins to run when all have come back.
        await Clock.Until(() => writer.Progress.Delivered == 45);
        var report = await _time.RunAsync(writer.CompleteAsync());

        Assert.Equal([10, 20, 30, 40, 50], _sink.Ids.Last());
        Assert.Equal(6, report.Batches);
        Assert.Equal(50, report.Delivered);
    }

    [Fact]
    public async Task SendAgain_LaterRecordOfTheSameKey_WaitsForTheEarlierOne()
    {
        _sink.Answer = (batch, _) => Task.FromResult(batch.Number == 1 ? Again(0) : BatchAnswer.Delivered);
        await using var writer = Writer(options => options.MaxBatchRecords = 2);
        Person[] people = [new(1, "who@example.com"), new(2, "b@example.com"), new(3, "WHO@example.com"), new(4, "d@example.com")];

        var report = await _time.RunAsync(writer.WriteAllAsync(people));

        Assert.Equal(
            [
                [1, 2],
                [1],
                [3, 4],
            ],
            _sink.Ids
        );
        Assert.Equal(4, report.Delivered);
    }

    [Fact]
    public async Task FlushAsync_RecordComesBack_WaitsUntilItIsAnswered()
    {
        _sink.Answer = (batch, _) => Task.FromResult(batch.Number == 1 ? Again(0) : BatchAnswer.Delivered);
        await using var writer = Writer();
        await writer.WriteAsync(Person.Number(1));

        await _time.RunAsync(writer.FlushAsync());

        Assert.Equal(2, _sink.Ids.Count);
        Assert.Equal(1, writer.Progress.Delivered);
    }

    [Fact]
    public async Task SendAgain_AcceptedBatchWithARepair_SendsTheOtherBytesAndCountsTheRepair()
    {
        var sink = new FollowedSink
        {
            Settle = (batch, _) =>
            {
                var settlement = new BatchSettlement(RecordOutcome.Delivered);
                for (var i = 0; i < batch.Count; i++)
                {
                    var body = Encoding.UTF8.GetString(batch.GetRecord(i).Span);
                    if (body.Contains("SMS", StringComparison.Ordinal))
                    {
                        Repair(settlement, i, body);
                    }
                }

                return Task.FromResult(settlement);
            },
        };
        await using var writer = Writer(null, sink);

        var report = await _time.RunAsync(writer.WriteAllAsync([Person.Number(1) with { Phone = "+33600000001" }, Person.Number(2)]));

        Assert.Equal(
            [
                [1, 2],
                [1],
            ],
            sink.Ids
        );
        Assert.DoesNotContain("SMS", sink.Bodies.Last(), StringComparison.Ordinal);
        Assert.Equal(2, report.Delivered);
        Assert.Equal(1, report.Repaired);
        Assert.Equal(1, report.RepairedByCause["duplicate_phone_id"]);
        Assert.Equal(["person1@example.com", "person2@example.com"], _settled.Select(record => record.Key).Order());
        Assert.Contains("of these after a repair", report.ToTable(), StringComparison.Ordinal);
        Assert.Equal(report.ToJson(), BatchWriteReport.FromJson(report.ToJson()).ToJson());
    }

    [Fact]
    public async Task SendAgain_RepairThatDoesNotHelp_IsRejectedWithItsCause()
    {
        var sink = new FollowedSink
        {
            Settle = (batch, _) => Task.FromResult(Repair(new BatchSettlement(RecordOutcome.Delivered), 0, "{}")),
        };
        await using var writer = Writer(options => options.MaxRecordAttempts = 2, sink);

        var report = await _time.RunAsync(writer.WriteAllAsync([Person.Number(1)]));

        Assert.Equal(["[ {\"email\":\"person1@example.com\",\"attributes\":{\"PAD\":\"\",\"N\":1}} ]", "[ {} ]"], sink.Bodies);
        Assert.Equal(1, report.RejectedByCause["duplicate_phone_id"]);
        Assert.Equal(0, report.Repaired);
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task SendAgain_LaterRecordOfTheSameKeyWasSent_DoesNotUndoIt()
    {
        var first = new TaskCompletionSource<BatchSettlement>();
        var sink = new FollowedSink
        {
            Settle = (batch, _) => batch.Number == 1 ? first.Task : Task.FromResult(new BatchSettlement(RecordOutcome.Delivered)),
        };
        await using var writer = Writer(options => options.MaxBatchRecords = 1, sink);
        await writer.WriteAsync(new Person(1, "who@example.com"));
        await writer.WriteAsync(new Person(2, "WHO@example.com"));
        await writer.FlushAsync();
        await Clock.Until(() => writer.Progress.Delivered == 1);

        first.SetResult(Repair(new BatchSettlement(RecordOutcome.Delivered), 0, "{}"));
        var report = await _time.RunAsync(writer.CompleteAsync());

        Assert.Equal(
            [
                [1],
                [2],
            ],
            sink.Ids
        );
        Assert.Equal(1, report.RejectedByCause["duplicate_phone_id"]);
    }

    [Fact]
    public async Task SendAgain_SinkThatKeepsNoRecords_SettlesAtOnce()
    {
        var sink = new FollowedSink { SendsAgain = false, Settle = (_, _) => Task.FromResult(AgainSettlement(0)) };
        await using var writer = Writer(null, sink);

        var report = await _time.RunAsync(writer.WriteAllAsync([Person.Number(1)]));

        Assert.Single(sink.Ids);
        Assert.Equal(1, report.DeadLetteredByCause["busy"]);
    }

    [Fact]
    public async Task DisposeAsync_RecordWaitsToBeSentAgain_KeepsTheOutcomeThatItHad()
    {
        _sink.Answer = (_, _) => Task.FromResult(Again(0));
        var writer = Writer(options =>
        {
            options.SendAgainDelay = TimeSpan.FromMinutes(5);
            options.DisposeTimeout = TimeSpan.FromSeconds(1);
        });
        await writer.WriteAsync(Person.Number(1));

        await _time.RunAsync(writer.DisposeAsync().AsTask());

        var report = await writer.CompleteAsync();
        Assert.Single(_sink.Ids);
        Assert.Equal(1, report.DeadLetteredByCause["busy"]);
        Assert.Equal("busy", _settled.Single().Cause.Value);
    }

    [Fact]
    public async Task CompleteAsync_SettlementTimesOut_NothingIsSentAgain()
    {
        _sink.Answer = (_, _) => Task.FromResult(Again(0));
        await using var writer = Writer(options =>
        {
            options.SendAgainDelay = TimeSpan.FromMinutes(5);
            options.SettlementTimeout = TimeSpan.FromSeconds(10);
        });

        var report = await _time.RunAsync(writer.WriteAllAsync([Person.Number(1)]));

        Assert.Single(_sink.Ids);
        Assert.Equal(1, report.DeadLetteredByCause["busy"]);
    }

    [Fact]
    public async Task SendAgain_WriterStops_KeepsTheOutcomeThatTheRecordHad()
    {
        _sink.Answer = (batch, _) =>
            batch.Number == 1
                ? Task.FromResult(Again(0))
                : throw new CredentialsRejectedException("S", "o", System.Net.HttpStatusCode.Unauthorized, "Key.");
        await using var writer = Writer(options => options.MaxBatchRecords = 1);
        await writer.WriteAsync(Person.Number(1));
        await writer.WriteAsync(Person.Number(2));
        await Clock.Until(() => _sink.Ids.Count == 2);

        var report = await _time.RunAsync(writer.CompleteAsync());

        Assert.Equal(
            [
                [1],
                [2],
            ],
            _sink.Ids
        );
        Assert.True(report.DeadLetteredByCause.ContainsKey("busy"), report.ToTable());
        Assert.Equal(1, report.DeadLetteredByCause["unauthorized"]);
    }

    [Fact]
    public void SendAgain_IdentifierOutsideTheBytes_IsRefused()
    {
        var settlement = new BatchSettlement(RecordOutcome.Delivered);

        Assert.Throws<InvalidOperationException>(() =>
            settlement.SendAgain(0, "{}"u8.ToArray(), new FieldRange(1, 5), default, default, s_phone)
        );
    }

    private static BatchAnswer Again(int index) => BatchAnswer.PerRecord(AgainSettlement(index));

    private static BatchSettlement AgainSettlement(int index)
    {
        var settlement = new BatchSettlement(RecordOutcome.Delivered);
        settlement.SendAgain(index, s_busy);
        return settlement;
    }

    /// <summary>Leaves the phone number out.</summary>
    private static BatchSettlement Repair(BatchSettlement settlement, int index, string body)
    {
        var start = body.IndexOf("\"SMS\"", StringComparison.Ordinal);
        var repaired = start < 0 ? body : body.Remove(start, body.IndexOf(',', start) + 1 - start);
        var key = body.IndexOf("person", StringComparison.Ordinal);
        var range = key < 0 ? default : new FieldRange(key, body.IndexOf('"', key) - key);
        settlement.SendAgain(index, Encoding.UTF8.GetBytes(repaired), range, default, default, s_phone);
        return settlement;
    }

    private BatchWriter<Person> Writer(Action<BatchWriterOptions>? configure = null, IBatchSink? sink = null)
    {
        var options = new BatchWriterOptions
        {
            TimeProvider = _time,
            LoggerFactory = WatchedServices.Logs,
            OnSettled = _settled.Add,
        };
        configure?.Invoke(options);
        return new BatchWriter<Person>(new PersonEncoder(), sink ?? _sink, options);
    }
}
