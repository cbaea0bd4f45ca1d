using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class EventTests
{
    private const string Mine = """ "identifiers":{"email_id":"jane@example.com"} """;

    // reference overrides POST /events: 204; event_properties may be nested
    [Fact]
    public async Task Create_DocumentedExample_IsListedWithItsContact()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("AGE", "float");
        var id = brevo.Brevo.AddContact("jane@example.com");

        (
            await brevo.PostAsync(
                "events",
                """{"event_name":"video_played","event_date":"2026-11-20T21:59:23.383+01:00","identifiers":{"email_id":"Jane@example.com","ext_id":"other"},"contact_properties":{"AGE":32,"NO_SUCH":"x"},"event_properties":{"duration":142,"chapters":[{"title":"One"}]}}"""
            )
        ).ExpectNothing(HttpStatusCode.NoContent);

        var listed = (await brevo.GetAsync("events?startDate=2026-11-20&endDate=2026-11-20")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, listed.GetProperty("count").GetInt32());
        var item = listed.GetProperty("events")[0];
        Assert.Equal(id, item.GetProperty("contact_id").GetInt64());
        Assert.Equal("2026-11-20T20:59:23.383Z", item.GetProperty("event_date").GetString());
        Assert.Equal("video_played", item.GetProperty("event_name").GetString());
        Assert.Equal("""{"duration":142,"chapters":[{"title":"One"}]}""", item.GetProperty("event_properties").GetRawText());
        Assert.Equal(32, (await brevo.ContactAsync("jane@example.com")).GetProperty("attributes").GetProperty("AGE").GetDouble());
        Assert.False((await brevo.ContactAsync("jane@example.com")).GetProperty("attributes").TryGetProperty("EXT_ID", out _));
    }

    // reference §6: contact_id wins over all
    [Fact]
    public async Task Create_WithTwoIdentifiers_TheIdOfBrevosOwnWins()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var one = brevo.Brevo.AddContact("one@example.com");
        brevo.Brevo.AddContact("two@example.com");

        await brevo.PostAsync("events", $$$"""{"event_name":"e","identifiers":{"email_id":"two@example.com","contact_id":{{{one}}}}}""");

        Assert.Equal([one], await ContactsAsync(brevo, "events"));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Create_OfAnUnknownContact_CreatesItAsChosen(bool creates, int contacts)
    {
        await using var brevo = await BrevoHttp.StartAsync(o => o.BrevoChoices = new() { EventsCreateContacts = creates });

        (
            await brevo.PostAsync(
                "events",
                """{"event_name":"e","identifiers":{"email_id":"new@example.com","phone_id":"+33612345678"},"contact_properties":{"FIRSTNAME":"Ada"}}"""
            )
        ).ExpectNothing(HttpStatusCode.NoContent);
        (await brevo.PostAsync("events", """{"event_name":"e","identifiers":{"contact_id":999}}""")).ExpectNothing(
            HttpStatusCode.NoContent
        );

        Assert.Equal(contacts, brevo.Brevo.ContactCount);
        Assert.Equal(contacts, (await brevo.GetAsync("events")).Json.GetProperty("count").GetInt32());
        if (creates)
        {
            var attributes = (await brevo.ContactAsync("new@example.com")).GetProperty("attributes");
            Assert.Equal("33612345678", attributes.GetProperty("SMS").GetString());
            Assert.Equal("Ada", attributes.GetProperty("FIRSTNAME").GetString());
        }
    }

    // reference overrides POST /events: alphanumeric, - and _ only, 255 characters; minProperties 1 of identifiers; 50 KB
    [Theory]
    [InlineData("""{"identifiers":{"email_id":"a@example.com"}}""")]
    [InlineData("""{"event_name":"two words","identifiers":{"email_id":"a@example.com"}}""")]
    [InlineData("""{"event_name":"e","identifiers":{}}""")]
    [InlineData("""{"event_name":"e","identifiers":{"email_id":""}}""")]
    [InlineData("""{"event_name":"e","identifiers":{"contact_id":"x"}}""")]
    [InlineData("""{"event_name":"e","identifiers":{"email_id":"a@example.com"},"event_date":"yesterday"}""")]
    [InlineData("""{"event_name":"e","identifiers":{"email_id":"a@example.com"},"contact_properties":{"TAGS":["a"]}}""")]
    [InlineData("""{"event_name":"e","identifiers":{"email_id":"a@example.com"},"event_properties":{"a":{"b c":1}}}""")]
    public async Task Create_OfAWrongEvent_Refused(string json)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync("events", json)).ExpectError(400, "invalid_parameter");
        Assert.Equal(0, brevo.Brevo.ContactCount);
    }

    [Fact]
    public async Task Create_AboveFiftyKilobytes_Refused()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        Task<BrevoReply> SendAsync(int length) =>
            brevo.PostAsync("events", $$$"""{"event_name":"e",{{{Mine}}},"event_properties":{"t":"{{{new string('x', length)}}}"}}""");

        (await SendAsync(49_992)).ExpectNothing(HttpStatusCode.NoContent);
        (await SendAsync(49_993)).ExpectError(400, "invalid_parameter");
    }

    // reference §11: no key, duplicates are stored
    [Fact]
    public async Task Create_Twice_IsStoredTwice()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await brevo.PostAsync("events", $$"""{"event_name":"e",{{Mine}}}""");
        await brevo.PostAsync("events", $$"""{"event_name":"e",{{Mine}}}""");
        Assert.Equal(2, (await brevo.GetAsync("events")).Json.GetProperty("count").GetInt32());
    }

    // reference overrides POST /events/batch, examples/events-batch.json: 202 all, 207 some, 400 none; errors grouped by message
    [Fact]
    public async Task Batch_AllSomeNone_AnswersAsTheReferenceShows()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var right = $$"""{"event_name":"e",{{Mine}}}""";
        var nameless = "{" + Mine + "}";
        const string Nobody = """{"event_name":"e","identifiers":{}}""";

        Assert.Equal(
            """{"count":2,"message":"Batch accepted. Valid events have been added to the processing queue."}""",
            (await brevo.PostAsync("events/batch", $$"""{"events":[{{right}},{{right}}]}""")).Expect(HttpStatusCode.Accepted).GetRawText()
        );
        Assert.Equal(
            """{"status":"partiallyQueued","total_events":4,"successful_events":1,"failed_events":3,"errors":[{"eventIndex":[0,3],"message":"undefined event_name"},{"eventIndex":[2],"message":"Please pass at least one identifier or contact id"}]}""",
            (await brevo.PostAsync("events/batch", $$"""{"events":[{{nameless}},{{right}},{{Nobody}},{{nameless}}]}"""))
                .Expect(HttpStatusCode.MultiStatus)
                .GetRawText()
        );
        var failed = (await brevo.PostAsync("events/batch", $$"""{"events":[{{nameless}}]}""")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("failed", failed.GetProperty("status").GetString());
        Assert.Equal(0, failed.GetProperty("successful_events").GetInt32());
        Assert.Equal(3, (await brevo.GetAsync("events")).Json.GetProperty("count").GetInt32());
    }

    // reference examples/events-batch.json, notes: a bare array was the shape of April 2026 and is none any more
    [Theory]
    [InlineData("""[{"event_name":"e","identifiers":{"email_id":"a@example.com"}}]""", "bad_request")]
    [InlineData("""{"events":[]}""", "missing_parameter")]
    [InlineData("""{"event":[{}]}""", "missing_parameter")]
    public async Task Batch_OfAnotherShape_RefusedInTheErrorModel(string json, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync("events/batch", json)).ExpectError(400, code);
    }

    // reference §7: limit 100 / 10000, both dates or none, default last 6 months, order fixed descending by event_date
    [Fact]
    public async Task List_OrderFiltersAndPeriod_AsTheReferenceSays()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        await using var brevo = await BrevoHttp.StartAsync(o => o.TimeProvider = clock);
        foreach (var (name, date) in new[] { ("a", "2026-11-01"), ("b", "2026-11-20T10:00:00Z"), ("c", "2026-04-01"), ("a", "2026-11-10") })
            await brevo.PostAsync("events", $$"""{"event_name":"{{name}}","event_date":"{{date}}",{{Mine}}}""");

        Assert.Equal("b a a", await NamesAsync(brevo, "events"));
        Assert.Equal("a", await NamesAsync(brevo, "events?limit=1&offset=1"));
        Assert.Equal("a a", await NamesAsync(brevo, "events?event_name=a"));
        Assert.Equal("b a a", await NamesAsync(brevo, "events?event_name=a&event_name=b"));
        Assert.Equal("c", await NamesAsync(brevo, "events?startDate=2026-03-01&endDate=2026-04-30T00:00:00Z"));
        Assert.Equal("a", await NamesAsync(brevo, "events?startDate=2026-11-10&endDate=2026-11-10"));
        Assert.Equal("", await NamesAsync(brevo, "events?contact_id=999"));
        (await brevo.GetAsync("events?startDate=2026-11-10")).ExpectError(400, "missing_parameter");
        (await brevo.GetAsync("events?startDate=2026-11-10&endDate=2026-11-09")).ExpectError(400, "invalid_parameter");
        (await brevo.GetAsync("events?limit=10001")).ExpectError(400, "out_of_range");
        (await brevo.GetAsync("events?limit=0")).ExpectError(400, "out_of_range");
    }

    // reference overrides POST /events: object is ignored if the type or record does not exist
    [Fact]
    public async Task Create_AboutARecord_KeepsTheTypeOnlyIfTheRecordExists()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddObjectType("subscription", "plan");
        await brevo.PostAsync(
            "objects/subscription/batch/upsert",
            """{"records":[{"identifiers":{"ext_id":"sub-1"},"attributes":{"plan":"pro"}}]}"""
        );
        foreach (var record in new[] { "sub-1", "sub-2" })
        {
            await brevo.PostAsync(
                "events",
                $$$$"""{"event_name":"e",{{{{Mine}}}},"object":{"type":"subscription","identifiers":{"ext_id":"{{{{record}}}}"}}}"""
            );
        }

        Assert.Equal(1, (await brevo.GetAsync("events?object_type=subscription")).Json.GetProperty("count").GetInt32());
        Assert.Equal(2, (await brevo.GetAsync("events")).Json.GetProperty("count").GetInt32());
    }

    private static async Task<string> NamesAsync(BrevoHttp brevo, string path) =>
        string.Join(' ', Items(await brevo.GetAsync(path)).Select(static item => item.GetProperty("event_name").GetString()));

    private static async Task<List<long>> ContactsAsync(BrevoHttp brevo, string path) =>
        [.. Items(await brevo.GetAsync(path)).Select(static item => item.GetProperty("contact_id").GetInt64())];

    private static JsonElement.ArrayEnumerator Items(BrevoReply reply) =>
        reply.Expect(HttpStatusCode.OK).GetProperty("events").EnumerateArray();
}
