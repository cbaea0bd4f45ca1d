using BrevoTd.Connector.IntegrationTests.TreasureData;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.Tests.Sync;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>The contract of stores, kept by tables: with jobs that run, and a clock that a test can move forward.</summary>
public sealed class TdTableSyncStoreTests : SyncStoreContract, IAsyncLifetime
{
    private readonly AheadClock _clock = new();
    private EmulatedTreasureData _td = null!;

    protected override TimeSpan LeaseDuration => TimeSpan.FromHours(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _td = await EmulatedTreasureData.StartAsync();
        await _td.Client.Databases.CreateIfNotExistsAsync("sync_state", cancellationToken: Ct);
    }

    public async ValueTask DisposeAsync() => await _td.DisposeAsync();

    protected override Task<ISyncStore> OpenAsync() => Task.FromResult<ISyncStore>(Open());

    protected override Task AdvanceAsync(TimeSpan time)
    {
        _clock.Ahead += time;
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public async Task Marks_ByImportAndByInsert_AreTheSame(int insertUpTo)
    {
        var store = Open(insertUpTo);
        await store.WriteMarksAsync(
            "prints",
            [.. Enumerable.Range(0, 300).Select(i => new SyncMark((UInt128)i, UInt128.MaxValue - (UInt128)i))],
            Ct
        );
        await store.WriteMarksAsync("prints", [new SyncMark(1, null), new SyncMark(2, 2)], Ct);

        var marks = await ReadAsync(Open(insertUpTo), "prints");

        Assert.Equal(299, marks.Count);
        Assert.Equal((UInt128)2, marks[2]);
        Assert.Equal(UInt128.MaxValue - 299, marks[299]);
    }

    [Fact]
    public async Task Marks_ThatQueriesDoNotSeeYet_AreReadByTheProcessThatWroteThem()
    {
        await using var td = await EmulatedTreasureData.StartAsync(emulator: new() { TreasureDataVisibilityDelay = TimeSpan.FromHours(1) });
        await td.Client.Databases.CreateIfNotExistsAsync("sync_state", cancellationToken: Ct);
        var store = Open(insertUpTo: 2, td.Client);
        await store.WriteMarksAsync("prints", [.. Enumerable.Range(0, 50).Select(i => new SyncMark((UInt128)i, 1))], Ct);
        await store.WriteMarksAsync("prints", [new SyncMark(3, null), new SyncMark(4, 44)], Ct);

        var own = await ReadAsync(store, "prints");
        var others = await ReadAsync(Open(insertUpTo: 2, td.Client), "prints");

        Assert.Equal(49, own.Count);
        Assert.Equal((UInt128)44, own[4]);
        Assert.Equal((UInt128)44, Assert.Single(others).Value);
    }

    [Fact]
    public async Task Lease_OfADurationThatTablesCannotKeep_IsRefused()
    {
        var store = Open();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            store.TryAcquireLeaseAsync("nightly", "run", store.MinLeaseDuration / 2, Ct)
        );
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.TryAcquireLeaseAsync("nightly", "run", TimeSpan.FromDays(2), Ct));
    }

    private TdTableSyncStore Open(int insertUpTo = 500, TreasureDataClient? client = null) =>
        new(
            client ?? _td.Client,
            new TdTableSyncStoreOptions
            {
                Database = "sync_state",
                SettleDelay = TimeSpan.FromSeconds(3),
                VisibilityDelay = TimeSpan.FromMilliseconds(50),
                InsertMarksUpTo = insertUpTo,
                PollDelay = TimeSpan.FromMilliseconds(5),
            },
            _clock
        );

    /// <summary>The system's clock, ahead by as much as a test wants: jobs end in real time. Its timers are three times as fast.</summary>
    private sealed class AheadClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 3 : dueTime, period);
    }
}
