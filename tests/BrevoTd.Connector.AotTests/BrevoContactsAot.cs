using System.Net;
using System.Text;
using BrevoTd.Connector.Brevo;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.AotTests;

/// <summary>Everything around contacts: one call of each area.</summary>
internal static class BrevoContactsAot
{
    public static (string Name, Func<Task> Run)[] All => [("contacts and everything around them", RunAsync)];

    private static async Task RunAsync()
    {
        var services = new ServiceCollection();
        services.AddBrevoClient(o => o.ApiKey = "xkeysib-aot").Http.ConfigurePrimaryHttpMessageHandler(() => new Answers());
        await using var provider = services.BuildServiceProvider();
        var brevo = provider.GetRequiredService<BrevoClient>();

        Expect.Equal("Segment1", (await FirstAsync(brevo.Segments.ListAsync())).Name);
        Expect.Equal("News", (await FirstAsync(brevo.ConsentGroups.ListAsync())).Name);
        Expect.Equal("F", (await FirstAsync(brevo.Folders.ListAsync())).Name);
        Expect.Equal("L", (await FirstAsync(brevo.Lists.ListAsync())).Name);
        Expect.Equal("GENDER", (await brevo.Attributes.ListAsync())[0].Name);
        Expect.Equal(21L, (await brevo.Contacts.GetStatisticsAsync(ContactIdentifier.Id(7))).Opened![0].CampaignId);
        Expect.Equal(
            true,
            (
                await brevo.Contacts.CreateDoubleOptInAsync(
                    new()
                    {
                        Email = "a@example.com",
                        IncludeListIds = [1],
                        TemplateId = 5,
                        RedirectionUrl = new Uri("https://example.com/"),
                    }
                )
            ).Created
        );
        var export = brevo.Processes.Open(78);
        await foreach (var row in export.ReadExportAsync())
        {
            Expect.Equal("a@example.com", row["EMAIL"]);
        }
    }

    private static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> values)
    {
        await foreach (var value in values)
        {
            return value;
        }

        throw new InvalidOperationException("Nothing is listed.");
    }

    private sealed class Answers : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (status, body) = request.RequestUri!.AbsolutePath switch
            {
                "/v3/contacts/segments" => (200, """{"count":1,"segments":[{"id":53,"segmentName":"Segment1"}]}"""),
                "/v3/contacts/consent-groups" => (200, """{"consentGroups":[{"id":1,"name":"News","signupMode":"manual"}],"total":1}"""),
                "/v3/contacts/folders" => (200, """{"count":1,"folders":[{"id":1,"name":"F"}]}"""),
                "/v3/contacts/lists" => (200, """{"count":1,"lists":[{"id":1,"name":"L"}]}"""),
                "/v3/contacts/attributes" => (200, """{"attributes":[{"name":"GENDER","category":"category"}]}"""),
                "/v3/contacts/7/campaignStats" => (200, """{"opened":[{"campaignId":21,"count":2}]}"""),
                "/v3/contacts/doubleOptinConfirmation" => (201, ""),
                "/v3/processes/78" => (
                    200,
                    """{"id":78,"name":"SEARCH_EXPORT_USERS_API","status":"completed","export_url":"https://files.example.com/export.csv"}"""
                ),
                "/export.csv" => (200, "EMAIL;SMS\na@example.com;33612345678\n"),
                var other => throw new InvalidOperationException(other),
            };
            return Task.FromResult(
                new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") }
            );
        }
    }
}
