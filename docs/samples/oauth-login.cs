#:sdk Microsoft.NET.Sdk.Web
#:project ../../src/BrevoTd.Connector/BrevoTd.Connector.csproj
#:property PublishAot=false

// A person agrees in the browser, and Brevo is called with the tokens that come of it; they are renewed from then on, and kept in a file.
//   dotnet run docs/samples/oauth-login.cs
// BREVO_CLIENT_ID, BREVO_CLIENT_SECRET and BREVO_REDIRECT_URI (as registered, such as http://127.0.0.1:8765/callback) name your application. Without them, a stand-in
// on loopback plays the authorization server, the person and the account.
using System.Text;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Brevo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

return await RunAsync();

static async Task<int> RunAsync()
{
    var isReal = Env("BREVO_CLIENT_ID") is not null;
    var redirect = new Uri(Env("BREVO_REDIRECT_URI") ?? "http://127.0.0.1:0/callback");
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    await using var web = builder.Build();
    web.Urls.Add(redirect.GetLeftPart(UriPartial.Authority));
    var back = new TaskCompletionSource<string>();
    web.MapGet(
        "/callback",
        (HttpRequest request) => back.TrySetResult(request.QueryString.Value ?? "") ? "Done. You may close this page." : "Once is enough."
    );
    if (!isReal)
    {
        web.MapGet("/authorize", (string redirect_uri, string state) => Results.Redirect($"{redirect_uri}?code=agreed&state={state}"));
        web.MapPost(
            "/token",
            () => Json("""{"access_token":"sample-access","refresh_token":"sample-refresh","token_type":"Bearer","expires_in":3600}""")
        );
        web.MapGet(
            "/v3/account",
            (HttpRequest request) =>
                request.Headers.Authorization == "Bearer sample-access" ? Json("""{"companyName":"Sample"}""") : Results.StatusCode(401)
        );
    }

    await web.StartAsync();
    var here = new Uri(web.Urls.First());
    void Configure(BrevoOAuthOptions options)
    {
        (options.Grant, options.ClientId, options.ClientSecret) = (
            OAuthGrant.AuthorizationCode,
            Env("BREVO_CLIENT_ID"),
            Env("BREVO_CLIENT_SECRET")
        );
        if (!isReal)
        {
            (options.ClientId, options.AuthorizationEndpoint, options.TokenEndpoint) = (
                "sample",
                new Uri(here, "/authorize"),
                new Uri(here, "/token")
            );
        }
    }

    // Ask the person, wait for the browser, and exchange the code for tokens.
    ITokenStore store = isReal ? new FileTokenStore("oauth-login.tokens") : new MemoryTokenStore();
    var oauth = new BrevoOAuthOptions();
    Configure(oauth);
    await using var flow = BrevoOAuthFlow.Create(oauth, store);
    var pending = flow.Begin(isReal ? redirect : new Uri(here, "/callback"));
    if (isReal)
    {
        Console.WriteLine($"Open this address in a browser: {pending.Address}");
    }
    else
    {
        using var browser = new HttpClient();
        await browser.GetAsync(pending.Address);
    }

    var callback = new Uri(pending.RedirectUri + await back.Task.WaitAsync(TimeSpan.FromMinutes(5)));
    await flow.CompleteAsync(pending, callback);

    // From here on the client takes the tokens from the store, and renews them.
    var options = isReal ? new BrevoClientOptions() : new BrevoClientOptions { BaseAddress = new Uri(here, "/v3/") };
    await using var brevo = BrevoClient.Create(options, own => own.AddBrevoClient().UseOAuth(Configure).UseTokenStore(store));
    var account = await brevo.Account.GetAsync();
    Console.WriteLine($"1 account is connected: {account.CompanyName}.");
    return account.CompanyName is null ? 1 : 0;
}

static IResult Json(string json) => Results.Text(json, "application/json", Encoding.UTF8);

static string? Env(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
