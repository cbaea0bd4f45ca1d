using BrevoTd.Connector.Quotas;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Quotas;

public sealed class LocalQuotaLimiterTests
{
    [Fact]
    public async Task AcquireAsync_MoreThanAllowed_GrantsInOrderOfArrival()
    {
        var clock = new WatchedClock();
        using var limiter = new LocalQuotaLimiter([Rule(perSecond: 2)], clock);
        var order = new List<int>();
        var calls = Enumerable.Range(0, 6).Select(Call).ToList();
        Assert.Equal([0, 1], order);

        await Next(clock);
        await Task.WhenAll(calls[2], calls[3]);
        Assert.Equal([0, 1, 2, 3], order.Order());

        await Next(clock);
        await Task.WhenAll(calls[4], calls[5]);
        Assert.Equal([0, 1, 2, 3, 4, 5], order.Order());

        async Task Call(int number)
        {
            using var lease = await limiter.AcquireAsync(Ask());
            Assert.True(lease.IsAcquired);
            lock (order)
            {
                order.Add(number);
            }
        }
    }

    [Fact]
    public async Task AcquireAsync_BothWindows_HoldAtOnce()
    {
        var clock = new WatchedClock();
        using var limiter = new LocalQuotaLimiter([Rule(perSecond: 2, perHour: 3)], clock);
        (await limiter.AcquireAsync(Ask())).Dispose();
        (await limiter.AcquireAsync(Ask())).Dispose();

        var bySecond = await limiter.AcquireAsync(Ask(TimeSpan.Zero));
        clock.Advance(TimeSpan.FromSeconds(2));
        (await limiter.AcquireAsync(Ask(TimeSpan.Zero))).Dispose();
        var byHour = await limiter.AcquireAsync(Ask(TimeSpan.FromMinutes(30)));

        Assert.False(bySecond.IsAcquired);
        Assert.InRange(bySecond.Time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2));
        Assert.False(byHour.IsAcquired);
        Assert.InRange(byHour.Time, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60.1));
    }

    [Fact]
    public async Task AcquireAsync_PlaceInTheQueueTooFarBack_IsRefusedAtOnceWithItsOwnWait()
    {
        var clock = new WatchedClock();
        using var limiter = new LocalQuotaLimiter([Rule(perSecond: 1)], clock);
        var waiting = Enumerable.Range(0, 11).Select(_ => limiter.AcquireAsync(Ask()).AsTask()).ToList();

        var refused = await limiter.AcquireAsync(Ask(TimeSpan.FromSeconds(10)));

        Assert.False(refused.IsAcquired);
        Assert.Equal("all", refused.Bucket);
        Assert.InRange(refused.Time, TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(12.5));
        Assert.Equal(1, waiting.Count(call => call.IsCompleted));
    }

    [Fact]
    public async Task AcquireAsync_CancelledWait_UsesNoPermitAndLetsTheNextOneForward()
    {
        var clock = new WatchedClock();
        using var limiter = new LocalQuotaLimiter([Rule(perSecond: 1)], clock);
        using var source = new CancellationTokenSource();
        (await limiter.AcquireAsync(Ask())).Dispose();
        var second = limiter.AcquireAsync(Ask(), source.Token).AsTask();
        var third = limiter.AcquireAsync(Ask()).AsTask();

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await Next(clock);

        Assert.True((await third).IsAcquired);
        Assert.InRange((await third).Time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2));
        Assert.Equal(0, limiter.Snapshot().Buckets.Single().Waiting);
    }

    [Fact]
    public async Task AcquireAsync_MaxWaitPassedInTheQueue_IsRefused()
    {
        var clock = new WatchedClock();
        using var limiter = new LocalQuotaLimiter([Rule(concurrent: 1)], clock);
        using var first = await limiter.AcquireAsync(Ask());

        var second = limiter.AcquireAsync(Ask(TimeSpan.FromSeconds(5))).AsTask();
        await clock.Pass(TimeSpan.FromSeconds(5));

        Assert.False((await second).IsAcquired);
        Assert.Equal(0, limiter.Snapshot().Buckets.Single().Waiting);
    }

    [Fact]
    public async Task AcquireAsync_Concurrent_GrantsWhenOneIsHandedBackAndOnlyOnce()
    {
        using var limiter = new LocalQuotaLimiter([Rule(concurrent: 2)], new WatchedClock());
        var first = await limiter.AcquireAsync(Ask());
        using var second = await limiter.AcquireAsync(Ask());
        var third = limiter.AcquireAsync(Ask()).AsTask();
        var fourth = limiter.AcquireAsync(Ask()).AsTask();
        Assert.False(third.IsCompleted);

        first.Dispose();
        first.Dispose();

        Assert.True((await third).IsAcquired);
        Assert.False(fourth.IsCompleted);
        Assert.Equal(2, limiter.Snapshot().Buckets.Single().UnderWay);
    }

    [Fact]
    public async Task Observe_A429WithReset_ClosesOnlyItsBucketForThatLong()
    {
        var clock = new WatchedClock();
        using var limiter = new LocalQuotaLimiter(
            [Rule(perHour: 1000) with { Bucket = "a", Route = "a/**" }, Rule(perHour: 1000) with { Bucket = "b", Route = "b/**" }],
            clock
        );
        limiter.Observe(
            new()
            {
                Method = "GET",
                Route = "a/1",
                StatusCode = 429,
                Reset = TimeSpan.FromSeconds(30),
            }
        );

        var other = await limiter.AcquireAsync(Ask(TimeSpan.Zero, "b/1"));
        var refused = await limiter.AcquireAsync(Ask(TimeSpan.FromSeconds(29), "a/2"));
        var waiting = limiter.AcquireAsync(Ask(route: "a/2")).AsTask();
        await clock.Pass(TimeSpan.FromSeconds(30));

        Assert.True(other.IsAcquired);
        Assert.Equal(TimeSpan.FromSeconds(30), refused.Time);
        Assert.True((await waiting).IsAcquired);
    }

    [Fact]
    public async Task AcquireAsync_ManyAtOnce_NeverExceedsTheLimitAndLosesNobody()
    {
        var clock = new WatchedClock();
        using var limiter = new LocalQuotaLimiter([Rule(perSecond: 50)], clock);
        var granted = 0;
        var calls = Enumerable
            .Range(0, 500)
            .Select(_ =>
                Task.Run(async () =>
                {
                    using var lease = await limiter.AcquireAsync(Ask());
                    Interlocked.Increment(ref granted);
                })
            )
            .ToList();
        while (limiter.Snapshot() is not { Buckets: [{ Waiting: 450 }] })
        {
            await Task.Yield();
        }

        for (var round = 1; round < 10; round++)
        {
            Assert.True(Volatile.Read(ref granted) <= 50 * round);
            await Next(clock);
        }

        await Task.WhenAll(calls);
        Assert.Equal(500, granted);
    }

    [Fact]
    public async Task Dispose_WithWaitingCalls_EndsThem()
    {
        var limiter = new LocalQuotaLimiter([Rule(perSecond: 1)], new WatchedClock());
        (await limiter.AcquireAsync(Ask())).Dispose();
        var waiting = limiter.AcquireAsync(Ask()).AsTask();

        limiter.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => limiter.AcquireAsync(Ask()).AsTask());
    }

    [Fact]
    public async Task Snapshot_AfterSomeCalls_ShowsBothWindows()
    {
        var clock = new WatchedClock();
        using var limiter = new LocalQuotaLimiter([Rule(perSecond: 5, perHour: 7)], clock);
        for (var i = 0; i < 5; i++)
        {
            (await limiter.AcquireAsync(Ask())).Dispose();
        }

        var now = limiter.Snapshot().Buckets.Single();
        clock.Advance(TimeSpan.FromSeconds(2));
        var later = limiter.Snapshot().Buckets.Single();

        Assert.Equal((5, 5, 7, 5), (now.PerSecond, now.UsedThisSecond, now.PerHour, now.UsedThisHour));
        Assert.InRange(now.NextPermitIn, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2));
        Assert.Equal((0, 5, TimeSpan.Zero), (later.UsedThisSecond, later.UsedThisHour, later.NextPermitIn));
    }

    [Theory]
    [InlineData("contacts/**", "contacts", true)]
    [InlineData("contacts/**", "contacts/import", true)]
    [InlineData("contacts/**", "contacts/lists/{id}/contacts", true)]
    [InlineData("contacts/**", "contactsx", false)]
    [InlineData("contacts/**", "crm/contacts", false)]
    [InlineData("smtp/email", "smtp/email", true)]
    [InlineData("smtp/email", "smtp/emails", false)]
    [InlineData("smtp/email", "smtp/email/1", false)]
    [InlineData("processes/{id}", "processes/{processId}", true)]
    [InlineData("processes/{id}", "processes", false)]
    [InlineData("a/*/c", "a/b/c", true)]
    [InlineData("a/*/c", "a/b/d", false)]
    [InlineData("**", "anything/at/all", true)]
    public void Route_OfARule_CoversWhatItSays(string pattern, string route, bool covered)
    {
        Assert.Equal(covered, new QuotaRule { Bucket = "x", Route = pattern }.Covers("GET", route));
    }

    [Fact]
    public void Constructor_LimitThatIsNotPositive_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new LocalQuotaLimiter([Rule(perSecond: 0)]));
    }

    [Fact]
    public void Constructor_OneBucketWithTwoLimits_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new LocalQuotaLimiter([Rule(perSecond: 1), Rule(perSecond: 2)]));
    }

    [Fact]
    public void Account_OfAKey_DoesNotContainIt()
    {
        var account = QuotaRegistry.Account(null, "xkeysib-secret", "");

        Assert.DoesNotContain("secret", account, StringComparison.Ordinal);
        Assert.Equal(account, QuotaRegistry.Account("", "xkeysib-secret", "other"));
        Assert.NotEqual(account, QuotaRegistry.Account(null, "xkeysib-other", ""));
        Assert.Equal(QuotaRegistry.Account("shop", "a", ""), QuotaRegistry.Account("shop", "b", "x"));
    }

    private static async Task Next(WatchedClock clock)
    {
        // A window of a second with the guard of a bucket that knows nothing yet.
        var wait = await clock.WhenSet(due => due == TimeSpan.FromSeconds(1.125));
        clock.Advance(wait);
    }

    private static QuotaRequest Ask(TimeSpan? maxWait = null, string route = "a") =>
        new()
        {
            Method = "GET",
            Route = route,
            MaxWait = maxWait ?? Timeout.InfiniteTimeSpan,
        };

    private static QuotaRule Rule(int? perSecond = null, int? perHour = null, int? concurrent = null) =>
        new()
        {
            Bucket = "all",
            Route = "**",
            PerSecond = perSecond,
            PerHour = perHour,
            Concurrent = concurrent,
        };
}
