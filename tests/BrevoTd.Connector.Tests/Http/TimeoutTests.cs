using System.Net;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>The three time-outs, and what each of them counts.</summary>
public sealed class TimeoutTests
{
    [Fact]
    public async Task AttemptTimeout_NoAnswer_IsRepeated()
    {
        await using var pipeline = Pipeline.Brevo(o =>
        {
            o.AttemptTimeout = TimeSpan.FromSeconds(41);
            o.RetryBaseDelay = TimeSpan.Zero;
        });
        pipeline.Handler.ThenHang();

        var call = pipeline.Call();
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(41));

        Assert.Equal("ok", await call);
    }

    [Fact]
    public async Task AttemptTimeout_BodyThatStalls_IsRepeated()
    {
        await using var pipeline = Pipeline.Brevo(o =>
        {
            o.AttemptTimeout = TimeSpan.FromSeconds(41);
            o.RetryBaseDelay = TimeSpan.Zero;
        });
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new ScriptedStream("""{"value":"""u8.ToArray(), AfterBytes.Stall));

        var call = pipeline.Call();
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(41));

        Assert.Equal("ok", await call);
    }

    [Fact]
    public async Task AttemptTimeout_OfAWrite_FailsAndSaysThatTheWorkMayBeDone()
    {
        await using var pipeline = Pipeline.Brevo(o => o.AttemptTimeout = TimeSpan.FromSeconds(41));
        pipeline.Handler.ThenHang();

        var call = pipeline.Call(Pipeline.Write);
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(41));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => call);
        Assert.True(e.MayHaveBeenProcessed);
        Assert.Contains("AttemptTimeout (41 s)", e.Message, StringComparison.Ordinal);
        Assert.Contains("api.brevo.com", e.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task TotalTimeout_DuringAnAttempt_EndsTheCall()
    {
        await using var pipeline = Pipeline.Brevo(o => o.TotalTimeout = TimeSpan.FromSeconds(13));
        pipeline.Handler.ThenHang();

        var call = pipeline.Call();
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(13));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => call);
        Assert.Contains("TotalTimeout (13 s", e.Message, StringComparison.Ordinal);
        Assert.True(e.MayHaveBeenProcessed);
    }

    [Fact]
    public async Task TotalTimeout_PauseBeforeTheRepeatWouldPassIt_FailsAtOnceWithTheLastAnswer()
    {
        await using var pipeline = Pipeline.Brevo(o => o.TotalTimeout = TimeSpan.FromSeconds(13));
        pipeline.Handler.Then(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", "14"));

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, e.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(14), e.RetryAfter);
    }

    [Fact]
    public async Task TotalTimeout_WaitingForQuota_IsNotCounted()
    {
        await using var pipeline = Pipeline.Brevo(
            o =>
            {
                o.TotalTimeout = TimeSpan.FromSeconds(13);
                o.MaxQuotaWait = TimeSpan.FromHours(2);
            },
            builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([Hourly(1)], builder.Clock()))
        );
        Assert.Equal("ok", await pipeline.Call());

        var second = pipeline.Call();
        var wait = await pipeline.Clock.WhenSet(due => due > TimeSpan.FromMinutes(50) && due < TimeSpan.FromMinutes(70));
        pipeline.Clock.Advance(wait);

        Assert.Equal("ok", await second);
    }

    [Fact]
    public async Task TotalTimeout_AfterWaitingForQuota_StillCountsTheRest()
    {
        await using var pipeline = Pipeline.Brevo(
            o =>
            {
                o.TotalTimeout = TimeSpan.FromSeconds(13);
                o.MaxQuotaWait = TimeSpan.FromHours(2);
            },
            builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([Hourly(1)], builder.Clock()))
        );
        Assert.Equal("ok", await pipeline.Call());
        pipeline.Handler.ThenHang();

        var second = pipeline.Call();
        var wait = await pipeline.Clock.WhenSet(due => due > TimeSpan.FromMinutes(50) && due < TimeSpan.FromMinutes(70));
        pipeline.Clock.Advance(wait);
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(13));

        await Assert.ThrowsAsync<ServiceUnreachableException>(() => second);
    }

    [Fact]
    public async Task MaxQuotaWait_QuotaFreeOnlyLater_FailsAtOnceAndNamesBucketAndWait()
    {
        await using var pipeline = Pipeline.Brevo();
        for (var i = 0; i < 100; i++)
        {
            await pipeline.Call(Pipeline.Slow);
        }

        var e = await Assert.ThrowsAsync<QuotaWaitException>(() => pipeline.Call(Pipeline.Slow));

        Assert.Equal("other", e.Bucket);
        Assert.InRange(e.RetryAfter, TimeSpan.FromHours(1), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(3));
        Assert.Contains("'other'", e.Message, StringComparison.Ordinal);
        Assert.Equal(100, pipeline.Handler.Seen.Count);
        Assert.Contains(pipeline.Logs.GetSnapshot(), record => record.Id.Id == 111);
    }

    [Fact]
    public async Task Permits_RepeatedAttempts_UseOneEach()
    {
        await using var pipeline = Pipeline.Brevo(o => o.RetryBaseDelay = TimeSpan.Zero);
        for (var i = 0; i < 20; i++)
        {
            pipeline.Handler.Then(HttpStatusCode.BadGateway);
            for (var j = 0; j < 4; j++)
            {
                pipeline.Handler.Then(HttpStatusCode.OK, """{"value":"ok"}""");
            }
        }

        for (var i = 0; i < 80; i++)
        {
            await pipeline.Call(Pipeline.Slow);
        }

        Assert.Equal(100, pipeline.Handler.Seen.Count);
        await Assert.ThrowsAsync<QuotaWaitException>(() => pipeline.Call(Pipeline.Slow));
    }

    [Fact]
    public async Task Cancellation_DuringAnAttempt_EndsTheCallAtOnce()
    {
        await using var pipeline = Pipeline.Brevo();
        var begun = new TaskCompletionSource();
        pipeline.Handler.Then(
            async (_, cancellationToken) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return null!;
            }
        );
        using var source = new CancellationTokenSource();

        var call = pipeline.Call(cancellationToken: source.Token);
        await begun.Task;
        await source.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, e.CancellationToken);
    }

    [Fact]
    public async Task Cancellation_WhileWaitingForQuota_EndsTheCallAtOnceAndUsesNoPermit()
    {
        await using var pipeline = Pipeline.Brevo(
            null,
            builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([Hourly(1)], builder.Clock()))
        );
        await pipeline.Call();
        using var source = new CancellationTokenSource();

        var call = pipeline.Call(maxQuotaWait: Timeout.InfiniteTimeSpan, cancellationToken: source.Token);
        await pipeline.Clock.WhenSet(due => due > TimeSpan.FromMinutes(50) && due < TimeSpan.FromMinutes(70));
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task Cancellation_BeforeTheCall_SendsNothing()
    {
        await using var pipeline = Pipeline.Brevo();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.Call(cancellationToken: new CancellationToken(true)));

        Assert.Empty(pipeline.Handler.Seen);
    }

    private static QuotaRule Hourly(int limit) =>
        new()
        {
            Bucket = "all",
            Route = "**",
            PerHour = limit,
        };
}
