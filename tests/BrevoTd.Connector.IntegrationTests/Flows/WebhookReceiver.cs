using System.Net;
using BrevoTd.Connector.Brevo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.IntegrationTests.Flows;

/// <summary>A receiver as docs/webhooks.md shows it, on a free port of loopback.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly WebhookVerifier _verifier;
    private readonly Func<IReadOnlyList<BrevoWebhookEvent>, Task<bool>> _store;

    private WebhookReceiver(WebApplication app, WebhookVerifier verifier, Func<IReadOnlyList<BrevoWebhookEvent>, Task<bool>> store)
    {
        _app = app;
        _verifier = verifier;
        _store = store;
    }

    public Uri Address { get; private set; } = null!;

    /// <param name="verifier">What calls have to bring.</param>
    /// <param name="store">Stores the events; <see langword="false"/> if that did not work.</param>
    public static async Task<WebhookReceiver> StartAsync(WebhookVerifier verifier, Func<IReadOnlyList<BrevoWebhookEvent>, Task<bool>> store)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var receiver = new WebhookReceiver(builder.Build(), verifier, store);
        receiver._app.MapPost("/hooks/brevo", receiver.TakeAsync);
        await receiver._app.StartAsync();
        var addresses = receiver._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        receiver.Address = new Uri(new Uri(addresses.First()), "/hooks/brevo");
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        if (!_verifier.Verify(request.Headers[_verifier.HeaderName]))
        {
            return Results.Unauthorized();
        }

        IReadOnlyList<BrevoWebhookEvent> events;
        try
        {
            events = await BrevoWebhooks.ParseAsync(request.Body, request.HttpContext.RequestAborted);
        }
        catch (WebhookFormatException e)
        {
            return Results.BadRequest(e.Message);
        }

        return Results.StatusCode(await _store(events) ? StatusCodes.Status200OK : StatusCodes.Status429TooManyRequests);
    }
}
