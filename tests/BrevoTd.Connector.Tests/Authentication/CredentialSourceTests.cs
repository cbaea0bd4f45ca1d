using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Authentication;

public sealed class CredentialSourceTests
{
    [Fact]
    public async Task UseCredentials_OwnSource_IsAskedBeforeEveryAttempt()
    {
        var source = new Source((asked, _) => ValueTask.FromResult(Credential.ApiKey($"key-{asked}")));
        await using var pipeline = WithSource(source);
        pipeline.Handler.Then(System.Net.HttpStatusCode.BadGateway);

        await pipeline.Call();

        Assert.Equal(["key-1", "key-2"], pipeline.Handler.Seen.Select(r => r.Headers["api-key"]));
        Assert.Equal("Brevo", source.LastRequest!.Service);
        Assert.Equal("", source.LastRequest.ClientName);
    }

    [Fact]
    public async Task UseCredentials_BearerToken_IsSentAsSuch()
    {
        await using var pipeline = WithSource(new Source((_, _) => ValueTask.FromResult(Credential.BearerToken("token"))));

        await pipeline.Call();

        var seen = pipeline.Handler.Seen.Single();
        Assert.Equal("Bearer token", seen.Headers["Authorization"]);
        Assert.DoesNotContain("api-key", seen.Headers.Keys);
    }

    [Fact]
    public async Task UseCredentials_SourceWithoutCredential_FailsAndSendsNothing()
    {
        await using var pipeline = WithSource(new Source((_, _) => ValueTask.FromResult(default(Credential))));

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => pipeline.Call());

        Assert.False(e.IsTransient);
        Assert.Contains("ApiKey", e.Message, StringComparison.Ordinal);
        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task UseCredentials_SourceThatFails_FailsAndSendsNothing()
    {
        var cause = new TimeoutException("The vault is closed.");
        await using var pipeline = WithSource(new Source((_, _) => ValueTask.FromException<Credential>(cause)));

        var e = await Assert.ThrowsAsync<CredentialUnavailableException>(() => pipeline.Call());

        Assert.Same(cause, e.InnerException);
        Assert.True(e.IsTransient);
        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task UseCredentials_SourceThatHangs_EndsWithTheAttempt()
    {
        await using var pipeline = WithSource(
            new Source(
                async (_, cancellationToken) =>
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                    return default;
                }
            ),
            o =>
            {
                o.AttemptTimeout = TimeSpan.FromSeconds(7);
                o.MaxRetries = 0;
            }
        );

        var call = pipeline.Call();
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(7));

        await Assert.ThrowsAsync<ServiceUnreachableException>(() => call);
        Assert.Empty(pipeline.Handler.Seen);
    }

    private static Pipeline WithSource(ICredentialSource source, Action<BrevoClientOptions>? configure = null) =>
        Pipeline.Brevo(
            o =>
            {
                o.ApiKey = null;
                o.RetryBaseDelay = TimeSpan.Zero;
                configure?.Invoke(o);
            },
            builder => builder.UseCredentials(_ => source)
        );

    private sealed class Source(Func<int, CancellationToken, ValueTask<Credential>> answer) : ICredentialSource
    {
        private int _asked;

        public CredentialRequest? LastRequest { get; private set; }

        public ValueTask<Credential> GetCredentialAsync(CredentialRequest request, CancellationToken cancellationToken = default)
        {
            LastRequest = request;
            return answer(Interlocked.Increment(ref _asked), cancellationToken);
        }
    }
}
