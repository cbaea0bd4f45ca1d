using System.Net;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>A write whose answer was lost is looked for before it is sent again.</summary>
public sealed class LookTests
{
    private const string Now = "2026-11-24T08:00:00.000Z";
    private const string Earlier = "2026-11-24T07:50:00.000Z";
    private const string Duplicate =
        """{"code":"duplicate_parameter","message":"Unable to create contact, email is already associated with another Contact","metadata":{"duplicate_identifiers":["email"]}}""";

    private static readonly CreateContactRequest s_contact = new() { Email = "a@example.com" };

    public static TheoryData<string> Losses => ["502", "408", "broken", "cut", "timeout"];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task CreateContact_AnswerLostAndContactThere_ReturnsItsId(string loss)
    {
        await using var pipeline = Brevo(o => o.AttemptTimeout = TimeSpan.FromSeconds(41));
        Lose(pipeline, loss);
        pipeline.Handler.Then(HttpStatusCode.OK, Contact(17, Now));

        var call = Contacts(pipeline).CreateAsync(s_contact);
        if (loss == "timeout")
        {
            await pipeline.Clock.Pass(TimeSpan.FromSeconds(41));
        }

        Assert.Equal(new ContactId(17), await call);
        Assert.Equal(["POST", "GET"], pipeline.Handler.Seen.Select(r => r.Method));
        Assert.Contains("a%40example.com?identifierType=email_id", pipeline.Handler.Seen[1].Uri, StringComparison.Ordinal);
        Assert.Contains(pipeline.Logs.GetSnapshot(), record => record.Id.Id == 104);
        Assert.Contains(pipeline.Logs.GetSnapshot(), record => record.Id.Id == 105);
    }

    [Fact]
    public async Task CreateContact_AnswerLostAndContactNotThere_IsSentAgain()
    {
        await using var pipeline = Brevo();
        Lose(pipeline, "502");
        NotFound(pipeline).Handler.Then(HttpStatusCode.Created, """{"id":18}""");

        Assert.Equal(new ContactId(18), await Contacts(pipeline).CreateAsync(s_contact));

        Assert.Equal(["POST", "GET", "POST"], pipeline.Handler.Seen.Select(r => r.Method));
        Assert.Equal(pipeline.Handler.Seen[0].Body, pipeline.Handler.Seen[2].Body);
    }

    [Fact]
    public async Task CreateContact_AnswerLostAndContactWasThereBefore_FailsWithTheServicesRefusal()
    {
        await using var pipeline = Brevo();
        Lose(pipeline, "broken");
        pipeline
            .Handler.Then(HttpStatusCode.OK, Contact(17, Earlier))
            .Then(HttpStatusCode.BadRequest, Duplicate)
            .Then(HttpStatusCode.OK, Contact(17, Earlier));

        var e = await Assert.ThrowsAsync<ServiceException>(() => Contacts(pipeline).CreateAsync(s_contact));

        Assert.Equal(["email"], e.DuplicateIdentifiers);
        Assert.True(e.MayHaveBeenProcessed);
        Assert.Equal(["POST", "GET", "POST", "GET"], pipeline.Handler.Seen.Select(r => r.Method));
    }

    [Fact]
    public async Task CreateContact_LookTooEarlyAndRepeatRefusedAsDuplicate_FindsTheContactAfterAll()
    {
        await using var pipeline = Brevo();
        Lose(pipeline, "broken");
        NotFound(pipeline).Handler.Then(HttpStatusCode.BadRequest, Duplicate).Then(HttpStatusCode.OK, Contact(17, Now));

        Assert.Equal(new ContactId(17), await Contacts(pipeline).CreateAsync(s_contact));
    }

    [Theory]
    [InlineData("2026-11-24T08:10:00.000Z", true)]
    [InlineData("2026-11-24T08:00:00.000Z", false)]
    public async Task CreateContact_ServicesClockIsAhead_ComparesByTheServicesTime(string created, bool own)
    {
        await using var pipeline = Brevo();
        Lose(pipeline, "broken");
        pipeline
            .Handler.Then(HttpStatusCode.OK, Contact(17, created), ("Date", "Tue, 24 Nov 2026 08:10:00 GMT"))
            .Then(HttpStatusCode.Created, """{"id":18}""");

        Assert.Equal(new ContactId(own ? 17 : 18), await Contacts(pipeline).CreateAsync(s_contact));
    }

