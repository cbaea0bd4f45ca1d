using BrevoTd.Connector.Sync;
using BrevoTd.Connector.Tests.Batching;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Sync;

public sealed class LeaseKeeperTests
{
    private static readonly TimeSpan s_duration = TimeSpan.FromMinutes(15);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero));
    private readonly FailingStore _store;

    public LeaseKeeperTests() => _store = new FailingStore(new MemorySyncStore(_clock));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keeper_WhileTheRunWorks_RenewsEveryThirdAndGivesBackAtTheEnd()
    {
        var keeper = await StartAsync("run-1");
        for (var renewal = 1; renewal <= 9; renewal++)
        {
            _clock.Advance(s_duration / 3);
            await Clock.Until(() => _store.Renewals == renewal);
        }

        Assert.False(keeper!.Lost.IsCancellationRequested);
        Assert.Null(await StartAsync("run-2"));
        await keeper.DisposeAsync();
        Assert.Equal(1, _store.Releases);
        await using var next = await StartAsync("run-2");
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Keeper_WhoseStoreFailsForAWhile_TriesOnAndKeepsTheLease()
    {
        await using var keeper = await StartAsync("run-1");
        _store.Fails = true;
        _clock.Advance(s_duration / 3);
        await Clock.Until(() => _store.Renewals == 1 && keeper!.LastFailure is not null);
        _store.Fails = false;

        _clock.Advance(s_duration / 12);
        await Clock.Until(() => _store.Renewals == 2 && keeper!.LastFailure is null);

        Assert.False(keeper!.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Keeper_WhoseStoreFailsUntilTheEnd_SaysThatTheLeaseIsLost()
    {
        var keeper = await StartAsync("run-1");
        _store.Fails = true;
        var lost = new TaskCompletionSource();
        using var registration = keeper!.Lost.Register(lost.SetResult);

        await _clock.RunAsync(lost.Task.WaitAsync(TimeSpan.FromMinutes(1), Ct), s_duration / 24);

        Assert.IsType<IOException>(keeper.LastFailure);
        await keeper.DisposeAsync();
        Assert.Equal(0, _store.Releases);
    }

    [Fact]
    public async Task Keeper_WhoseLeaseAnotherTook_SaysThatItIsLostAndTakesNothingBack()
    {
        var keeper = await StartAsync("run-1");
        var lost = new TaskCompletionSource();
        using var registration = keeper!.Lost.Register(lost.SetResult);

        // As after a suspension of the machine: the lease is over before the timer runs.
        await _store.ReleaseLeaseAsync(new SyncLease("nightly", "run-1", default), Ct);
        Assert.NotNull(await _store.TryAcquireLeaseAsync("nightly", "run-2", s_duration, Ct));
        _clock.Advance(s_duration / 3);
        await lost.Task.WaitAsync(TimeSpan.FromMinutes(1), Ct);
        await keeper.DisposeAsync();

        Assert.Null(await StartAsync("run-3"));
    }

    private Task<LeaseKeeper?> StartAsync(string owner) => LeaseKeeper.TryStartAsync(_store, "nightly", owner, s_duration, _clock, Ct);
}
