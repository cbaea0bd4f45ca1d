using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Batching.Contacts;

public sealed class ContactUpsertWriterTests
{
    private sealed record Reader(
        string? Email = null,
        string? Code = null,
        string? Phone = null,
        string? Name = null,
        long[]? Lists = null
    );

    private static readonly ContactMap<Reader> s_map = ContactMap.From<Reader>(map =>
    {
        map.Email(reader => reader.Email);
        map.ExternalId(reader => reader.Code);
        map.Sms(reader => reader.Phone);
        map.Attribute("NAME", reader => reader.Name);
        map.ListIds(reader => reader.Lists);
    });

    private static async Task<BatchWriteReport> WriteAsync(
        WireRun run,
        IEnumerable<Reader> readers,
        ContactUpsertWriterOptions? options = null
    )
    {
        options = run.With(options ?? new ContactUpsertWriterOptions { CheckBeforeSending = false });
        options.CheckBeforeSending = false;
        await using var writer = run.Wire.Client.Contacts.CreateUpsertWriter(s_map, options);
        return await writer.WriteAllAsync(readers);
    }

    private static string? NameIn(WireMock.IRequestMessage request) =>
        JsonElement.Parse(request.Body!).GetProperty("attributes").GetProperty("NAME").GetString();

    [Fact]
    public async Task WriteAllAsync_Upsert_SendsTheContactAsTheMapWroteIt()
    {
        await using var run = new WireRun().Answers("POST", "contacts", 201, """{"id":21}""");

        await WriteAsync(run, [new("ann@example.com", "A-1", "+33612345678", "Ann \"A\"", [3, 4])]);

        Assert.Equal(
            """{"email":"ann@example.com","ext_id":"A-1","attributes":{"SMS":"+33612345678","NAME":"Ann \"A\""},"listIds":[3,4],"updateEnabled":true}""",
            Assert.Single(run.Bodies)
        );
    }

    [Fact]
    public async Task WriteAllAsync_ListsForAll_ComeOnTopOfTheContactsOwn()
    {
        await using var run = new WireRun().Answers("POST", "contacts", 204);

        await WriteAsync(
            run,
            [new("ann@example.com", Lists: [3, 4]), new("ben@example.com")],
            new ContactUpsertWriterOptions { ListIds = [4, 5], MaxConcurrentCalls = 1 }
        );

        Assert.Equal(
            [
                """{"email":"ann@example.com","listIds":[3,4,5],"updateEnabled":true}""",
                """{"email":"ben@example.com","listIds":[4,5],"updateEnabled":true}""",
            ],
            run.Bodies
        );
    }

    [Fact]
    public async Task WriteAllAsync_Upsert_CountsWhatBrevoCreatedAndUpdated()
    {
        await using var run = new WireRun().Answers(
            "POST",
            "contacts",
            request => NameIn(request) == "new" ? (201, """{"id":1}""") : (204, null)
        );

        var report = await WriteAsync(
            run,
            Enumerable.Range(1, 250).Select(id => new Reader($"p{id}@example.com", Name: id % 5 == 0 ? "new" : "old"))
        );

        Assert.Equal((250, 50, 200), (report.Delivered, report.Created, report.Updated));
        Assert.Equal(250, report.Requests);
        Assert.Equal(250, report.RequestsByOperation["brevo.contacts.upsert"]);
        Assert.Matches("created +50\n +updated +200\n", report.ToTable());
        Assert.Equal(report.Created, BatchWriteReport.FromJson(report.ToJson()).Created);
    }

