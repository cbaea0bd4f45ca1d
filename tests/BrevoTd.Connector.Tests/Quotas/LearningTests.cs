using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Quotas;

/// <summary>What the limiter takes from answers, seen from outside.</summary>
public sealed class LearningTests : IDisposable
{
    private static readonly TimeSpan s_trip = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly WatchedClock _clock = new();
    private readonly LocalQuotaLimiter _limiter;

    public LearningTests() => _limiter = new LocalQuotaLimiter(BrevoQuotas.For(BrevoTier.General), _clock);

    [Fact]
    public async Task FreshBucket_SeveralCalls_OneGoesAndTheOthersFollowItsAnswer()
    {
        var calls = Calls(5);
        Assert.Equal([0], Granted(calls));

        _clock.Advance(s_trip);
        Answer(limit: 10, remaining: 3);

        // Seven of ten are used, six of them by others: three are left, and one of these is left to them.
        Assert.Equal([0, 1, 2], Granted(calls));
        Assert.InRange(Bucket().OthersPerSecond, 6, 6);
        _limiter.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => calls[4]);
    }

    [Fact]
    public void FreshBucket_AnswerWithoutHeaders_LetsTheOthersGo()
    {
        var calls = Calls(5);

        _limiter.Observe(Observation(200));

        Assert.Equal([0, 1, 2, 3, 4], Granted(calls));
    }

    [Fact]
    public async Task FreshBucket_AttemptWithoutAnswer_LetsTheOthersGo()
    {
        var calls = Calls(5);

        (await calls[0]).Dispose();

        Assert.Equal([0, 1, 2, 3, 4], Granted(calls));
    }

    [Fact]
    public void FreshBucket_AnswerThatTakesLong_IsNotWaitedForLongerThanTwoSeconds()
    {
        var calls = Calls(5);

        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal([0], Granted(calls));
        _clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal([0, 1, 2, 3, 4], Granted(calls));
    }

    [Fact]
    public async Task Limit_LowerThanTheTable_IsBelievedAndALateAnswerDoesNotRaiseIt()
    {
        (await Calls(1)[0]).Dispose();
        _clock.Advance(s_second);
        Answer(limit: 4, remaining: 4);
        Assert.Equal(4, Bucket().PerSecond);

        // Sent before the answer that lowered it.
        Answer(limit: 10, remaining: 10, trip: TimeSpan.FromMilliseconds(900));
        Assert.Equal(4, Bucket().PerSecond);

        _clock.Advance(s_second);
        Answer(limit: 10, remaining: 10);
        Assert.Equal(10, Bucket().PerSecond);
    }

    [Theory]
    [InlineData(15, 10)] // Not a tier's limit or beyond one.
    [InlineData(20, 20)]
    [InlineData(25, 25)]
    public async Task Limit_HigherThanTheTable_IsBelievedFromTheNextTierOn(int stated, int expected)
    {
        (await Calls(1)[0]).Dispose();

        Answer(limit: stated, remaining: stated - 1);

        Assert.Equal(expected, Bucket().PerSecond);
    }

    [Fact]
    public async Task Limit_HigherThanALineOfTheUsersOwn_IsNotBelieved()
    {
        using var limiter = new LocalQuotaLimiter(
            BrevoQuotas.For(BrevoTier.General).Select(line => line.Bucket == "contacts" ? line with { PerSecond = 3 } : line),
            _clock
        );
        (await limiter.AcquireAsync(new() { Method = "GET", Route = "contacts" })).Dispose();

        limiter.Observe(Observation(200, 20, 19, 1));

        Assert.Equal(3, limiter.Snapshot().Buckets.Single().PerSecond);
    }

    [Theory]
    [InlineData(72_000, 1, false)] // The end of an hour of the next tier.
    [InlineData(36_000, 1, false)]
    [InlineData(30_000, 1800, false)]
    [InlineData(20, 1, true)]
    [InlineData(8, 1, true)]
    [InlineData(8, 3000, false)] // A window that has so long to go is no second.
    public async Task Answer_OfEitherWindow_IsRecognised(int limit, int reset, bool second)
    {
        (await Calls(1)[0]).Dispose();

        Answer(limit, limit - 1, reset);

        Assert.Equal(second ? (limit, 36_000) : (10, limit), (Bucket().PerSecond, Bucket().PerHour));
    }

    [Fact]
    public async Task Answer_AboutAnHourThatTheTableDoesNotKnow_LimitsItFromThenOn()
    {
        using var limiter = new LocalQuotaLimiter(BrevoQuotas.For(BrevoTier.Extended), _clock);
        (await limiter.AcquireAsync(new() { Method = "GET", Route = "contacts" })).Dispose();

        limiter.Observe(Observation(200, 3, 0, 3000));

        var refused = await limiter.AcquireAsync(
            new()
            {
                Method = "GET",
                Route = "contacts",
                MaxWait = TimeSpan.FromMinutes(1),
            }
        );
        Assert.Equal(3, limiter.Snapshot().Buckets.Single().PerHour);
        Assert.False(refused.IsAcquired);
    }

    [Fact]
    public async Task Refusal_OfAQuotaThatOthersUsedUp_HoldsCallsBackUntilReset()
    {
        var request = new QuotaRequest { Method = "GET", Route = "processes" };
        (await _limiter.AcquireAsync(request)).Dispose();
        _limiter.Observe(
            new()
            {
                Method = "GET",
                Route = "processes",
                StatusCode = 429,
                RoundTrip = s_trip,
                Limit = 100,
                Remaining = 0,
                Reset = TimeSpan.FromMinutes(20),
            }
        );

        var refused = await _limiter.AcquireAsync(
            new()
            {
                Method = "GET",
                Route = "processes",
                MaxWait = TimeSpan.FromMinutes(19),
            }
        );
        var waiting = _limiter.AcquireAsync(request).AsTask();
        _clock.Advance(TimeSpan.FromMinutes(20));

        Assert.False(refused.IsAcquired);
        Assert.Equal(TimeSpan.FromMinutes(20), refused.Time);
        Assert.True((await waiting).IsAcquired);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(50, 70)]
    [InlineData(100, 120)]
    public async Task Guard_AfterManyAnswers_FollowsTheSpreadOfRoundTrips(int spread, int atMost)
    {
        (await Calls(1)[0]).Dispose();
        Assert.Equal(TimeSpan.FromMilliseconds(125), Bucket().Guard);

        for (var i = 0; i < 200; i++)
        {
            _clock.Advance(s_second);
            Answer(limit: 10, remaining: 9, trip: TimeSpan.FromMilliseconds(40 + (spread * (i % 21) / 20.0)));
        }

        Assert.InRange(Bucket().Guard, TimeSpan.FromMilliseconds(spread), TimeSpan.FromMilliseconds(atMost));
    }

    public void Dispose() => _limiter.Dispose();

    private static List<int> Granted(List<Task<QuotaLease>> calls) =>
        [.. Enumerable.Range(0, calls.Count).Where(i => calls[i].IsCompletedSuccessfully)];

    private static QuotaObservation Observation(int status, long? limit = null, long? remaining = null, int? reset = null) =>
        new()
        {
            Method = "GET",
            Route = "contacts",
            StatusCode = status,
            RoundTrip = s_trip,
            Limit = limit,
            Remaining = remaining,
            Reset = reset is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };

    private List<Task<QuotaLease>> Calls(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _limiter.AcquireAsync(new() { Method = "GET", Route = "contacts" }).AsTask())];

    private void Answer(int limit, int remaining, int reset = 1, TimeSpan? trip = null) =>
        _limiter.Observe(
            new()
            {
                Method = "GET",
                Route = "contacts",
                StatusCode = 200,
                RoundTrip = trip ?? s_trip,
                Limit = limit,
                Remaining = remaining,
                Reset = TimeSpan.FromSeconds(reset),
            }
        );

    private QuotaBucketSnapshot Bucket() => _limiter.Snapshot().Buckets.Single();
}
