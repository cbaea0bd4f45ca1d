using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace BrevoTd.Connector.Tests.Authentication.OAuth;

/// <summary>A client with OAuth from its registration, with a fake clock and scripts in place of the token endpoint and the API.</summary>
internal sealed class OAuthBench : IAsyncDisposable
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly CredentialRequest s_who = new() { Service = "Brevo", ClientName = "" };
    private int _issued;

    public OAuthBench(Action<BrevoOAuthOptions>? configure = null, ITokenStore? store = null)
    {
        Store = store ?? new MemoryTokenStore();
        Tokens.Otherwise = (_, _) => Task.FromResult(Issue());
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(Logs)));
        services
            .AddBrevoClient(o => o.RetryBaseDelay = TimeSpan.Zero)
            .UseOAuth(o =>
            {
                o.ClientId = "client-id";
                o.ClientSecret = "client-secret";
                configure?.Invoke(o);
            })
            .UseTokenStore(Store)
            .ConfigureOAuthHttp(http => http.ConfigurePrimaryHttpMessageHandler(() => Tokens))
            .Http.ConfigurePrimaryHttpMessageHandler(() => Api);
        Provider = services.BuildServiceProvider();
        Source = Provider.GetRequiredKeyedService<ICredentialSource>("BrevoTd.brevo");
    }

    public WatchedClock Clock { get; } = new();

    public ScriptedHandler Tokens { get; } = new();

    public ScriptedHandler Api { get; } = new();

    public FakeLogCollector Logs { get; } = new();

    public ITokenStore Store { get; }

    public ServiceProvider Provider { get; }

    public ICredentialSource Source { get; }

    public BrevoClient Client => Provider.GetRequiredService<BrevoClient>();

    public BrevoOAuthFlow Flow => Provider.GetRequiredService<BrevoOAuthFlow>();

    /// <summary>Whether refreshes bring a new refresh token.</summary>
    public bool Rotates { get; set; } = true;

    public async Task<string> Get(CancellationToken cancellationToken = default) =>
        (await Source.GetCredentialAsync(s_who, cancellationToken)).Secret;

    public async Task<bool> Renew(string rejected, CancellationToken cancellationToken = default) =>
        await Source.RenewAsync(s_who, Credential.BearerToken(rejected), cancellationToken);

    /// <summary>Completes when no renewal is under way any more.</summary>
    public ValueTask Settled() => ((IAsyncDisposable)Source).DisposeAsync();

    /// <summary>The next answer of a service that grants: access-1, access-2, …</summary>
    public HttpResponseMessage Issue()
    {
        var number = Interlocked.Increment(ref _issued);
        var refresh = Rotates ? $",\"refresh_token\":\"refresh-{number}\"" : "";
        return ScriptedHandler.Json(
            HttpStatusCode.OK,
            $"{{\"access_token\":\"access-{number}\",\"token_type\":\"Bearer\",\"expires_in\":3600{refresh}}}"
        );
    }

    public TokenSet Set(string access, string? refresh, TimeSpan lifetime) =>
        new()
        {
            AccessToken = access,
            RefreshToken = refresh,
            ObtainedAt = Clock.GetUtcNow() + lifetime - Lifetime,
            ExpiresAt = Clock.GetUtcNow() + lifetime,
        };

    public ValueTask DisposeAsync() => ClockDisposal.DisposeAsync(Provider, Clock);
}

/// <summary>A store whose working can be steered.</summary>
internal sealed class SteeredStore : ITokenStore
{
    private readonly MemoryTokenStore _inner = new();

    public Exception? LoadFailure { get; set; }

    public Exception? SaveFailure { get; set; }

    /// <summary>Whether it takes no notice of anything, not even of cancellation.</summary>
    public bool Hangs { get; set; }

    public int Saves { get; private set; }

    public int Loads { get; private set; }

    public ValueTask<TokenSet?> LoadAsync(string key, CancellationToken cancellationToken = default)
    {
        Loads++;
        if (Hangs)
        {
            return new(new TaskCompletionSource<TokenSet?>().Task);
        }

        return LoadFailure is null ? _inner.LoadAsync(key, cancellationToken) : ValueTask.FromException<TokenSet?>(LoadFailure);
    }

    public ValueTask SaveAsync(string key, TokenSet tokens, CancellationToken cancellationToken = default)
    {
        Saves++;
        return SaveFailure is null ? _inner.SaveAsync(key, tokens, cancellationToken) : ValueTask.FromException(SaveFailure);
    }

    public ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default) => _inner.DeleteAsync(key, cancellationToken);
}
