using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.AotTests;

/// <summary>Transactional messages: calls of each area.</summary>
internal static class BrevoMessagesAot
{
    public static (string Name, Func<Task> Run)[] All => [("transactional messages", RunAsync)];

    private static async Task RunAsync()
    {
        var services = new ServiceCollection();
        var answers = new Answers();
        services.AddBrevoClient(o => o.ApiKey = "xkeysib-aot").Http.ConfigurePrimaryHttpMessageHandler(() => answers);
        await using var provider = services.BuildServiceProvider();
        var brevo = provider.GetRequiredService<BrevoClient>();

        var sent = await brevo.TransactionalEmails.SendAsync(
            new()
            {
                TemplateId = 7,
                MessageVersions =
                [
                    new()
                    {
                        To = ["a@example.com"],
                        Params = new JsonObject { ["total"] = 1.5, ["items"] = new JsonArray("x", 2) },
                    },
                ],
                Attachments = [MessageAttachment.FromContent("a.txt", new byte[] { 1, 2, 3 })],
                Tags = ["t"],
                Sandbox = true,
            }
        );
        Expect.Equal("<1@r.example>", sent.MessageIds?[0]);
        Expect.Equal(
            """{"templateId":7,"messageVersions":[{"to":[{"email":"a@example.com"}],"params":{"total":1.5,"items":["x",2]}}],"attachment":[{"content":"AQID","name":"a.txt"}],"headers":{"X-Sib-Sandbox":"drop"},"tags":["t"]}""",
            answers.LastBody
        );
        await foreach (
            var e in brevo.TransactionalEmails.ListEventsAsync(
                new() { Period = ReportPeriod.Between(new(2026, 1, 1), new(2026, 1, 2)), Tags = ["t"] }
            )
        )
        {
            Expect.Equal(TransactionalEmailEventType.Clicks, e.Event);
        }

        Expect.Equal(9L, (await brevo.EmailTemplates.GetAsync(9)).Id?.Value);
        await foreach (var blocked in brevo.BlockedContacts.ListAsync())
        {
            Expect.Equal(BlockReasonCode.HardBounce, blocked.Reason?.Code);
        }

        Expect.Equal("example.org", (await brevo.BlockedDomains.ListAsync())[0]);
        var sms = await brevo.TransactionalSms.SendAsync(
            new()
            {
                Sender = "Shop",
                Recipient = "336399",
                Content = "Hi",
                Tags = ["t"],
            }
        );
        Expect.Equal("12", sms.MessageId);
        var whatsApp = await brevo.TransactionalWhatsApp.SendAsync(
            new()
            {
                SenderNumber = "1",
                ContactNumbers = ["2"],
                Text = "Hi",
            }
        );
        Expect.Equal("23befbae", whatsApp.MessageId);
    }

    private sealed class Answers : HttpMessageHandler
    {
        public string? LastBody { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            LastBody = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
            var (status, body) = request.RequestUri!.AbsolutePath switch
            {
                "/v3/smtp/email" => (201, """{"messageIds":["<1@r.example>"]}"""),
                "/v3/smtp/statistics/events" => (200, """{"events":[{"event":"clicks","date":"2026-01-01T00:00:00Z"}]}"""),
                "/v3/smtp/templates/9" => (200, """{"id":9,"sender":{"id":"4"}}"""),
                "/v3/smtp/blockedContacts" => (200, """{"count":1,"contacts":[{"reason":{"code":"hardBounce"}}]}"""),
                "/v3/smtp/blockedDomains" => (200, """{"domains":["example.org"]}"""),
                "/v3/transactionalSMS/send" => (201, """{"messageId":12}"""),
                "/v3/whatsapp/sendMessage" => (201, """{"messageId":"23befbae"}"""),
                var other => throw new InvalidOperationException(other),
            };
            return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }
}
