using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>An emulator on a fake clock with one webhook, and the receiver that it calls.</summary>
internal sealed class WebhookRig : IAsyncDisposable
{
    private WebhookRig(BrevoHttp http, WebhookReceiver receiver, FakeTimeProvider clock)
    {
        Http = http;
        Receiver = receiver;
        Clock = clock;
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 24, 12, 0, 0, 123, TimeSpan.Zero);

    public BrevoHttp Http { get; }

    public WebhookReceiver Receiver { get; }

    public FakeTimeProvider Clock { get; }

    public IReadOnlyList<BrevoEmulatorWebhookCall> Calls => Http.Brevo.WebhookCalls;

    public static async Task<WebhookRig> StartAsync(
        string webhook,
        string userInfo = "",
        Action<ConnectorEmulatorOptions>? configure = null
    )
    {
        var clock = new FakeTimeProvider(Start);
        var receiver = await WebhookReceiver.StartAsync();
        var http = await BrevoHttp.StartAsync(o =>
        {
            o.TimeProvider = clock;
            configure?.Invoke(o);
        });
        var url = receiver.Address.AbsoluteUri.Replace("//", "//" + userInfo, StringComparison.Ordinal);
        (await http.PostAsync("webhooks", webhook.Replace("URL", url, StringComparison.Ordinal))).Expect(System.Net.HttpStatusCode.Created);
        return new WebhookRig(http, receiver, clock);
    }

    public int Fire(BrevoEmulatorWebhookEvent webhookEvent) => Http.Brevo.FireWebhook(webhookEvent);

    public Task IdleAsync() => Http.Brevo.WaitForWebhooksAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Http.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
