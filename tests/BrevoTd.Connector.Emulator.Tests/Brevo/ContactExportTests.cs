using System.Net;
using BrevoTd.Connector.Emulator.Brevo;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class ContactExportTests
{
    // reference §5: POST /contacts/export answers 202 processId -> export_url CSV; examples/contacts-export.json
    [Fact]
    public async Task Export_OfAList_ServesACsvFileWithoutAKey()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("CITY");
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["CITY"] = "Paris;\"X\"" }, 2);
        brevo.Brevo.AddContact("b@example.com", null, 2);
        brevo.Brevo.AddContact("c@example.com");
        await brevo.PutAsync("contacts/b%40example.com", """{"emailBlacklisted":true}""");

        var lines = await ExportAsync(
            brevo,
            """
            {"customContactFilter":{"actionForContacts":"allContacts","listId":2},"exportAttributes":["CITY","EMAIL"],
             "exportMetadata":["_listIds"],"exportSubscriptionStatus":["email_marketing"]}
            """
        );

        Assert.Equal("EMAIL;ADDED_TIME;MODIFIED_TIME;CITY;_listIds;email_marketing", lines[0]);
        Assert.StartsWith("a@example.com;", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(";\"Paris;\"\"X\"\"\";2;subscribed", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(";;2;unsubscribed", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Theory]
    [InlineData("allContacts", 2)]
    [InlineData("subscribed", 1)]
    [InlineData("unsubscribed", 1)]
    public async Task Export_OfASegment_TakesWhomTheActionNames(string action, int count)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com");
        brevo.Brevo.AddContact("b@example.com");
        brevo.Brevo.AddContact("c@other.com");
        await brevo.PutAsync("contacts/b%40example.com", """{"emailBlacklisted":true}""");
        var segment = brevo.Brevo.AddSegment("S", static contact => contact.Email!.EndsWith("@example.com", StringComparison.Ordinal));

        var lines = await ExportAsync(
            brevo,
            $$"""{"customContactFilter":{"actionForContacts":"{{action}}","segmentId":{{segment}} },"exportMandatoryAttributes":false,"exportAttributes":["EMAIL"]}"""
        );

        Assert.Equal(count + 1, lines.Length);
    }

    [Theory]
    [InlineData("openers", "a@example.com")]
    [InlineData("nonOpeners", "b@example.com")]
    [InlineData("clickers", "a@example.com")]
    [InlineData("hardBounces", "c@example.com")]
    public async Task Export_OfACampaign_ComesFromRecordedEvents(string action, string expected)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        foreach (var email in (string[])["a@example.com", "b@example.com", "c@example.com"])
            brevo.Brevo.AddContact(email);
        Record(brevo, "a@example.com", MessageEventKind.Delivered, MessageEventKind.Opened, MessageEventKind.Clicked);
        Record(brevo, "b@example.com", MessageEventKind.Delivered);
        Record(brevo, "c@example.com", MessageEventKind.HardBounce);

        var lines = await ExportAsync(
            brevo,
            $$"""{"customContactFilter":{"actionForEmailCampaigns":"{{action}}","emailCampaignId":7},"exportMandatoryAttributes":false,"exportAttributes":["EMAIL"]}"""
        );

        Assert.Equal(["EMAIL", expected], lines);
    }

    // reference derived: customContactFilter needs exactly one action, contacts a list or a segment, most e-mail actions a campaign
    [Theory]
    [InlineData("{}", "missing_parameter")]
    [InlineData("""{"customContactFilter":{}}""", "invalid_parameter")]
    [InlineData("""{"customContactFilter":{"actionForContacts":"allContacts"}}""", "missing_parameter")]
    [InlineData("""{"customContactFilter":{"actionForContacts":"allContacts","listId":99}}""", "invalid_parameter")]
    [InlineData("""{"customContactFilter":{"actionForContacts":"all","listId":2}}""", "invalid_parameter")]
    [InlineData("""{"customContactFilter":{"actionForEmailCampaigns":"openers"}}""", "missing_parameter")]
    [InlineData(
        """{"customContactFilter":{"actionForContacts":"allContacts","listId":2},"exportAttributes":["NONE"]}""",
        "invalid_parameter"
    )]
    [InlineData(
        """{"customContactFilter":{"actionForContacts":"allContacts","listId":2},"exportMandatoryAttributes":false}""",
        "missing_parameter"
    )]
    public async Task Export_OfWhatCannotBe_IsRefused(string body, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();

        (await brevo.PostAsync("contacts/export", body)).ExpectError(400, code);
    }

    private static void Record(BrevoHttp brevo, string email, params MessageEventKind[] kinds)
    {
        foreach (var kind in kinds)
            brevo.Brevo.MessageEvents.Record(
                new MessageEvent
                {
                    Kind = kind,
                    At = 1_700_000_000_000,
                    Email = email,
                    CampaignId = 7,
                }
            );
    }

    private static async Task<string[]> ExportAsync(BrevoHttp brevo, string body)
    {
        var accepted = (await brevo.PostAsync("contacts/export", body)).Expect(HttpStatusCode.Accepted);
        var process = await brevo.EndOfProcessAsync(accepted.GetProperty("processId").GetInt64());
        Assert.Equal("completed", process.GetProperty("status").GetString());
        Assert.False(process.TryGetProperty("info", out _));
        using var client = new HttpClient();
        var text = await client.GetStringAsync(process.GetProperty("export_url").GetString(), TestContext.Current.CancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
