using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>Which attempts are repeated, when, and how often: per operation, never per HTTP method.</summary>
public sealed class RepeatTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<int> PassingFailures => [408, 425, 429, 500, 502, 503, 504];

    public static TheoryData<int> LastingFailures => [301, 400, 401, 402, 403, 404, 405, 409, 413, 422, 501, 505];

    [Theory]
    [MemberData(nameof(PassingFailures))]
    public async Task Idempotent_PassingFailure_IsRepeated(int status)
    {
        await using var pipeline = Pipeline.Brevo(NoPause);
        pipeline.Handler.Then((HttpStatusCode)status);

        Assert.Equal("ok", await pipeline.Call());
        Assert.Equal(2, pipeline.Handler.Seen.Count);
    }

    [Theory]
    [MemberData(nameof(PassingFailures))]
    public async Task IdempotentWithKey_PassingFailure_IsRepeatedWithTheSameBody(int status)
    {
        await using var pipeline = Pipeline.Brevo(NoPause);
        pipeline.Handler.Then((HttpStatusCode)status);

        Assert.Equal("ok", await pipeline.Call(Pipeline.Keyed));
        Assert.Equal(["{\"a\":1}", "{\"a\":1}"], pipeline.Handler.Seen.Select(r => r.Body));
    }

    [Theory]
    [MemberData(nameof(LastingFailures))]
    public async Task Idempotent_LastingFailure_FailsAtOnce(int status)
    {
        await using var pipeline = Pipeline.Brevo(NoPause);
        pipeline.Handler.Then((HttpStatusCode)status, """{"code":"some_code","message":"text"}""");

        var e = await Assert.ThrowsAnyAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal((HttpStatusCode)status, e.StatusCode);
        Assert.False(e.IsTransient);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task NotIdempotent_FailureThatLeavesOpenWhatHappened_FailsAtOnce(int status)
    {
        await using var pipeline = Pipeline.Brevo(NoPause);
        pipeline.Handler.Then((HttpStatusCode)status);

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call(Pipeline.Write));

        Assert.True(e.IsTransient);
        Assert.True(e.MayHaveBeenProcessed);
        Assert.Contains("Whether the work is done is unknown", e.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task Idempotent_LostAndThenRefused_IsMarkedAsOpen()
    {
        await using var pipeline = Pipeline.Brevo(NoPause);
        pipeline.Handler.Then(HttpStatusCode.BadGateway).Then(HttpStatusCode.NotFound);

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.True(e.MayHaveBeenProcessed);
        Assert.DoesNotContain("unknown", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idempotent_LostAndThenLeftByTheQuota_IsMarkedAsOpen()
    {
        await using var pipeline = Pipeline.Brevo(
            NoPause,
            builder =>
                builder.UseQuotaLimiter(_ => new LocalQuotaLimiter(
                    [
                        new()
                        {
                            Bucket = "all",
                            Route = "**",
                            PerHour = 1,
                        },
                    ],
                    builder.Clock()
                ))
        );
        pipeline.Handler.Then(HttpStatusCode.BadGateway);

        var e = await Assert.ThrowsAsync<QuotaWaitException>(() => pipeline.Call());

        Assert.True(e.MayHaveBeenProcessed);
    }

    [Theory]
    [InlineData(425, false)]
    [InlineData(429, false)]
    [InlineData(429, true)]
    [InlineData(503, true)]
    public async Task NotIdempotent_AnswerThatSaysNotProcessed_IsRepeated(int status, bool retryAfter)
    {
        await using var pipeline = Pipeline.Brevo(NoPause);
        pipeline.Handler.Then((HttpStatusCode)status, "", retryAfter ? [("Retry-After", "0")] : []);

        Assert.Equal("ok", await pipeline.Call(Pipeline.Write));
        Assert.Equal(2, pipeline.Handler.Seen.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    public async Task NotIdempotent_ConnectionThatWasNeverMade_IsRepeated(HttpRequestError error)
    {
        await using var pipeline = Pipeline.Brevo(NoPause);
        pipeline.Handler.ThenThrow(new HttpRequestException(error));

        Assert.Equal("ok", await pipeline.Call(Pipeline.Write));
    }

    [Fact]
    public async Task NotIdempotent_LostConnection_FailsAndSaysThatTheWorkMayBeDone()
    {
        await using var pipeline = Pipeline.Brevo(NoPause);
        pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => pipeline.Call(Pipeline.Write));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.True(e.IsTransient);
        Assert.Contains("look before sending it again", e.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task Idempotent_CertificateNotAccepted_FailsAtOnce()
    {
        await using var pipeline = Pipeline.Brevo(NoPause);
        pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.SecureConnectionError, null, new AuthenticationException()));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => pipeline.Call());

        Assert.False(e.MayHaveBeenProcessed);
        Assert.Contains("certificate", e.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task MaxRetries_FailureThatLasts_IsTheNumberOfRepeats()
    {
        await using var pipeline = Pipeline.Brevo(o =>
        {
            NoPause(o);
            o.MaxRetries = 3;
        });
        var refused = new HttpRequestException(
            HttpRequestError.ConnectionError,
            null,
            new SocketException((int)SocketError.ConnectionRefused)
        );
        pipeline.Handler.Otherwise = (_, _) => Task.FromException<HttpResponseMessage>(refused);

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => pipeline.Call());

        Assert.Equal(4, pipeline.Handler.Seen.Count);
        Assert.False(e.MayHaveBeenProcessed);
        Assert.Contains("after 4 attempts", e.Message, StringComparison.Ordinal);
        Assert.Contains("refuses connections", e.Message, StringComparison.Ordinal);
        Assert.Same(refused, e.InnerException);
    }

    [Fact]
    public async Task MaxRetries_Zero_RepeatsNothing()
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxRetries = 0);
        pipeline.Handler.Then(HttpStatusCode.TooManyRequests, "", ("x-sib-ratelimit-reset", "1"));

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(Second, e.RetryAfter);
    }

    [Fact]
    public async Task RetryBaseDelay_SeveralRepeats_DoublesUpToTheLongest()
    {
        await using var pipeline = Pipeline.Brevo(o =>
        {
            o.RetryBaseDelay = TimeSpan.FromSeconds(10);
            o.RetryMaxDelay = TimeSpan.FromSeconds(25);
            o.MaxRetries = 4;
            o.AttemptTimeout = TimeSpan.FromHours(1);
            o.TotalTimeout = TimeSpan.FromHours(2);
        });
        pipeline.Handler.Then(HttpStatusCode.BadGateway).Then(HttpStatusCode.BadGateway).Then(HttpStatusCode.BadGateway);

        var call = pipeline.Call();
        foreach (var ceiling in new[] { 10, 20, 25 })
        {
            var pause = await pipeline.Clock.WhenSet(due => due >= TimeSpan.Zero && due < TimeSpan.FromMinutes(30));
            Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(ceiling));
            pipeline.Clock.Advance(pause);
        }

        Assert.Equal("ok", await call);
    }

    [Fact]
    public async Task RetryAfter_InSeconds_IsWaitedOut()
    {
        await using var pipeline = Pipeline.Brevo(NoPause);
        pipeline.Handler.Then(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", "17"));

        var call = pipeline.Call();
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(17));

        Assert.Equal("ok", await call);
    }

    [Fact]
    public async Task RetryAfter_AsADate_IsWaitedOut()
    {
        await using var pipeline = Pipeline.TreasureData(NoPause);
        pipeline.Handler.Then(HttpStatusCode.TooManyRequests, "", ("Retry-After", pipeline.Clock.GetUtcNow().AddSeconds(21).ToString("R")));

        var call = pipeline.Call();
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(21));

        Assert.Equal("ok", await call);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("1795507209")] // The same moment as a number of seconds since 1970.
    public async Task RateLimitReset_OfA429_IsWaitedOut(string reset)
    {
        await using var pipeline = Pipeline.Brevo();
        Assert.Equal(1795507200, pipeline.Clock.GetUtcNow().ToUnixTimeSeconds());
        pipeline.Handler.Then(HttpStatusCode.TooManyRequests, "", ("x-sib-ratelimit-reset", reset));

        var call = pipeline.Call(Pipeline.Write);
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(9));

        Assert.Equal("ok", await call);
    }

    [Fact]
    public async Task Throttled_LongerThanTheCallerWaits_FailsAtOnceAndSaysForHowLong()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.TooManyRequests, """{"code":"too_many_requests"}""", ("x-sib-ratelimit-reset", "3000"));

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(TimeSpan.FromSeconds(3000), e.RetryAfter);
        Assert.Contains("50 minutes", e.Message, StringComparison.Ordinal);
        Assert.True(e.IsTransient);
        Assert.Contains(pipeline.Logs.GetSnapshot(), record => record.Id.Id == 103);
    }

    [Fact]
    public async Task Throttled_CallThatWaitsForQuotaWithoutLimit_IsWaitedOutBeyondTheTotalTimeout()
    {
        await using var pipeline = Pipeline.Brevo(o => o.TotalTimeout = TimeSpan.FromMinutes(1));
        pipeline.Handler.Then(HttpStatusCode.TooManyRequests, "", ("x-sib-ratelimit-reset", "3000"));

        var call = pipeline.Call(maxQuotaWait: Timeout.InfiniteTimeSpan);
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(3000));

        Assert.Equal("ok", await call);
    }

    [Fact]
    public async Task Throttled_MoreOftenThanMaxRetries_IsStillRecovered()
    {
        await using var pipeline = Pipeline.Brevo(o =>
        {
            NoPause(o);
            o.MaxRetries = 1;
        });
        for (var i = 0; i < 6; i++)
        {
            pipeline.Handler.Then(HttpStatusCode.TooManyRequests, "", ("x-sib-ratelimit-reset", "1"));
        }

        var call = pipeline.Call();
        for (var i = 0; i < 6; i++)
        {
            await pipeline.Clock.Pass(Second);
        }

        Assert.Equal("ok", await call);
    }

    [Fact]
    public async Task Cancellation_WhileWaitingForTheRepeat_EndsTheCallAtOnce()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", "60"));
        using var source = new CancellationTokenSource();

        var call = pipeline.Call(cancellationToken: source.Token);
        await pipeline.Clock.WhenSet(due => due == TimeSpan.FromSeconds(60));
        await source.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, e.CancellationToken);
    }

    [Fact]
    public async Task Breaker_MostRequestsFail_SendsNothingUntilItCloses()
    {
        await using var pipeline = Pipeline.Brevo(
            o => o.MaxRetries = 0,
            builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([]))
        );
        pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.BadGateway, ""));
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());
        }

        var sent = pipeline.Handler.Seen.Count;
        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => pipeline.Call());

        Assert.Equal(sent, pipeline.Handler.Seen.Count);
        Assert.True(e.IsTransient);
        Assert.False(e.MayHaveBeenProcessed);
        Assert.Contains("15 s", e.Message, StringComparison.Ordinal);
        Assert.Contains(pipeline.Logs.GetSnapshot(), record => record.Id.Id == 120);

        pipeline.Clock.Advance(TimeSpan.FromSeconds(15));
        pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.OK, """{"value":"back"}"""));
        Assert.Equal("back", await pipeline.Call());
    }

    [Fact]
    public async Task Breaker_CallWithRepeats_WaitsItOut()
    {
        await using var pipeline = Pipeline.Brevo(
            o =>
            {
                NoPause(o);
                o.MaxRetries = 1;
            },
            builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([]))
        );
        pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.BadGateway, ""));
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());
        }

        pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.OK, """{"value":"back"}"""));
        var call = pipeline.Call(Pipeline.Write);
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(15));

        Assert.Equal("back", await call);
    }

    [Fact]
    public async Task Breaker_WhileAProbeIsUnderWay_OthersAskAgainAtAPaceAndNotWithoutPause()
    {
        await using var pipeline = Pipeline.Brevo(
            o =>
            {
                NoPause(o);
                o.MaxRetries = 1;
            },
            builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([]))
        );
        await OpenBreaker(pipeline);
        pipeline.Clock.Advance(TimeSpan.FromSeconds(15));
        var sent = pipeline.Handler.Seen.Count;
        var begun = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        pipeline.Handler.Then(
            async (_, _) =>
            {
                begun.SetResult();
                await release.Task;
                return ScriptedHandler.Json(HttpStatusCode.OK, """{"value":"probe"}""");
            }
        );
        pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.OK, """{"value":"other"}"""));

        var probe = pipeline.Call();
        await begun.Task;
        var other = pipeline.Call();
        await pipeline.Clock.Pass(TimeSpan.FromMilliseconds(50));
        await pipeline.Clock.WhenSet(due => due == TimeSpan.FromMilliseconds(50));
        Assert.Equal(sent + 1, pipeline.Handler.Seen.Count);
        release.SetResult();
        Assert.Equal("probe", await probe);
        pipeline.Clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal("other", await other);
    }

    [Fact]
    public async Task Breaker_DurationOfTheOptions_IsKept()
    {
        await using var pipeline = Pipeline.Brevo(
            o =>
            {
                NoPause(o);
                o.MaxRetries = 1;
                o.BreakerDuration = TimeSpan.FromSeconds(40);
            },
            builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([]))
        );
        await OpenBreaker(pipeline);
        pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.OK, """{"value":"back"}"""));

        var call = pipeline.Call();
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(40));

        Assert.Equal("back", await call);
    }

    [Fact]
    public async Task Breaker_DurationOfZero_SendsOnRegardless()
    {
        await using var pipeline = Pipeline.Brevo(
            o =>
            {
                o.MaxRetries = 0;
                o.BreakerDuration = TimeSpan.Zero;
            },
            builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([]))
        );
        pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.BadGateway, ""));
        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());
        }

        Assert.Equal(50, pipeline.Handler.Seen.Count);
    }

    [Fact]
    public async Task Breaker_WaitBeyondTheTotalTimeout_FailsAtOnce()
    {
        await using var pipeline = Pipeline.Brevo(
            o =>
            {
                NoPause(o);
                o.MaxRetries = 1;
                o.TotalTimeout = TimeSpan.FromSeconds(14);
            },
            builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([]))
        );
        await OpenBreaker(pipeline);

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => pipeline.Call());

        Assert.False(e.MayHaveBeenProcessed);
        Assert.Contains("15 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Breaker_ManyRefusals_StaysClosed()
    {
        await using var pipeline = Pipeline.Brevo(
            o => o.MaxRetries = 0,
            builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([]))
        );
        pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.TooManyRequests, ""));
        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());
        }

        Assert.Equal(50, pipeline.Handler.Seen.Count);
    }

    private static async Task OpenBreaker(Pipeline pipeline)
    {
        pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.BadGateway, ""));
        while (pipeline.Handler.Seen.Count < 20)
        {
            await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());
        }
    }

    private static void NoPause(ServiceClientOptions options)
    {
        options.RetryBaseDelay = TimeSpan.Zero;
        options.RetryMaxDelay = TimeSpan.Zero;
    }
}
