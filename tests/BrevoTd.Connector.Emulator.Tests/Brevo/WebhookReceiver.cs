using System.Text.Json;
using System.Threading.Channels;
using BrevoTd.Connector.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>What a user has at a webhook's address: a server on a free port of loopback that keeps what arrives.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Arrival> _arrivals = Channel.CreateUnbounded<Arrival>();

    private WebhookReceiver(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>What is answered; 0 leaves the request without an answer until the sender gives up.</summary>
    public int Status { get; set; } = 200;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver(EmulatedService.CreateHost(0).Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = receiver._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        receiver.Address = new Uri(new Uri(addresses.First()), "/hooks/brevo?x=1");
        return receiver;
    }

    /// <summary>The next call, waiting for it.</summary>
    public async Task<Arrival> NextAsync() => await _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public bool IsEmpty => _arrivals.Reader.Count == 0;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            static h => h.Key,
            static h => h.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        var status = Status;
        _arrivals.Writer.TryWrite(new Arrival(context.Request.Path + context.Request.QueryString, headers, body));
        if (status == 0)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
            return;
        }

        context.Response.StatusCode = status;
    }

    internal sealed record Arrival(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    }
}
