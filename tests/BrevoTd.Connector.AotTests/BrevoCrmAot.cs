using System.Net;
using System.Text;
using BrevoTd.Connector.Brevo;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.AotTests;

/// <summary>The CRM and the administration of an account: one call of each area.</summary>
internal static class BrevoCrmAot
{
    public static (string Name, Func<Task> Run)[] All =>
        [("the CRM is written and read", IsWrittenAndReadAsync), ("the account is administered", IsAdministeredAsync)];

    private static async Task IsWrittenAndReadAsync()
    {
        var answers = new Answers();
        await using var provider = Provider(answers);
        var brevo = provider.GetRequiredService<BrevoClient>();

        var company = await brevo.Companies.CreateAsync(
            new()
            {
                Name = "N",
                Attributes = new Dictionary<string, AttributeValue> { ["revenue"] = 1.5 },
                LinkedDealIds = ["d1"],
            }
        );
        Expect.Equal("c1", company.Value);
        Expect.Equal("""{"name":"N","attributes":{"revenue":1.5},"linkedDealsIds":["d1"]}""", answers.LastBody);
        var process = await brevo.Companies.ImportAsync(
            new() { File = new FileUpload("a.csv", new MemoryStream("name\nN\n"u8.ToArray())), LinkEntities = true }
        );
        Expect.Equal(50L, process.Id.Value);
        Expect.Equal(true, answers.LastBody?.Contains("""{"link_entities":true}""", StringComparison.Ordinal));
        Expect.Equal(12L, (await FirstAsync(brevo.Deals.ListAsync())).Attributes?["amount"].AsInteger);
        await brevo.Tasks.UpdateAsync("t1", new() { Notes = "", Duration = TimeSpan.FromSeconds(1) });
        Expect.Equal("""{"duration":1000,"notes":""}""", answers.LastBody);
        Expect.Equal("u1", (await FirstAsync(brevo.Notes.ListAsync())).Author?.Id?.Value);
        Expect.Equal("f1", (await brevo.Files.UploadAsync(new() { File = new FileUpload("a", "x"u8.ToArray()) })).Id?.Value);
    }

    private static async Task IsAdministeredAsync()
    {
        var answers = new Answers();
        await using var provider = Provider(answers);
        var brevo = provider.GetRequiredService<BrevoClient>();

        Expect.Equal("login", (await FirstAsync(brevo.Account.ListActivitiesAsync())).Action);
        Expect.Equal(5L, (await brevo.Senders.CreateAsync(new() { Name = "N", Email = "a@example.com" })).Id?.Value);
        Expect.Equal("5", (await brevo.Domains.CreateAsync("example.com")).Id?.Value);
        var invited = await brevo.Users.InviteAsync(
            new() { Email = "a@example.com", Privileges = [new() { Feature = UserFeature.Phone, Permissions = [UserPermission.All] }] }
        );
        Expect.Equal("OK", invited.Status);
        Expect.Equal("x1", (await FirstAsync(brevo.ExternalFeeds.ListAsync())).Id?.Value);
        Expect.Equal(InboundEmailLogType.Received, (await brevo.InboundEmails.GetAsync("e1")).Logs?[0].Type);
    }

    private static ServiceProvider Provider(Answers answers)
    {
        var services = new ServiceCollection();
        services.AddBrevoClient(o => o.ApiKey = "xkeysib-aot").Http.ConfigurePrimaryHttpMessageHandler(() => answers);
        return services.BuildServiceProvider();
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
        public string? LastBody { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            LastBody = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            var (status, json) = $"{request.Method} {request.RequestUri!.AbsolutePath["/v3/".Length..]}" switch
            {
                "POST companies" => (200, """{"id":"c1"}"""),
                "POST companies/import" => (200, """{"processId":50}"""),
                "GET crm/deals" => (200, """{"items":[{"id":"d1","attributes":{"amount":12}}]}"""),
                "PATCH crm/tasks/t1" => (204, ""),
                "GET crm/notes" => (200, """[{"id":"n1","text":"t","authorId":"u1"}]"""),
                "POST crm/files" => (201, """{"id":"f1","size":1}"""),
                "GET organization/activities" => (200, """{"logs":[{"action":"login"}]}"""),
                "POST senders" => (201, """{"id":5}"""),
                "POST senders/domains" => (200, """{"id":5,"domain_name":"example.com"}"""),
                "POST organization/user/invitation/send" => (200, """{"status":"OK"}"""),
                "GET feeds" => (200, """{"count":1,"feeds":[{"id":"x1"}]}"""),
                "GET inbound/events/e1" => (200, """{"logs":[{"type":"received"}]}"""),
                var other => throw new InvalidOperationException($"{other} is not expected."),
            };
            return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        }
    }
}
