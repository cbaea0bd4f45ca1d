using System.Buffers;
using System.Net;
using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.AotTests;

/// <summary>Webhooks are registered and changed, and their payloads become rows, without reflection.</summary>
internal static class WebhookTests
{
    public static (string Name, Func<Task> Run)[] All =>
        [
            ("a webhook is created, changed and listed", WebhookIsManagedAsync),
            ("payloads of webhooks become rows", PayloadsBecomeRowsAsync),
        ];

    private static async Task WebhookIsManagedAsync()
    {
        var bodies = new List<string>();
        var services = new ServiceCollection();
        services.AddBrevoClient(options => options.ApiKey = "xkeysib-aot").Http.ConfigurePrimaryHttpMessageHandler(() => new Stub(bodies));
        await using var provider = services.BuildServiceProvider();
        var webhooks = provider.GetRequiredService<BrevoClient>().Webhooks;

        var id = await webhooks.CreateAsync(
            new()
            {
                Url = new Uri("https://example.com/hooks"),
                Events = [WebhookTrigger.Click],
                Auth = WebhookAuthentication.Bearer("t"),
            }
        );
        await webhooks.UpdateAsync(id, new() { Description = "", Auth = new Optional<WebhookAuthentication>(null) });
        var listed = await webhooks.ListAsync(WebhookType.Transactional);

        Expect.Equal("""{"url":"https://example.com/hooks","events":["click"],"auth":{"type":"bearer","token":"t"}}""", bodies[0]);
        Expect.Equal("""{"description":"","auth":null}""", bodies[1]);
        Expect.Equal("hardBounce", listed[0].Events?[0].Value);
    }

    private static Task PayloadsBecomeRowsAsync()
    {
        var events = BrevoWebhooks.Parse(
            """
            [{"event":"contact_updated","email":"a@example.com","content":[{"AGE":41}],"ts":1604937111},
             {"event":"click","email":"b@example.com","camp_id":10,"URL":"https://example.com","ts_event":1604933737}]
            """
        );
        Expect.Equal(41L, ((ContactUpdatedWebhookEvent)events[0]).Content["AGE"].AsInteger);
        Expect.Equal("MarketingEmailWebhookEvent: Click", events[1].ToString());
        var encoder = RowMap
            .From<BrevoWebhookEvent>(map =>
            {
                map.Time(e => e.Time);
                map.Column("key", e => e.DeduplicationKey);
                map.Json("raw", e => e.Raw);
            })
            .CreateEncoder();
        Expect.Equal(EncodeOutcome.Encoded, encoder.Encode(events[1], 1, new ArrayBufferWriter<byte>()).Outcome);
        return Task.CompletedTask;
    }

    private sealed class Stub(List<string> bodies) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content)
            {
                bodies.Add(await content.ReadAsStringAsync(cancellationToken));
            }

            return request.Method == HttpMethod.Post ? Json(HttpStatusCode.Created, """{"id":5}""")
                : request.Method == HttpMethod.Put ? new HttpResponseMessage(HttpStatusCode.NoContent)
                : Json(HttpStatusCode.OK, """{"webhooks":[{"id":5,"events":["hardBounce"],"createdAt":"2026-11-24T12:00:00Z"}]}""");
        }

        private static HttpResponseMessage Json(HttpStatusCode status, string json) =>
            new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
    }
}
