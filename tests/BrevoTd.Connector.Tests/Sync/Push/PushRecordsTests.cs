using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Sync;

namespace BrevoTd.Connector.Tests.Sync.Push;

/// <summary>Which records of a run are sent, and what is remembered of them.</summary>
public sealed class PushRecordsTests
{
    private readonly MemorySyncStore _store = new();
    private readonly RecordHash _hash = new();
    private long _number;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decide_OfOneKeyTwice_SendsTheFirst()
    {
        var records = await KeyedAsync(SyncChanges.All);

        Assert.Null(Decide(records, key: 1, content: 1));
        Assert.Equal(PushAction.Duplicate, Decide(records, key: 1, content: 2));
    }

    [Fact]
    public async Task Decide_OfEqualRecordsWithoutAKey_SendsAllOfThem()
    {
        var records = await CountingAsync(SyncChanges.All, window: 0);

        Assert.Null(Decide(records, 1, 1));
        Assert.Null(Decide(records, 1, 1));
    }

    [Fact]
    public async Task Decide_OfEqualRecordsOfWhichSomeWereDelivered_SendsTheOthers()
    {
        var first = await CountingAsync(SyncChanges.Fingerprint, window: 0);
        Deliver(first, 7, 2);
        await first.WriteAsync(Ct);

        var second = await CountingAsync(SyncChanges.Fingerprint, window: 1);
        Assert.Equal(PushAction.Unchanged, Decide(second, 7, 1));
        Assert.Equal(PushAction.Unchanged, Decide(second, 7, 1));
        Deliver(second, 7, 1);
        await second.WriteAsync(Ct);

        var third = await CountingAsync(SyncChanges.Fingerprint, window: 2);
        Assert.Equal(
            [PushAction.Unchanged, PushAction.Unchanged, PushAction.Unchanged, null],
            Enumerable.Range(0, 4).Select(_ => Decide(third, 7, 1))
        );
    }

    [Fact]
    public async Task Decide_InAWindowThatIsStillOpen_LeavesWhatItDeliveredToTheLedger()
    {
        await DeliverAndWriteAsync(window: 0, count: 1);
        var interrupted = await CountingAsync(SyncChanges.Fingerprint, window: 1);
        Assert.Equal(PushAction.Unchanged, Decide(interrupted, 7, 1));
        Deliver(interrupted, 7, 1);
        await interrupted.WriteAsync(Ct);

        var resumed = await CountingAsync(SyncChanges.Fingerprint, window: 1);

        Assert.Equal(PushAction.Unchanged, Decide(resumed, 7, 1));
        Assert.Null(Decide(resumed, 7, 1));
    }

    [Fact]
    public async Task Settle_OfARefusal_WaitsForAChangeUnlessItMayBeTakenLater()
    {
        var records = await KeyedAsync(SyncChanges.All, isRefusal: cause => cause != new OutcomeCause("later"));
        Settle(records, key: 1, RecordOutcome.Rejected, new OutcomeCause("wrong"));
        Settle(records, key: 2, RecordOutcome.Rejected, new OutcomeCause("later"));
        await records.WriteAsync(Ct);

        var next = await KeyedAsync(SyncChanges.All);

        Assert.Equal(1, records.Refused);
        Assert.Equal(PushAction.RefusedBefore, Decide(next, 1, 1));
        Assert.Null(Decide(next, 2, 1));
        Assert.Null(Decide(await KeyedAsync(SyncChanges.All), 1, 2));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Settle_OfARecordInDoubt_IsMadeGoodOnlyIfItMayBeSentAgain(bool endsInDoubt, long toRepeat)
    {
        var records = await CountingAsync(SyncChanges.Fingerprint, window: 0, endsInDoubt);
        Settle(records, 5, RecordOutcome.Unverified, OutcomeCause.InFlightBefore);
        await records.WriteAsync(Ct);

        Assert.Equal(toRepeat, records.ToRepeat);
        var next = Decide(await CountingAsync(SyncChanges.Fingerprint, window: 1), 5, 1);
        Assert.Equal(endsInDoubt ? PushAction.Unchanged : null, next);
    }

    [Fact]
    public async Task EventCounts_OfAnEventWithoutATime_CannotTell()
    {
        var counts = new EventCounts();
        counts.Read(
            Encoding.UTF8.GetBytes(
                """{"event_name":"seen","identifiers":{"ext_id":"1"},"event_properties":{"event_date":"2026-01-01T00:00:00Z"}}"""
            )
        );

        Assert.Null(await counts.CountDoubledAsync(null!, Ct));
    }

    [Theory]
    [InlineData(10, 3, false)]
    [InlineData(10, 4, true)]
    [InlineData(9, 9, false)]
    public void ListMirror_Guard_LooksAtTheShareOfLargeLists(int members, int gone, bool stops)
    {
        var finding = new MirrorFinding([.. Enumerable.Range(1, gone).Select(id => new ContactId(id))], members);
        var mirror = new ListMirror(1);

        var failure = Record.Exception(() => mirror.Guard("step", finding, sourceIsEmpty: false));

        Assert.Equal(stops, failure is SyncGuardException);
        Assert.IsType<SyncGuardException>(Record.Exception(() => mirror.Guard("step", finding, sourceIsEmpty: true)));
    }

    private async Task DeliverAndWriteAsync(long window, int count)
    {
        var records = await CountingAsync(SyncChanges.Fingerprint, window);
        Deliver(records, 7, count);
        await records.WriteAsync(Ct);
    }

    private string? Decide(PushRecords records, UInt128 key, UInt128 content) =>
        records.Decide(++_number, key, content, leaveOut: null, []);

    private void Settle(PushRecords records, UInt128 key, RecordOutcome outcome, OutcomeCause cause = default)
    {
        _ = Decide(records, key, 1);
        records.Settle(new SettledRecord(_number, null, outcome, cause, null));
    }

    /// <summary>Delivers as many records as are not known yet.</summary>
    private void Deliver(PushRecords records, UInt128 key, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Null(Decide(records, key, 1));
            records.Settle(new SettledRecord(_number, null, RecordOutcome.Delivered, default, null));
        }
    }

    private async Task<PushRecords> KeyedAsync(SyncChanges changes, Func<OutcomeCause, bool>? isRefusal = null) =>
        new(
            new KeyedMemory(changes, await FingerprintSet.LoadAsync(_store, "delivered", _hash, Ct)),
            await FingerprintSet.LoadAsync(_store, "refused", _hash, Ct),
            retriesRefused: false,
            isRefusal ?? (_ => true)
        );

    private async Task<PushRecords> CountingAsync(SyncChanges changes, long window, bool endsInDoubt = false) =>
        new(
            new CountingMemory(changes, await FingerprintSet.LoadAsync(_store, "delivered", _hash, Ct), window),
            await FingerprintSet.LoadAsync(_store, "refused", _hash, Ct),
            retriesRefused: false,
            _ => true,
            endsInDoubt
        );
}
