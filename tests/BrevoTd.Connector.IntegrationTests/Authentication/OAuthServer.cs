using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using BrevoTd.Connector.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace BrevoTd.Connector.IntegrationTests.Authentication;

/// <summary>
/// An OAuth 2.0 server (OpenIddict) and an API that accepts its tokens, on one free port of this machine. Refresh tokens rotate and are good once, as are codes; revoked tokens end at once.
/// It has a clock of its own.
/// </summary>
internal sealed class OAuthServer : IAsyncDisposable
{
    public const string ClientId = "connector";
    public const string ClientSecret = "s3cret:with/odd+chars";
    public const string PublicClientId = "public-app";
    public const string RedirectUri = "https://app.example.com/callback";

    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, bool> _ended = new();
    private readonly ConcurrentQueue<string> _granted = new();
    private readonly ConcurrentQueue<string> _issued = new();

    private OAuthServer(WebApplication application, FakeTimeProvider clock)
    {
        _application = application;
        Clock = clock;
    }

    public FakeTimeProvider Clock { get; }

    public Uri Address { get; private set; } = null!;

    /// <summary>The grants of all token requests that were granted, in their order.</summary>
    public IReadOnlyList<string> Granted => [.. _granted];

    /// <summary>All access tokens that were issued, in their order.</summary>
    public IReadOnlyList<string> Issued => [.. _issued];

    /// <summary>How many calls the API answered 200 and 401.</summary>
    public (int Accepted, int Rejected) Calls => (_accepted, _rejected);

    private int _accepted;
    private int _rejected;

    /// <summary>Held open, it keeps the token endpoint from answering.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Completes with the next token request.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the API rejects whatever comes.</summary>
    public bool RejectsEverything { get; set; }

