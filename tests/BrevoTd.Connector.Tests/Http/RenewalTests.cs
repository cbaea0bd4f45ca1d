using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>A 401 is followed by at most one renewal and one further attempt.</summary>
public sealed class RenewalTests
{
    private const string Rejected = """{"code":"unauthorized","message":"Key not found"}""";

    public static TheoryData<string> Operations => ["read", "keyed", "write"];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Rejected_SourceRenews_IsSentOnceMoreWithTheNewCredential(string kind)
    {
        var source = new CountingSource();
        await using var pipeline = With(source);
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, Rejected);

        Assert.Equal("ok", await pipeline.Call(Operation(kind)));

        Assert.Equal(["token-1", "token-2"], pipeline.Handler.Seen.Select(Token));
        Assert.Single(pipeline.Handler.Seen.Select(r => r.Body).Distinct());
        Assert.Equal(1, source.Renewals);
    }

    [Fact]
    public async Task Rejected_Twice_FailsWithoutAThirdAttempt()
    {
        var source = new CountingSource();
        await using var pipeline = With(source);
        pipeline.Handler.Otherwise = (_, _) => Task.FromResult(ScriptedHandler.Json(HttpStatusCode.Unauthorized, Rejected));

        var e = await Assert.ThrowsAsync<CredentialsRejectedException>(() => pipeline.Call());

        Assert.Equal(2, pipeline.Handler.Seen.Count);
        Assert.Equal(1, source.Renewals);
        Assert.False(e.IsTransient);
        Assert.Contains("renewed once in this call", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_SourceHasNoOther_FailsAfterOneAttempt()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, Rejected);

        var e = await Assert.ThrowsAsync<CredentialsRejectedException>(() => pipeline.Call());

        Assert.Single(pipeline.Handler.Seen);
        Assert.DoesNotContain("renewed", e.Message, StringComparison.Ordinal);
        Assert.Contains(pipeline.Logs.GetSnapshot(), record => record.Id.Id == 131);
    }

    [Fact]
    public async Task Rejected_WithoutAnyRepeats_IsStillRenewed()
    {
        var source = new CountingSource();
        await using var pipeline = With(source, o => o.MaxRetries = 0);
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, Rejected);

        Assert.Equal("ok", await pipeline.Call());
    }

    [Fact]
    public async Task Rejected_AndThenIll_IsRepeatedByTheUsualRules()
    {
        var source = new CountingSource();
        await using var pipeline = With(source, o => o.MaxRetries = 2);
        pipeline
            .Handler.Then(HttpStatusCode.Unauthorized, Rejected)
            .Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.OK, """{"value":"late"}""");

        Assert.Equal("late", await pipeline.Call());

        Assert.Equal(1, source.Renewals);
        Assert.Equal(4, pipeline.Handler.Seen.Count);
    }

    [Fact]
    public async Task Rejected_FurtherAttempt_NeedsAPermitOfItsOwn()
    {
        var source = new CountingSource();
        await using var pipeline = With(
            source,
            build: builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([Hourly(1)], builder.Clock()))
        );
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, Rejected);

        await Assert.ThrowsAsync<QuotaWaitException>(() => pipeline.Call());

        Assert.Single(pipeline.Handler.Seen);
    }

    [Theory]
    [InlineData("""{"code":"unauthorized","message":"We have detected you are using an unrecognised IP address 203.0.113.7."}""")]
    [InlineData("""{"code":"unauthorized","message":"unknown IP"}""")]
    public async Task Rejected_BecauseOfTheIpAddress_IsNotRenewedAndSaysSo(string body)
    {
        var source = new CountingSource();
        await using var pipeline = With(source);
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, body);

        var e = await Assert.ThrowsAsync<CredentialsRejectedException>(() => pipeline.Call());

        Assert.Equal(0, source.Renewals);
        Assert.Single(pipeline.Handler.Seen);
        Assert.Contains("authorised IPs", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.7", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_ByAProxysPage_IsNotRenewed()
    {
        var source = new CountingSource();
        await using var pipeline = With(source);
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, "<html><title>Sign in</title></html>");

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(0, source.Renewals);
        Assert.Equal("Sign in", e.ServiceMessage);
    }

    [Fact]
    public async Task Rejected_ByAForeignHost_IsNotRenewed()
    {
        var source = new CountingSource();
        await using var pipeline = With(source);
        pipeline.Handler.Then(HttpStatusCode.Unauthorized);
        var request = new ServiceRequest(Pipeline.Read, "x") { BaseAddress = new Uri("https://files.example.com/") };

        await Assert.ThrowsAsync<ServiceException>(() => pipeline.Transport.SendAsync(request, default));

        Assert.Equal(0, source.Renewals);
    }

    [Fact]
    public async Task Renewal_ThatFails_SaysWhatToDo()
    {
        var cause = new InvalidOperationException("vault sealed");
        var source = new CountingSource { Renew = (_, _) => throw cause };
        await using var pipeline = With(source);
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, Rejected);

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => pipeline.Call());

        Assert.Same(cause, e.InnerException);
        Assert.True(e.IsTransient);
        Assert.Contains("mend the source, or issue a new credential", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("vault sealed", e.Message, StringComparison.Ordinal);
        Assert.Contains(pipeline.Logs.GetSnapshot(), record => record.Id.Id == 132);
    }

    [Fact]
    public async Task Renewal_ThatFailsWithItsOwnMessage_IsHandedOn()
    {
        var own = new CredentialUnavailableException("Brevo", "oauth", "The refresh token expired: authorise the application again.");
        var source = new CountingSource { Renew = (_, _) => Task.FromException<bool>(own) };
        await using var pipeline = With(source);
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, Rejected);

        Assert.Same(own, await Assert.ThrowsAsync<CredentialUnavailableException>(() => pipeline.Call()));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, false)]
    [InlineData(HttpStatusCode.BadGateway, true)]
    public async Task Renewal_RefusedByAnotherService_MayPassIfThatRefusalMay(HttpStatusCode status, bool passing)
    {
        var refusal = new ServiceException("Brevo", "oauth.token", status, "refused");
        var source = new CountingSource { Renew = (_, _) => Task.FromException<bool>(refusal) };
        await using var pipeline = With(source);
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, Rejected);

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => pipeline.Call());

        Assert.Same(refusal, e.InnerException);
        Assert.Equal(passing, e.IsTransient);
    }

    [Fact]
    public async Task Rejected_Stream_IsSentOnceMoreWithTheNewCredential()
    {
        var source = new CountingSource();
        await using var pipeline = With(source);
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, Rejected);

        using var response = await pipeline.Transport.SendForStreamAsync(new ServiceRequest(Pipeline.Read, "x"), default);

        Assert.Equal(["token-1", "token-2"], pipeline.Handler.Seen.Select(Token));
    }

    [Fact]
    public async Task Renewal_CancelledByTheSourceItself_IsAFailureOfTheSource()
    {
        var source = new CountingSource { Renew = (_, _) => Task.FromException<bool>(new TaskCanceledException()) };
        await using var pipeline = With(source);
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, Rejected);

        await Assert.ThrowsAsync<CredentialUnavailableException>(() => pipeline.Call());
    }

    [Fact]
    public async Task Renewal_LongerThanTheCallMayTake_EndsWithTotalTimeout()
    {
        var begun = new TaskCompletionSource();
        var never = new TaskCompletionSource<bool>();
        var source = new CountingSource
        {
            // Deaf to its token, as a user's own source may be.
            Renew = (_, _) =>
            {
                begun.SetResult();
                return never.Task;
            },
        };
        await using var pipeline = With(source, o => o.TotalTimeout = TimeSpan.FromSeconds(13));
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, Rejected);

        var call = pipeline.Call();
        await begun.Task;
        pipeline.Clock.Advance(TimeSpan.FromSeconds(13));

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => call);
        Assert.Contains("TotalTimeout (13 s)", e.Message, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(e.InnerException);
    }

    [Fact]
    public async Task Renewal_OfAThousandRejectedCalls_IsOne()
    {
        const int Calls = 1000;
        var source = new CountingSource();
        await using var pipeline = With(source, build: builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter([])));
        var arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pipeline.Handler.Otherwise = async (request, _) =>
        {
            if (request.Headers.Authorization!.Parameter != "token-1")
            {
                return ScriptedHandler.Json(HttpStatusCode.OK, """{"value":"ok"}""");
            }

            // All of them carry the old token before any is rejected.
            if (Interlocked.Increment(ref arrived) == Calls)
            {
                all.SetResult();
            }

            await all.Task;
            return ScriptedHandler.Json(HttpStatusCode.Unauthorized, Rejected);
        };

        var results = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => pipeline.Call(Pipeline.Write)));

        Assert.All(results, result => Assert.Equal("ok", result));
        Assert.Equal(1, source.Renewals);
        Assert.Equal(Calls, source.Requests);
        Assert.Equal(2 * Calls, pipeline.Handler.Seen.Count);
    }

    private static ServiceOperation Operation(string kind) =>
        kind switch
        {
            "keyed" => Pipeline.Keyed,
            "write" => Pipeline.Write,
            _ => Pipeline.Read,
        };

    private static string Token(SeenRequest request) => request.Headers["Authorization"]["Bearer ".Length..];

    private static Pipeline With(
        CountingSource source,
        Action<BrevoClientOptions>? configure = null,
        Action<IBrevoClientBuilder>? build = null
    ) =>
        Pipeline.Brevo(
            o =>
            {
                o.RetryBaseDelay = TimeSpan.Zero;
                configure?.Invoke(o);
            },
            builder =>
            {
                builder.UseCredentials(_ => source);
                build?.Invoke(builder);
            }
        );

    private static QuotaRule Hourly(int limit) =>
        new()
        {
            Bucket = "all",
            Route = "**",
            PerHour = limit,
        };
}

/// <summary>A source that numbers its tokens, and renews once for all calls that were rejected with the same one.</summary>
internal sealed class CountingSource : ICredentialSource
{
    private readonly object _gate = new();
    private int _number = 1;
    private int _requests;

    public int Renewals { get; private set; }

    public int Requests => Volatile.Read(ref _requests);

    public Func<Credential, CancellationToken, Task<bool>>? Renew { get; init; }

    public ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return new(Credential.BearerToken($"token-{_number}"));
        }
    }

    public async ValueTask<bool> RenewAsync(CredentialRequest request, Credential rejected, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _requests);
        if (Renew is { } own)
        {
            return await own(rejected, cancellationToken);
        }

        lock (_gate)
        {
            if (rejected == Credential.BearerToken($"token-{_number}"))
            {
                _number++;
                Renewals++;
            }
        }

        return true;
    }
}