    [Fact]
    public async Task CreateContact_DuplicateAtTheFirstAttempt_IsNotLookedAt()
    {
        await using var pipeline = Brevo();
        pipeline.Handler.Then(HttpStatusCode.BadRequest, Duplicate);

        var e = await Assert.ThrowsAsync<ServiceException>(() => Contacts(pipeline).CreateAsync(s_contact));

        Assert.False(e.MayHaveBeenProcessed);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task CreateContact_LookFails_SaysThatTheOutcomeIsUnknown()
    {
        await using var pipeline = Brevo();
        Lose(pipeline, "broken");
        pipeline.Handler.Then(HttpStatusCode.Forbidden, """{"code":"permission_denied"}""");

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => Contacts(pipeline).CreateAsync(s_contact));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Contains("unknown: get the contact by its identifier before sending it again", e.Message, StringComparison.Ordinal);
        Assert.Equal(["POST", "GET"], pipeline.Handler.Seen.Select(r => r.Method));
        Assert.Contains(pipeline.Logs.GetSnapshot(), record => record.Id.Id == 107);
    }

    [Fact]
    public async Task CreateContact_LostAgainAndAgain_EndsAfterMaxRetries()
    {
        await using var pipeline = Brevo(o => o.MaxRetries = 2);
        for (var i = 0; i < 3; i++)
        {
            Lose(pipeline, "broken");
            NotFound(pipeline);
        }

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => Contacts(pipeline).CreateAsync(s_contact));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Equal(3, pipeline.Handler.Seen.Count(r => r.Method == "POST"));
        Assert.Equal(3, pipeline.Handler.Seen.Count(r => r.Method == "GET"));
    }

    [Fact]
    public async Task CreateContact_WithoutAnyRepeats_FailsAtOnce()
    {
        await using var pipeline = Brevo(o => o.MaxRetries = 0);
        Lose(pipeline, "502");

        var e = await Assert.ThrowsAsync<ServiceException>(() => Contacts(pipeline).CreateAsync(s_contact));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task CreateContact_RefusedAfterALook_IsMarkedAsOpen()
    {
        await using var pipeline = Brevo();
        Lose(pipeline, "broken");
        NotFound(pipeline).Handler.Then(HttpStatusCode.PaymentRequired, """{"code":"not_enough_credits"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(() => Contacts(pipeline).CreateAsync(s_contact));

        Assert.Equal(HttpStatusCode.PaymentRequired, e.StatusCode);
        Assert.True(e.MayHaveBeenProcessed);
    }

    [Fact]
    public async Task CreateContact_PauseBeforeTheLookPassesTheTotalTimeout_FailsAtOnce()
    {
        await using var pipeline = Pipeline.Brevo(o =>
        {
            o.TotalTimeout = TimeSpan.FromMilliseconds(1);
            o.AttemptTimeout = TimeSpan.FromMilliseconds(1);
            o.RetryBaseDelay = TimeSpan.FromDays(6);
            o.RetryMaxDelay = TimeSpan.FromDays(6);
        });
        Lose(pipeline, "broken");

        await Assert.ThrowsAsync<ServiceUnreachableException>(() => Contacts(pipeline).CreateAsync(s_contact));

        Assert.Single(pipeline.Handler.Seen);
    }

    [Theory]
    [InlineData("""{"ext_id":"x-1"}""", "contacts/x-1?identifierType=ext_id")]
    [InlineData("""{"attributes":{"SMS":"+33612345678"}}""", "contacts/%2B33612345678?identifierType=phone_id")]
    public async Task CreateContact_WithoutAnEmail_IsLookedUpByItsOtherIdentifier(string kind, string path)
    {
        await using var pipeline = Brevo();
        Lose(pipeline, "broken");
        pipeline.Handler.Then(HttpStatusCode.OK, Contact(17, Now));
        var request = kind.Contains("ext_id", StringComparison.Ordinal)
            ? new CreateContactRequest { ExternalId = "x-1" }
            : new CreateContactRequest { Attributes = new Dictionary<string, AttributeValue> { ["SMS"] = "+33612345678" } };

        Assert.Equal(new ContactId(17), await Contacts(pipeline).CreateAsync(request));

        Assert.EndsWith(path, pipeline.Handler.Seen[1].Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAttribute_AnswerLostAndSameDefinitionThere_Succeeds()
    {
        await using var pipeline = Brevo();
        Lose(pipeline, "502");
        pipeline.Handler.Then(HttpStatusCode.OK, """{"attributes":[{"name":"LTV","category":"normal","type":"float"}]}""");

        await new BrevoAttributesClient(pipeline.Transport).CreateAsync(
            AttributeCategory.Normal,
            "LTV",
            new CreateAttributeRequest { Type = AttributeType.Float }
        );

        Assert.Equal(["POST", "GET"], pipeline.Handler.Seen.Select(r => r.Method));
    }

    [Fact]
    public async Task CreateAttribute_AnswerLostAndAnotherDefinitionThere_FailsWithTheServicesRefusal()
    {
        const string Other = """{"attributes":[{"name":"LTV","category":"normal","type":"text"}]}""";
        await using var pipeline = Brevo();
        Lose(pipeline, "502");
        pipeline
            .Handler.Then(HttpStatusCode.OK, Other)
            .Then(HttpStatusCode.BadRequest, """{"code":"invalid_parameter","message":"Attribute name already exists"}""")
            .Then(HttpStatusCode.OK, Other);

        var e = await Assert.ThrowsAsync<ServiceException>(() =>
            new BrevoAttributesClient(pipeline.Transport).CreateAsync(
                AttributeCategory.Normal,
                "LTV",
                new CreateAttributeRequest { Type = AttributeType.Float }
            )
        );

        Assert.Equal("invalid_parameter", e.ErrorCode);
    }

    [Theory]
    [InlineData(Now, true)]
    [InlineData(Earlier, false)]
    public async Task CreateList_AnswerLost_IsFoundByItsCreationAndNeverSentAgain(string created, bool own)
    {
        await using var pipeline = Brevo();
        Lose(pipeline, "502");
        pipeline
            .Handler.Then(
                HttpStatusCode.OK,
                """{"count":2,"lists":[{"id":9,"name":"Buyers","folderId":2},{"id":8,"name":"Buyers","folderId":1}]}"""
            )
            .Then(HttpStatusCode.OK, $$"""{"id":8,"name":"Buyers","folderId":1,"createdAt":"{{created}}"}""");

        var call = new BrevoListsClient(pipeline.Transport).CreateAsync("Buyers", new ContactFolderId(1));

        if (own)
        {
            Assert.Equal(new ContactListId(8), await call);
        }
        else
        {
            var e = await Assert.ThrowsAsync<ServiceException>(() => call);
            Assert.True(e.MayHaveBeenProcessed);
            Assert.Contains("unknown: list the lists of the folder", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, pipeline.Handler.Seen.Count(r => r.Method == "POST"));
        Assert.EndsWith("contacts/lists?limit=50&sort=desc", pipeline.Handler.Seen[1].Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateFolder_AnswerLost_SaysWhatToLookAt()
    {
        await using var pipeline = Brevo();
        Lose(pipeline, "502");

        var e = await Assert.ThrowsAsync<ServiceException>(() => new BrevoFoldersClient(pipeline.Transport).CreateAsync("Shop"));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Contains("unknown: list the folders before sending it again", e.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task CreateDatabase_AnswerLostAndDatabaseThere_Succeeds()
    {
        await using var pipeline = TreasureData();
        Lose(pipeline, "502");
        pipeline.Handler.Then(HttpStatusCode.OK, """{"id":"1","name":"cdp"}""");

        await new TreasureDataDatabasesClient(pipeline.Transport).CreateAsync("cdp");

        Assert.Equal(["POST", "GET"], pipeline.Handler.Seen.Select(r => r.Method));
        Assert.EndsWith("/v3/database/show/cdp", pipeline.Handler.Seen[1].Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateDatabase_RepeatAnswersThatItExists_Succeeds()
    {
        await using var pipeline = TreasureData();
        Lose(pipeline, "broken");
        NotFound(pipeline)
            .Handler.Then(HttpStatusCode.Conflict, """{"message":"Database cdp already exists"}""")
            .Then(HttpStatusCode.OK, """{"id":"1","name":"cdp"}""");

        await new TreasureDataDatabasesClient(pipeline.Transport).CreateAsync("cdp");

        Assert.Equal(["POST", "GET", "POST", "GET"], pipeline.Handler.Seen.Select(r => r.Method));
    }

    [Fact]
    public async Task CreateDatabase_ThatExists_IsRefusedWithoutALook()
    {
        await using var pipeline = TreasureData();
        pipeline.Handler.Then(HttpStatusCode.Conflict, """{"message":"Database cdp already exists"}""");

        await Assert.ThrowsAsync<ServiceException>(() => new TreasureDataDatabasesClient(pipeline.Transport).CreateAsync("cdp"));

        Assert.Single(pipeline.Handler.Seen);
    }

    [Theory]
    [InlineData("""[[\"email\",\"string\"]]""", true)]
    [InlineData("""[[\"email\",\"long\"]]""", false)]
    public async Task CreateTable_AnswerLost_IsFoundOnlyWithItsColumns(string schema, bool own)
    {
        await using var pipeline = TreasureData();
        Lose(pipeline, "502");
        var table = $$"""{"id":"1","name":"customers","schema":"{{schema}}"}""";
        pipeline
            .Handler.Then(HttpStatusCode.OK, table)
            .Then(HttpStatusCode.Conflict, """{"message":"Table customers already exists"}""")
            .Then(HttpStatusCode.OK, table);

        var call = new TreasureDataTablesClient(pipeline.Transport, new TreasureDataClientOptions()).CreateAsync(
            "cdp",
            "customers",
            new TdSchema(new TdColumn("email", "string"))
        );

        if (own)
        {
            await call;
            Assert.Equal(2, pipeline.Handler.Seen.Count);
        }
        else
        {
            Assert.Equal(HttpStatusCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => call)).StatusCode);
        }
    }

    [Fact]
    public async Task IssueJob_AnswerLostAndKeyKnown_AdoptsTheJob()
    {
        await using var pipeline = TreasureData();
        Lose(pipeline, "502");
        pipeline.Handler.Then(HttpStatusCode.OK, """{"job_id":"900100200","status":"queued"}""");

        var issued = await Jobs(pipeline).IssueAsync(Query("sync-1"));

        Assert.Equal(new TdJobId("900100200"), issued.JobId);
        Assert.True(issued.WasAdopted);
        Assert.Equal(["POST", "GET"], pipeline.Handler.Seen.Select(r => r.Method));
        Assert.EndsWith("/v3/job/status_by_domain_key/sync-1", pipeline.Handler.Seen[1].Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IssueJob_AnswerLostAndKeyUnknown_IsSentAgainWithTheSameKey()
    {
        await using var pipeline = TreasureData();
        Lose(pipeline, "broken");
        NotFound(pipeline).Handler.Then(HttpStatusCode.OK, """{"job_id":"900100201"}""");

        var issued = await Jobs(pipeline).IssueAsync(Query("sync-1"));

        Assert.False(issued.WasAdopted);
        Assert.Equal(pipeline.Handler.Seen[0].Body, pipeline.Handler.Seen[2].Body);
    }

    [Fact]
    public async Task IssueJob_LookFails_IsSentAgainBecauseTheKeyProtects()
    {
        await using var pipeline = TreasureData();
        Lose(pipeline, "broken");
        pipeline
            .Handler.Then(HttpStatusCode.Forbidden, """{"message":"no"}""")
            .Then(HttpStatusCode.Conflict, """{"message":"taken","details":{"conflicts_with":900100200}}""");

        var issued = await Jobs(pipeline).IssueAsync(Query("sync-1"));

        Assert.Equal(new TdJobId("900100200"), issued.JobId);
        Assert.True(issued.WasAdopted);
    }

    private static BrevoContactsClient Contacts(Pipeline pipeline) => new(pipeline.Transport);

    private static TreasureDataJobsClient Jobs(Pipeline pipeline) =>
        new(pipeline.Transport, new TreasureDataClientOptions(), pipeline.Clock);

    private static TdQueryRequest Query(string key) =>
        new()
        {
            Database = "cdp",
            Query = "SELECT 1",
            DomainKey = key,
        };

    private static Pipeline Brevo(Action<BrevoClientOptions>? configure = null) =>
        Pipeline.Brevo(o =>
        {
            o.RetryBaseDelay = TimeSpan.Zero;
            configure?.Invoke(o);
        });

    private static Pipeline TreasureData() => Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);

    private static void Lose(Pipeline pipeline, string loss)
    {
        _ = loss switch
        {
            "broken" => pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded)),
            "cut" => pipeline.Handler.ThenBody(HttpStatusCode.Created, new ScriptedStream("""{"id":1"""u8.ToArray(), AfterBytes.Break)),
            "timeout" => pipeline.Handler.ThenHang(),
            _ => pipeline.Handler.Then((HttpStatusCode)int.Parse(loss, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private static Pipeline NotFound(Pipeline pipeline)
    {
        pipeline.Handler.Then(HttpStatusCode.NotFound, """{"code":"document_not_found","message":"Contact does not exist"}""");
        return pipeline;
    }

    private static string Contact(int id, string created) => $$"""{"id":{{id}},"email":"a@example.com","createdAt":"{{created}}"}""";
}
