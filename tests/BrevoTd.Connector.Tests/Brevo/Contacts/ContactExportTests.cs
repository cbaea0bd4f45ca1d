using System.Text.Json.Nodes;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class ContactExportTests
{
    [Fact]
    public async Task ExportAsync_OfAList_SendsTheDocumentedBody()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts/export", 202, """{"processId":78}""");

        var export = await wire.Client.Contacts.ExportAsync(
            new()
            {
                Filter = ContactExportFilter.OfList(2),
                ExportAttributes = ["FNAME", "LNAME", "EMAIL"],
                ExportMandatoryAttributes = true,
                ExportMetadata = [ContactExportMetadata.ListIds, ContactExportMetadata.AddedTime, ContactExportMetadata.ModifiedTime],
                ExportSubscriptionStatus = [ContactExportSubscription.EmailMarketing, ContactExportSubscription.SmsMarketing],
                NotifyUrl = new Uri("http://requestb.in/173lyyx1"),
            }
        );

        Assert.Equal(78, export.Id);
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    {"customContactFilter":{"actionForContacts":"allContacts","listId":2},"exportAttributes":["FNAME","LNAME","EMAIL"],
                     "exportMandatoryAttributes":true,"exportMetadata":["_listIds","ADDED_TIME","MODIFIED_TIME"],
                     "exportSubscriptionStatus":["email_marketing","sms_marketing"],"exportDateInUTC":true,"disableNotification":true,
                     "notifyUrl":"http://requestb.in/173lyyx1"}
                    """
                ),
                JsonNode.Parse(wire.LastRequest.Body!)
            ),
            wire.LastRequest.Body
        );
    }

    [Fact]
    public async Task ReadExportAsync_OfAFinishedExport_FetchesTheFileWithoutTheKey()
    {
        await using var wire = BrevoWire.Start();
        wire.Answers(
                "GET",
                "processes/78",
                200,
                $$"""{"id":78,"name":"SEARCH_EXPORT_USERS_API","status":"completed","export_url":"{{wire.Server.Url}}/v3/file.csv"}"""
            )
            .Answers("GET", "file.csv", 200, "EMAIL;SMS\na@example.com;33612345678\n");

        var rows = new List<CsvRow>();
        await foreach (var row in wire.Client.Processes.Open(78).ReadExportAsync())
        {
            rows.Add(row);
        }

        Assert.Equal("33612345678", Assert.Single(rows)["SMS"]);
        var fetched = wire.Server.LogEntries.Last().RequestMessage!;
        Assert.EndsWith("/v3/file.csv", fetched.AbsoluteUrl, StringComparison.Ordinal);
        Assert.DoesNotContain("api-key", fetched.Headers!.Keys, StringComparer.OrdinalIgnoreCase);
    }

    public static TheoryData<ContactExportFilter, string> Wrong =>
        new()
        {
            { new(), "exactly one of" },
            {
                new()
                {
                    ActionForContacts = ContactExportAction.AllContacts,
                    ActionForSmsCampaigns = SmsCampaignExportAction.Unsubscribed,
                    ListId = 1,
                },
                "exactly one of"
            },
            {
                new() { ActionForContacts = ContactExportAction.AllContacts },
                "ListId or SegmentId"
            },
            {
                new()
                {
                    ActionForContacts = ContactExportAction.AllContacts,
                    ListId = 1,
                    SegmentId = 2,
                },
                "ListId or SegmentId"
            },
            {
                new() { ActionForSmsCampaigns = SmsCampaignExportAction.Unsubscribed, ListId = 1 },
                "belong to ActionForContacts"
            },
            {
                new() { ActionForSmsCampaigns = SmsCampaignExportAction.Unsubscribed, EmailCampaignId = 1 },
                "of its kind"
            },
            { ContactExportFilter.OfEmailCampaign(EmailCampaignExportAction.NonOpeners, null), "needs EmailCampaignId" },
        };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task ExportAsync_OfAFilterThatBrevoWouldRefuseOrIgnore_IsRefusedWithTheRemedy(ContactExportFilter filter, string remedy)
    {
        await using var wire = BrevoWire.Start();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Contacts.ExportAsync(new() { Filter = filter }));

        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task ExportAsync_OfBouncesOfAllCampaigns_IsSent()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts/export", 202, """{"processId":1}""");

        await wire.Client.Contacts.ExportAsync(
            new() { Filter = ContactExportFilter.OfEmailCampaign(EmailCampaignExportAction.HardBounces, null) }
        );

        Assert.Contains("""{"actionForEmailCampaigns":"hardBounces"}""", wire.LastRequest.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_WithoutAnyColumn_IsRefused()
    {
        await using var wire = BrevoWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Contacts.ExportAsync(new() { Filter = ContactExportFilter.OfSegment(3), ExportMandatoryAttributes = false })
        );
    }
}