    [Fact]
    public async Task WriteAllAsync_Insert_RejectsContactsThatExist()
    {
        await using var run = new WireRun().Answers(
            "POST",
            "contacts",
            request =>
                NameIn(request) == "old"
                    ? (
                        400,
                        """{"code":"duplicate_parameter","message":"Unable to create contact, email is already associated with another Contact","metadata":{"duplicate_identifiers":["email"]}}"""
                    )
                    : (201, """{"id":1}""")
        );

        var report = await WriteAsync(
            run,
            [new("ann@example.com", Name: "new"), new("ben@example.com", Name: "old")],
            new ContactUpsertWriterOptions { Mode = ContactWriteMode.Insert, MaxConcurrentCalls = 1 }
        );

        Assert.Equal(["record 1: Delivered", "record 2: Rejected (duplicate_parameter)"], run.Outcomes);
        Assert.Equal((1, 0), (report.Created, report.Updated));
        Assert.EndsWith(",\"updateEnabled\":false}", run.Bodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAllAsync_Update_NamesTheContactInThePath()
    {
        await using var run = new WireRun();
        run.Wire.Server.Given(WireMock.RequestBuilders.Request.Create().WithPath("/v3/contacts/*").UsingPut())
            .RespondWith(WireMock.ResponseBuilders.Response.Create().WithStatusCode(204));

        var report = await WriteAsync(
            run,
            [
                new("ann+x@example.com", "A-1", Name: "Ann"),
                new(Code: "B/2", Name: "Ben"),
                new(Phone: "+33612345678", Name: "Cy"),
                new("dee@example.com"),
            ],
            new ContactUpsertWriterOptions { Mode = ContactWriteMode.Update, MaxConcurrentCalls = 1 }
        );

        Assert.Equal(
            [
                ("PUT", "/v3/contacts/ann+x@example.com?identifierType=email_id", """{"ext_id":"A-1","attributes":{"NAME":"Ann"}}"""),
                ("PUT", "/v3/contacts/B%2F2?identifierType=ext_id", """{"attributes":{"NAME":"Ben"}}"""),
                ("PUT", "/v3/contacts/+33612345678?identifierType=phone_id", """{"attributes":{"SMS":"+33612345678","NAME":"Cy"}}"""),
                ("PUT", "/v3/contacts/dee@example.com?identifierType=email_id", "{}"),
            ],
            run.Requests
        );
        Assert.Equal((4, 0, 4), (report.Delivered, report.Created, report.Updated));
    }

    [Fact]
    public async Task WriteAllAsync_UpdateOfAContactThatIsNot_IsRejected()
    {
        await using var run = new WireRun();
        run.Wire.Server.Given(WireMock.RequestBuilders.Request.Create().WithPath("/v3/contacts/*").UsingPut())
            .RespondWith(
                WireMock
                    .ResponseBuilders.Response.Create()
                    .WithStatusCode(404)
                    .WithHeader("Content-Type", "application/json")
                    .WithBody("""{"code":"document_not_found","message":"Contact does not exist"}""")
            );

        await WriteAsync(run, [new("ann@example.com")], new ContactUpsertWriterOptions { Mode = ContactWriteMode.Update });

        Assert.Equal(["record 1: Rejected (document_not_found)"], run.Outcomes);
    }

    [Theory]
    [InlineData(400, """{"code":"invalid_parameter","message":"Invalid email address"}""", "Rejected (invalid_parameter)")]
    [InlineData(
        400,
        """{"code":"invalid_parameter","message":"taken","metadata":{"duplicate_identifiers":["SMS"]}}""",
        "Rejected (duplicate_parameter)"
    )]
    [InlineData(425, """{"code":"account_in_process","message":"Busy"}""", "DeadLettered (rate_limited)")]
    [InlineData(429, null, "DeadLettered (rate_limited)")]
    [InlineData(502, null, "Unverified (no_answer)")]
    [InlineData(418, "tea", "Rejected (refused)")]
    public async Task SendAsync_AnyRefusal_IsTheOutcomeOfThatContactAlone(int status, string? json, string outcome)
    {
        await using var run = new WireRun().Answers("POST", "contacts", request => NameIn(request) == "odd" ? (status, json) : (204, null));

        var report = await WriteAsync(
            run,
            [new("ann@example.com", Name: "odd"), new("ben@example.com", Name: "even"), new("cy@example.com", Name: "even")]
        );

        Assert.True(report.IsBalanced);
        Assert.Null(report.StopReason);
        Assert.Equal([$"record 1: {outcome}", "record 2: Delivered", "record 3: Delivered"], run.Outcomes);
    }

    [Theory]
    [InlineData(401, """{"code":"unauthorized","message":"Key not found"}""", "unauthorized")]
    [InlineData(402, """{"code":"not_enough_credits","message":"No credits"}""", "not_enough_credits")]
    public async Task SendAsync_AnAnswerThatHoldsForAll_EndsTheGroupAndTheWriter(int status, string json, string cause)
    {
        await using var run = new WireRun().Answers("POST", "contacts", request => NameIn(request) == "odd" ? (status, json) : (204, null));
        var options = run.With(new ContactUpsertWriterOptions { CheckBeforeSending = false, MaxConcurrentCalls = 1 });
        await using var writer = run.Wire.Client.Contacts.CreateUpsertWriter(s_map, options);
        await writer.WriteAsync(new("ann@example.com", Name: "even"));
        await writer.WriteAsync(new("ben@example.com", Name: "odd"));
        await writer.WriteAsync(new("cy@example.com", Name: "even"));

        var report = await writer.CompleteAsync();

        Assert.NotNull(report.StopReason);
        Assert.Equal(["record 1: Delivered", $"record 2: DeadLettered ({cause})", "record 3: DeadLettered (stopped)"], run.Outcomes);
        Assert.Equal(2, report.Requests);
        await Assert.ThrowsAnyAsync<ConnectorException>(async () => await writer.WriteAsync(new("dee@example.com")));
    }

    [Fact]
    public async Task SendAsync_NoUsefulAnswerInARow_StopsTheWriterInsteadOfDoubtingEveryContact()
    {
        await using var run = new WireRun().Answers("POST", "contacts", 503);

        var report = await WriteAsync(
            run,
            Enumerable.Range(1, 50).Select(id => new Reader($"p{id}@example.com")),
            new ContactUpsertWriterOptions { MaxConcurrentCalls = 1, StopAfterFailedRequests = 3 }
        );

        Assert.NotNull(report.StopReason);
        Assert.Equal(3, run.Requests.Count);
        Assert.Equal((3, 47), (report.Unverified, report.DeadLetteredByCause["stopped"]));
    }

    [Fact]
    public async Task SendAsync_MaxConcurrentCalls_AreNeverExceeded()
    {
        var (underWay, most) = (0, 0);
        await using var run = new WireRun().Answers(
            "POST",
            "contacts",
            _ =>
            {
                var now = Interlocked.Increment(ref underWay);
                InterlockedMax(ref most, now);
                Thread.SpinWait(20_000);
                Interlocked.Decrement(ref underWay);
                return (204, null);
            }
        );

        var report = await WriteAsync(
            run,
            Enumerable.Range(1, 120).Select(id => new Reader($"p{id}@example.com")),
            new ContactUpsertWriterOptions { MaxConcurrentCalls = 3 }
        );

        Assert.Equal(120, report.Updated);
        Assert.InRange(most, 1, 3);

        static void InterlockedMax(ref int most, int value)
        {
            for (var seen = most; seen < value; seen = most)
            {
                Interlocked.CompareExchange(ref most, value, seen);
            }
        }
    }

    [Fact]
    public async Task DisposeAsync_InTheMiddleOfAGroup_KnowsWhichContactsWereSent()
    {
        await using var run = new WireRun();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Wire.Server.Given(WireMock.RequestBuilders.Request.Create().WithPath("/v3/contacts").UsingPost())
            .RespondWith(
                WireMock
                    .ResponseBuilders.Response.Create()
                    .WithCallback(async request =>
                    {
                        if (NameIn(request) == "slow")
                        {
                            arrived.TrySetResult();
                            await release.Task.WaitAsync(TimeSpan.FromSeconds(30));
                        }

                        return new WireMock.ResponseMessage { StatusCode = 204 };
                    })
            );
        var options = run.With(
            new ContactUpsertWriterOptions
            {
                CheckBeforeSending = false,
                MaxConcurrentCalls = 1,
                DisposeTimeout = TimeSpan.Zero,
            }
        );
        var writer = run.Wire.Client.Contacts.CreateUpsertWriter(s_map, options);
        await writer.WriteAsync(new("ann@example.com", Name: "fast"));
        await writer.WriteAsync(new("ben@example.com", Name: "slow"));
        await writer.WriteAsync(new("cy@example.com", Name: "fast"));
        _ = writer.FlushAsync();
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await writer.DisposeAsync();
        release.SetResult();

        Assert.Equal(["record 1: Delivered", "record 2: Unverified (cancelled)", "record 3: DeadLettered (not_sent)"], run.Outcomes);
        Assert.Equal(2, writer.Progress.Sent);
    }

    [Fact]
    public async Task WriteAsync_AttributesAndListsThatBrevoLacks_AreFoundBeforeAnythingIsSent()
    {
        await using var run = new WireRun()
            .Answers("GET", "contacts/attributes", 200, """{"attributes":[]}""")
            .Answers("GET", "contacts/lists/77", 404, """{"code":"document_not_found","message":"List ID does not exist"}""");
        await using var writer = run.Wire.Client.Contacts.CreateUpsertWriter(
            s_map,
            run.With(new ContactUpsertWriterOptions { ListIds = [77], DisposeTimeout = TimeSpan.Zero })
        );

        var failure = await Assert.ThrowsAsync<BatchCheckException>(() => writer.WriteAllAsync([new("ann@example.com", Name: "Ann")]));

        Assert.Contains("NAME", failure.Message, StringComparison.Ordinal);
        Assert.Contains("77", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Requests, request => request.Method == "POST");
    }

    [Theory]
    [InlineData(ContactWriteMode.Upsert, "POST", "contacts")]
    [InlineData(ContactWriteMode.Insert, "POST", "contacts")]
    [InlineData(ContactWriteMode.Update, "PUT", "contacts/{identifier}")]
    public async Task Calls_OfTheSink_AreOneARecord(ContactWriteMode mode, string method, string route)
    {
        await using var run = new WireRun();
        var sink = new ContactUpsertSink(run.Wire.Client.Contacts, new ContactUpsertWriterOptions { Mode = mode });

        Assert.Equal([new SinkCall(method, route) { PerBatch = 0, PerRecord = 1 }], sink.Calls);
    }

    [Fact]
    public void Calls_OfTheImport_CountPagesOfProcesses()
    {
        var run = new ImportRun();
        using var sink = new ContactImportSink(run.Server, new BrevoContactsClient(run.Server), run.Options);

        Assert.Equal([new SinkCall("POST", "contacts/import"), new SinkCall("GET", "processes") { PerBatch = 1 / 50.0 }], sink.Calls);
    }
}
