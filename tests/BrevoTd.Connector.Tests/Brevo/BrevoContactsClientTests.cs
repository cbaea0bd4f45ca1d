using System.Text.Json;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoContactsClientTests
{
    private const string ContactJson = """
        {
          "email": "peggy.rain@example.com", "id": 42, "emailBlacklisted": false, "smsBlacklisted": true, "whatsappBlacklisted": false,
          "createdAt": "2017-05-02T16:40:31Z", "modifiedAt": "2017-05-03T16:40:31.123Z",
          "attributes": { "FIRST_NAME": "Peggy", "SMS": "3087433387669", "CIV": 1, "LTV": 12.5, "VIP": true, "DOB": "1986-04-13", "TAGS": ["a", "b"], "EMPTY": null },
          "listIds": [40], "listUnsubscribed": [1, 2], "consentGroups": [{ "id": 7, "status": "subscribed" }], "somethingNew": { "x": 1 },
          "statistics": {
            "messagesSent": [{ "campaignId": 21, "eventTime": "2016-05-03T20:15:13Z" }],
            "opened": [{ "campaignId": 21, "count": 2, "eventTime": "2016-05-03T21:24:56Z", "ip": "192.0.2.1" }],
            "clicked": [{ "campaignId": 21, "links": [{ "count": 2, "eventTime": "2016-05-03T21:25:01Z", "ip": "192.0.2.1", "url": "https://example.com/1" }] }],
            "unsubscriptions": { "userUnsubscription": [{ "campaignId": 5, "eventTime": "2016-05-03T21:25:01Z" }], "adminUnsubscription": [] }
          }
        }
        """;

    [Fact]
    public async Task GetAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "contacts/42", 200, ContactJson);

        var contact = await wire.Client.Contacts.GetAsync(ContactIdentifier.Id(42));

        Assert.Equal(42, contact.Id);
        Assert.Equal("peggy.rain@example.com", contact.Email);
        Assert.False(contact.EmailBlacklisted);
        Assert.True(contact.SmsBlacklisted);
        Assert.False(contact.WhatsappBlacklisted);
        Assert.Equal(new DateTimeOffset(2017, 5, 2, 16, 40, 31, TimeSpan.Zero), contact.CreatedAt);
        Assert.Equal(new DateTimeOffset(2017, 5, 3, 16, 40, 31, 123, TimeSpan.Zero), contact.ModifiedAt);
        Assert.Equal([new ContactListId(40)], contact.ListIds!);
        Assert.Equal([new ContactListId(1), new ContactListId(2)], contact.ListUnsubscribed!);
        Assert.Equal(ConsentStatus.Subscribed, contact.ConsentGroups!.Single().Status);

        var attributes = contact.Attributes!;
        Assert.Equal("Peggy", attributes["FIRST_NAME"].AsText);
        Assert.Equal(1, attributes["CIV"].AsInteger);
        Assert.Equal(12.5, attributes["LTV"].AsNumber);
        Assert.True(attributes["VIP"].AsBoolean);
        Assert.Equal(new DateOnly(1986, 4, 13), attributes["DOB"].AsDate);
        Assert.Equal(["a", "b"], attributes["TAGS"].AsTextList!);
        Assert.Equal(AttributeValueKind.Null, attributes["EMPTY"].Kind);

        var statistics = contact.Statistics!;
        Assert.Equal(21, statistics.MessagesSent!.Single().CampaignId);
        Assert.Equal(2, statistics.Opened!.Single().Count);
        Assert.Equal("https://example.com/1", statistics.Clicked!.Single().Links!.Single().Url);
        Assert.Equal(5, statistics.Unsubscriptions!.UserUnsubscription!.Single().CampaignId);
    }

    // The stub shows paths unescaped, except for a slash.
    public static TheoryData<string, string> Identifiers =>
        new()
        {
            { "email", "/v3/contacts/a+b@example.com?identifierType=email_id" },
            { "id", "/v3/contacts/42?identifierType=contact_id" },
            { "ext", "/v3/contacts/crm%2F7?identifierType=ext_id" },
            { "phone", "/v3/contacts/+33689965433?identifierType=phone_id" },
            { "whatsapp", "/v3/contacts/33689965433?identifierType=whatsapp_id" },
            { "landline", "/v3/contacts/33189965433?identifierType=landline_number_id" },
        };

    [Theory]
    [MemberData(nameof(Identifiers))]
    public async Task DeleteAsync_ByAnyIdentifier_EscapesItAndNamesItsType(string kind, string expected)
    {
        await using var wire = BrevoWire.Start();
        wire.Server.Given(Request.Create().UsingDelete()).RespondWith(Response.Create().WithStatusCode(204));
        var identifier = kind switch
        {
            "email" => ContactIdentifier.Email("a+b@example.com"),
            "id" => new ContactId(42),
            "ext" => ContactIdentifier.ExternalId("crm/7"),
            "phone" => ContactIdentifier.Phone("+33689965433"),
            "whatsapp" => ContactIdentifier.WhatsApp("33689965433"),
            _ => ContactIdentifier.Landline("33189965433"),
        };

        await wire.Client.Contacts.DeleteAsync(identifier);

        Assert.Equal(expected, wire.LastRequest.PathAndQuery);
    }

    [Fact]
    public async Task GetIfExistsAsync_OfAnUnknownContact_ReturnsNull()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("GET", "contacts/7", 404, """{"code":"document_not_found","message":"Contact does not exist"}""");

        Assert.Null(await wire.Client.Contacts.GetIfExistsAsync(new ContactId(7)));
    }

    [Fact]
    public async Task GetIfExistsAsync_OfAForeign404_DoesNotTakeItForAMissingContact()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "contacts/7", 404, "<html>no such site</html>");

        await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Contacts.GetIfExistsAsync(new ContactId(7)));
    }

    [Fact]
    public async Task CreateAsync_OfAContact_SendsWhatIsSetAndReturnsTheId()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts", 201, """{"id":21}""");

        var id = await wire.Client.Contacts.CreateAsync(
            new()
            {
                Email = "elly@example.com",
                ExternalId = "ext-1",
                Attributes = new Dictionary<string, AttributeValue>
                {
                    ["FNAME"] = "Elly",
                    ["AGE"] = 30,
                    ["LTV"] = 1.5,
                    ["VIP"] = false,
                    ["DOB"] = new DateOnly(1990, 2, 1),
                    ["COUNTRIES"] = new[] { "India", "China" },
                },
                ListIds = [36],
            }
        );

        Assert.Equal(21, id);
        Assert.Equal(
            """{"email":"elly@example.com","ext_id":"ext-1","attributes":{"FNAME":"Elly","AGE":30,"LTV":1.5,"VIP":false,"DOB":"1990-02-01","COUNTRIES":["India","China"]},"listIds":[36],"updateEnabled":false}""",
            wire.LastRequest.Body
        );
    }

    [Fact]
    public async Task CreateAsync_OfATakenIdentifier_NamesIt()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "POST",
                "contacts",
                400,
                """{"code":"invalid_parameter","message":"Unable to create contact, email is already associated with another Contact","metadata":{"duplicate_identifiers":["email"]}}"""
            );

        var refusal = await Assert.ThrowsAsync<ServiceException>(() =>
            wire.Client.Contacts.CreateAsync(new() { Email = "taken@example.com" })
        );

        Assert.Equal(["email"], refusal.DuplicateIdentifiers);
        Assert.False(refusal.IsTransient);
        Assert.DoesNotContain("taken@example.com", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(201, """{"id":21}""", true)]
    [InlineData(204, null, false)]
    public async Task UpsertAsync_OfEitherAnswer_TellsCreatedFromUpdated(int status, string? body, bool created)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts", status, body);

        var result = await wire.Client.Contacts.UpsertAsync(new() { Email = "a@example.com" });

        Assert.Equal(created, result.Created);
        Assert.Equal(created ? new ContactId(21) : null, result.Id);
        Assert.Contains("\"updateEnabled\":true", wire.LastRequest.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateAsync_OfAbsentNullAndSetMembers_TellsThemApart()
    {
        await using var wire = BrevoWire.Start().Answers("PUT", "contacts/7", 204);
        var contact = new ContactId(7);

        await wire.Client.Contacts.UpdateAsync(contact, new() { SmsBlacklisted = true });
        Assert.Equal("""{"smsBlacklisted":true}""", wire.LastRequest.Body);

        await wire.Client.Contacts.UpdateAsync(contact, new() { ExternalId = "crm-7" });
        Assert.Equal("""{"ext_id":"crm-7"}""", wire.LastRequest.Body);

        await wire.Client.Contacts.UpdateAsync(contact, new() { ExternalId = null, UnlinkListIds = [3] });
        Assert.Equal("""{"ext_id":null,"unlinkListIds":[3]}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task ListAsync_OverSeveralPages_YieldsEveryContactOnce()
    {
        await using var wire = BrevoWire.Start();
        foreach (var (offset, ids) in new[] { (0, "1,2"), (1, "2,3,4"), (3, "4,5") })
        {
            var contacts = string.Join(',', ids.Split(',').Select(id => $$"""{"id":{{id}}}"""));
            wire.Server.Given(
                    Request
                        .Create()
                        .WithPath("/v3/contacts")
                        .WithParam("offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture))
                )
                .RespondWith(Response.Create().WithBody($$"""{"contacts":[{{contacts}}],"count":5}"""));
        }

        var pages = new List<Page<Contact>>();
        await foreach (var page in wire.Client.Contacts.ListAsync().AsPages(pageSizeHint: 2))
        {
            pages.Add(page);
        }

        Assert.Equal([1, 2, 3, 4, 5], pages.SelectMany(page => page.Values).Select(contact => contact.Id!.Value.Value));
        Assert.Equal([5L, 5, 5], pages.Select(page => page.TotalCount!.Value));
        Assert.Null(pages[^1].ContinuationToken);

        var rest = new List<long>();
        await foreach (var page in wire.Client.Contacts.ListAsync().AsPages(pages[0].ContinuationToken, 2))
        {
            rest.AddRange(page.Values.Select(contact => contact.Id!.Value.Value));
        }

        Assert.Equal([3, 4, 5], rest);
    }

    [Fact]
    public async Task ListAsync_WithFilters_SendsThemAsDocumented()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "contacts", 200, """{"contacts":[],"count":0}""");
        var query = new ContactQuery
        {
            ModifiedSince = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
            ListIds = [4, 5],
            Filter = new AttributeFilter("CITY", "New \"York\""),
            Order = SortOrder.Descending,
        };

        await foreach (var _ in wire.Client.Contacts.ListAsync(query)) { }

        Assert.Equal(
            "/v3/contacts?modifiedSince=2026-01-02T01%3A04%3A05.000Z&listIds=4&listIds=5&filter=equals%28CITY%2C%22New%20%5C%22York%5C%22%22%29&limit=1000&offset=0&sort=desc",
            wire.LastRequest.PathAndQuery
        );
    }

    [Fact]
    public async Task ListAsync_WithListsAndSegment_IsRefusedBeforeTheFirstCall()
    {
        await using var wire = BrevoWire.Start();

        Assert.Throws<ArgumentException>(() => wire.Client.Contacts.ListAsync(new() { ListIds = [1], SegmentId = 2 }));
        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task ImportAsync_OfContacts_SendsTheDocumentedBody()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts/import", 202, """{"processId":78}""");

        var process = await wire.Client.Contacts.ImportAsync(
            new()
            {
                Contacts =
                [
                    new()
                    {
                        Email = "ndicky0@example.jp",
                        Attributes = new Dictionary<string, AttributeValue> { ["SMS"] = "33689965433" },
                    },
                ],
                ListIds = [76],
            }
        );

        Assert.Equal(78, process.Id);
        using var body = JsonDocument.Parse(wire.LastRequest.Body!);
        Assert.Equal("ndicky0@example.jp", body.RootElement.GetProperty("jsonBody")[0].GetProperty("email").GetString());
        Assert.Equal(76, body.RootElement.GetProperty("listIds")[0].GetInt32());
        Assert.True(body.RootElement.GetProperty("updateExistingContacts").GetBoolean());
        Assert.True(body.RootElement.GetProperty("disableNotification").GetBoolean());
        Assert.False(body.RootElement.TryGetProperty("newList", out _));
        Assert.False(body.RootElement.TryGetProperty("emailBlacklist", out _));
        Assert.False(body.RootElement.TryGetProperty("smsBlacklist", out _));
    }

    [Fact]
    public async Task ImportAsync_OfAFileWithFlags_SendsTheDocumentedBody()
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts/import", 202, """{"processId":79}""");

        await wire.Client.Contacts.ImportAsync(
            new()
            {
                FileUrl = new Uri("https://files.example.com/contacts.csv"),
                NewList = new() { ListName = "March", FolderId = 3 },
                EmailBlacklist = true,
                SmsBlacklist = false,
                ConsentGroupIds = [1, 3],
                NotifyUrl = new Uri("https://example.com/done"),
            }
        );

        Assert.Equal(
            """{"fileUrl":"https://files.example.com/contacts.csv","newList":{"listName":"March","folderId":3},"updateExistingContacts":true,"emptyContactsAttributes":false,"emailBlacklist":true,"smsBlacklist":false,"disableNotification":true,"notifyUrl":"https://example.com/done","consentGroupIds":[1,3]}""",
            wire.LastRequest.Body
        );
    }

    [Fact]
    public async Task ImportAsync_OfWhatBrevoWouldRefuse_IsRefusedBeforeTheCall()
    {
        await using var wire = BrevoWire.Start();

        foreach (
            var request in new ImportContactsRequest[]
            {
                new() { ListIds = [1] },
                new() { Contacts = [], ListIds = [1] },
                new() { Csv = "  ", ListIds = [1] },
                new() { FileUrl = new Uri("file:///contacts.csv"), ListIds = [1] },
                new() { FileUrl = new Uri("contacts.csv", UriKind.Relative), ListIds = [1] },
                new()
                {
                    Csv = "EMAIL\na@example.com",
                    ListIds = [1],
                    NewList = new() { ListName = "March", FolderId = 3 },
                },
                new()
                {
                    Csv = "EMAIL\na@example.com",
                    ListIds = [1],
                    EmptyContactsAttributes = true,
                    UpdateExistingContacts = false,
                },
            }
        )
        {
            await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Contacts.ImportAsync(request));
        }

        Assert.Empty(wire.Server.LogEntries);
    }

    [Theory]
    [InlineData(201, """{"id":21}""", true, 21L)]
    [InlineData(204, null, false, null)]
    [InlineData(200, """{"id":22}""", false, 22L)]
    public async Task UpsertAsync_OfEveryAnswer_TellsWhatHappened(int status, string? body, bool created, long? id)
    {
        await using var wire = BrevoWire.Start().Answers("POST", "contacts", status, body);

        var result = await wire.Client.Contacts.UpsertAsync(
            new()
            {
                Email = "a@example.com",
                ForceMerge = true,
                GetId = true,
            }
        );

        Assert.Equal(created, result.Created);
        Assert.Equal(id, result.Id?.Value);
        Assert.Equal("""{"email":"a@example.com","forceMerge":true,"getId":true,"updateEnabled":true}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task ImportAsync_WithoutAList_IsRefusedBeforeTheCall()
    {
        await using var wire = BrevoWire.Start();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Contacts.ImportAsync(new() { Contacts = [] }));

        Assert.Contains("ListIds", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Server.LogEntries);
    }

    [Fact]
    public async Task ImportAsync_OfTwoSources_IsRefusedBeforeTheCall()
    {
        await using var wire = BrevoWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Contacts.ImportAsync(
                new()
                {
                    Contacts = [],
                    Csv = "EMAIL\na@example.com",
                    ListIds = [1],
                }
            )
        );
    }

    [Fact]
    public async Task ImportAsync_AboveTheLimit_SaysHowLargeItIsAndWhatToDo()
    {
        await using var wire = BrevoWire.Start();
        var csv = "EMAIL\n" + new string('x', BrevoContactsClient.MaxImportBytes);

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Contacts.ImportAsync(new() { Csv = csv, ListIds = [1] })
        );

        Assert.Contains("10,485,760", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Split", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Server.LogEntries);
    }
}
