using System.Net;
using System.Text;
using BrevoTd.Connector.Brevo;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.AotTests;

/// <summary>Campaigns of the three channels: a write and a read of each, with every statistic.</summary>
internal static class BrevoCampaignsAot
{
    public static (string Name, Func<Task> Run)[] All => [("campaigns are written and read", RunAsync)];

    private static async Task RunAsync()
    {
        var answers = new Answers();
        var services = new ServiceCollection();
        services.AddBrevoClient(o => o.ApiKey = "xkeysib-aot").Http.ConfigurePrimaryHttpMessageHandler(() => answers);
        await using var provider = services.BuildServiceProvider();
        var brevo = provider.GetRequiredService<BrevoClient>();

        var email = await brevo.EmailCampaigns.CreateAsync(
            new()
            {
                Name = "n",
                Sender = new() { Id = 1 },
                Subject = "s",
                TemplateId = 7,
                Recipients = new() { ListIds = [2] },
                ScheduledAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
            }
        );
        await brevo.EmailCampaigns.UpdateAsync(email, new() { Tag = "" });
        Expect.Equal("""{"tag":""}""", answers.LastBody);
        var statistics = (await brevo.EmailCampaigns.GetAsync(email)).Statistics;
        Expect.Equal(3L, statistics?.GlobalStats?.Sent);
        Expect.Equal(80L, statistics?.LinksStats?["http://a"]);
        Expect.Equal(5L, statistics?.StatsByDomain?["b"].Sent);
        Expect.Equal(2L, statistics?.StatsByDevice?.Desktop?[0].Viewed);
        Expect.Equal("safari", statistics?.StatsByBrowser?[0].Name);

        Expect.Equal("L", (await brevo.SmsCampaigns.GetAsync(5)).Recipients?.Lists?[0].Name);
        var whatsApp = await brevo.WhatsAppCampaigns.CreateAsync(
            new()
            {
                Name = "n",
                TemplateId = 19,
                ScheduledAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
                Recipients = new() { ListIds = [2] },
            }
        );
        Expect.Equal(
            """{"name":"n","templateId":19,"scheduledAt":"2030-01-01T00:00:00.000\u002B00:00","recipients":{"listIds":[2]}}""",
            answers.LastBody
        );
        Expect.Equal(3L, (await brevo.WhatsAppCampaigns.GetAsync(whatsApp)).Statistics?.Sent);
        Expect.Equal("105", (await brevo.WhatsAppCampaigns.GetConfigurationAsync()).BusinessAccountId);
    }

    private sealed class Answers : HttpMessageHandler
    {
        public string? LastBody { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content)
            {
                LastBody = await content.ReadAsStringAsync(cancellationToken);
            }

            var (status, body) = (request.Method.Method, request.RequestUri!.AbsolutePath) switch
            {
                ("POST", _) => (201, """{"id":5}"""),
                ("PUT", _) => (204, ""),
                (_, "/v3/emailCampaigns/5") => (
                    200,
                    """
                    {"id":5,"scheduledAt":"","statistics":{"globalStats":{"sent":3},"linksStats":{"http://a":{"nbClick":80}},"statsByDomain":{"b":{"sent":5}},
                     "statsByDevice":{"desktop":{"mac":{"viewed":2}}},"statsByBrowser":{"safari":{"viewed":9}}}}
                    """
                ),
                (_, "/v3/smsCampaigns/5") => (200, """{"id":5,"recipients":{"lists":[{"id":2,"name":"L"}]}}"""),
                (_, "/v3/whatsappCampaigns/5") => (200, """{"id":5,"stats":{"sent":"3,"}}"""),
                (_, "/v3/whatsappCampaigns/config") => (200, """{"whatsappBusinessAccountID":105}"""),
                var other => throw new InvalidOperationException(other.ToString()),
            };
            return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }
}