    public static async Task<OAuthServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        OAuthServer? server = null;
        builder.Services.AddOpenIddict().AddServer(options => Configure(options, clock, () => server!));
        var application = builder.Build();
        server = new OAuthServer(application, clock);
        application.Use(server.BeforeAsync);
        application.UseAuthentication();
        application.MapGet("/v3/account", server.AccountAsync);
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri(address);
        return server;
    }

    /// <summary>Ends a token's life.</summary>
    public void Revoke(string token) => _ended[token] = true;

    /// <summary>Options of an application that uses this server.</summary>
    public void Use(BrevoOAuthOptions options)
    {
        options.ClientId = ClientId;
        options.ClientSecret = ClientSecret;
        options.TokenEndpoint = new Uri(Address, "oauth/token");
        options.AuthorizationEndpoint = new Uri(Address, "oauth/authorize");
        options.RevocationEndpoint = new Uri(Address, "oauth/revoke");
    }

    public async ValueTask DisposeAsync()
    {
        Gate?.TrySetResult();
        await _application.DisposeAsync();
    }

    private static void Configure(OpenIddictServerBuilder options, TimeProvider clock, Func<OAuthServer> server)
    {
        options
            .SetTokenEndpointUris("oauth/token")
            .SetAuthorizationEndpointUris("oauth/authorize")
            .SetRevocationEndpointUris("oauth/revoke")
            .AllowClientCredentialsFlow()
            .AllowRefreshTokenFlow()
            .AllowAuthorizationCodeFlow()
            .RequireProofKeyForCodeExchange()
            .RegisterScopes("contacts:read", "contacts:write", Scopes.OfflineAccess)
            .SetAccessTokenLifetime(TimeSpan.FromHours(1))
            .SetRefreshTokenLifetime(TimeSpan.FromDays(30))
            .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)))
            .AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256)
            .DisableAccessTokenEncryption()
            .EnableDegradedMode();
        options.Configure(o => o.TimeProvider = clock);
        options.UseAspNetCore().DisableTransportSecurityRequirement();
        options.AddEventHandler<ValidateAuthorizationRequestContext>(b => b.UseInlineHandler(context => server().Validate(context)));
        options.AddEventHandler<HandleAuthorizationRequestContext>(b => b.UseInlineHandler(Handle));
        options.AddEventHandler<ValidateTokenRequestContext>(b => b.UseInlineHandler(context => server().Validate(context)));
        options.AddEventHandler<HandleTokenRequestContext>(b => b.UseInlineHandler(context => server().Handle(context)));
        options.AddEventHandler<ApplyTokenResponseContext>(b => b.UseInlineHandler(context => server().Note(context)));
        options.AddEventHandler<ValidateRevocationRequestContext>(b => b.UseInlineHandler(Validate));
        options.AddEventHandler<HandleRevocationRequestContext>(b => b.UseInlineHandler(context => server().Handle(context)));
    }

    private ValueTask Validate(ValidateAuthorizationRequestContext context)
    {
        if (context.ClientId is not (ClientId or PublicClientId))
        {
            context.Reject(Errors.InvalidClient, "There is no such application.");
        }
        else if (context.RedirectUri != RedirectUri)
        {
            context.Reject(Errors.InvalidRequest, "The redirect URI is not registered.");
        }

        return default;
    }

    // The person behind the browser agrees to everything, except where the test wants a refusal.
    private static ValueTask Handle(HandleAuthorizationRequestContext context)
    {
        if (context.Request.GetScopes().Contains("contacts:write") && !context.Request.GetScopes().Contains("contacts:read"))
        {
            context.Reject(Errors.AccessDenied, "The person declined.");
            return default;
        }

        context.SignIn(Principal("person-1", context.Request.GetScopes()));
        return default;
    }

    private ValueTask Validate(ValidateTokenRequestContext context)
    {
        var isKnown = context.ClientId == PublicClientId || context.ClientId == ClientId && context.ClientSecret == ClientSecret;
        if (!isKnown)
        {
            context.Reject(Errors.InvalidClient, "The application or its secret is not known.");
        }
        else if (
            context.Request.RefreshToken is { } refresh && _ended.ContainsKey(refresh)
            || context.Request.Code is { } code && _ended.ContainsKey(code)
        )
        {
            context.Reject(Errors.InvalidGrant, "It was used or revoked.");
        }

        return default;
    }

    private ValueTask Handle(HandleTokenRequestContext context)
    {
        if (context.Request.IsClientCredentialsGrantType())
        {
            context.SignIn(Principal(ClientId, context.Request.GetScopes()));
            return default;
        }

        // One use: a second one, even at the same moment, loses.
        var spent = context.Request.RefreshToken ?? context.Request.Code!;
        if (!_ended.TryAdd(spent, true))
        {
            context.Reject(Errors.InvalidGrant, "It was used already.");
            return default;
        }

        context.SignIn((context.RefreshTokenPrincipal ?? context.AuthorizationCodePrincipal)!);
        return default;
    }

    private ValueTask Note(ApplyTokenResponseContext context)
    {
        if (context.Response.AccessToken is { } token)
        {
            _granted.Enqueue(context.Request!.GrantType!);
            _issued.Enqueue(token);
        }

        return default;
    }

    private static ValueTask Validate(ValidateRevocationRequestContext context)
    {
        if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
        {
            context.Reject(Errors.InvalidClient, "The application or its secret is not known.");
        }

        return default;
    }

    private ValueTask Handle(HandleRevocationRequestContext context)
    {
        Revoke(context.Request.Token!);
        return default;
    }

    private async Task BeforeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == "/oauth/token")
        {
            Asked.TrySetResult();
            if (Gate is { } gate)
            {
                await gate.Task.WaitAsync(context.RequestAborted);
            }
        }

        await next(context);
    }

    private async Task AccountAsync(HttpContext context)
    {
        if (!RejectsEverything && await IsAcceptedAsync(context.Request.Headers.Authorization.ToString()))
        {
            Interlocked.Increment(ref _accepted);
            await context.Response.WriteAsJsonAsync(new { companyName = "Shop" });
            return;
        }

        Interlocked.Increment(ref _rejected);
        context.Response.StatusCode = 401;
        await context.Response.WriteAsJsonAsync(new { code = "unauthorized", message = "The token is not valid." });
    }

    private async Task<bool> IsAcceptedAsync(string header)
    {
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal) || _ended.ContainsKey(header["Bearer ".Length..]))
        {
            return false;
        }

        var options = _application.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;
        var now = Clock.GetUtcNow().UtcDateTime;
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            header["Bearer ".Length..],
            new TokenValidationParameters
            {
                ValidIssuer = Address.AbsoluteUri,
                ValidateAudience = false,
                ValidTypes = [JsonWebTokenTypes.AccessToken],
                IssuerSigningKeys = options.SigningCredentials.Select(credentials => credentials.Key),
                LifetimeValidator = (_, expires, _, _) => now < expires,
            }
        );
        return result.IsValid;
    }

    private static ClaimsPrincipal Principal(string subject, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject);
        identity.SetScopes(scopes);
        return new ClaimsPrincipal(identity);
    }
}
