using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class ImportTests
{
    private static readonly string[] s_causes =
    [
        "invalid_emails",
        "duplicate_contact_id",
        "duplicate_ext_id",
        "duplicate_email_id",
        "duplicate_phone_id",
        "duplicate_whatsapp_id",
        "duplicate_landline_number_id",
    ];

    // reference §5: 202 {processId}, then processes; no count of created or updated
    [Fact]
    public async Task Post_JsonBody_AcceptedThenStored()
    {
        var clock = new FakeTimeProvider();
        await using var brevo = await BrevoHttp.StartAsync(o =>
        {
            o.TimeProvider = clock;
            o.ImportProcessingTime = TimeSpan.FromSeconds(10);
        });
        var accepted = (
            await brevo.PostAsync(
                "contacts/import",
                """{"listIds":[2],"jsonBody":[{"email":"A@example.com","attributes":{"FIRSTNAME":"A"}},{"email":"b@example.com"}]}"""
            )
        ).Expect(HttpStatusCode.Accepted);
        var id = accepted.GetProperty("processId").GetInt64();
        Assert.Equal($$$"""{"id":{{{id}}},"name":"IMPORTUSER","status":"queued"}""", (await brevo.GetAsync($"processes/{id}")).Body);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal($$$"""{"id":{{{id}}},"name":"IMPORTUSER","status":"processing"}""", (await brevo.GetAsync($"processes/{id}")).Body);
        Assert.Equal(0, brevo.Brevo.ContactCount);

        var process = await brevo.EndOfProcessAsync(id, () => clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal("completed", process.GetProperty("status").GetString());
        var import = process.GetProperty("info").GetProperty("import");
        Assert.Equal(s_causes, import.EnumerateObject().Select(static p => p.Name));
        Assert.All(import.EnumerateObject(), static p => Assert.Equal(JsonValueKind.Null, p.Value.ValueKind));
        Assert.Equal(2, brevo.Brevo.ContactCount);
        var contact = brevo.Brevo.FindContact("a@example.com")!;
        Assert.Equal("A", contact.Attributes["FIRSTNAME"]);
        Assert.Equal([2L], contact.ListIds);
    }

    // reference examples/contacts-import-csv.json: semicolons, EMAIL anywhere, newList
    [Fact]
    public async Task Post_FileBodyIntoNewList_Stored()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddAttribute("AGE", "float");
        brevo.Brevo.AddAttribute("BORN", "date");
        var csv =
            "LASTNAME;AGE;email;BORN;NOPE\r\nSmith;33.5;j@example.com;11/02/1989;x\n\"Ro;ge\"\"r\nJr\";old;e@example.com;1989-11-02\n\n";
        await brevo.ImportAsync(
            JsonSerializer.Serialize(new { fileBody = csv, newList = new { listName = "ContactImport", folderId = 1 } })
        );
        var first = brevo.Brevo.FindContact("j@example.com")!;
        Assert.Equal("Smith", first.Attributes["LASTNAME"]);
        Assert.Equal("33.5", first.Attributes["AGE"]);
        // reference §6: imports show 11/02/1989, its meaning depends on the account
        Assert.Equal("1989-02-11", first.Attributes["BORN"]);
        var second = brevo.Brevo.FindContact("e@example.com")!;
        Assert.Equal("Ro;ge\"r\nJr", second.Attributes["LASTNAME"]);
        Assert.Equal("1989-11-02", second.Attributes["BORN"]);
        // reference §4: wrong-typed value is silently ignored
        Assert.False(second.Attributes.ContainsKey("AGE"));
        var list = (await brevo.GetAsync("contacts/lists?sort=desc&limit=1")).Json.GetProperty("lists")[0];
        Assert.Equal("ContactImport", list.GetProperty("name").GetString());
        Assert.Equal([list.GetProperty("id").GetInt64()], first.ListIds);
    }

    // reference §4: unknown attribute on import: ignored; wrong-typed value: silently ignored
    [Fact]
    public async Task Post_UnknownOrWronglyTypedAttributes_IgnoredWithoutReport()
    {
        await using var brevo = await BrevoHttp.StartAsync(o =>
            o.BrevoChoices = new BrevoEmulatorChoices { RejectUnknownAttributes = true }
        );
        brevo.Brevo.AddAttribute("AGE", "float");
        var import = await brevo.ImportAsync(
            """{"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"NOPE":"x","AGE":"many","SMS":"call me","FIRSTNAME":{"a":1},"LASTNAME":"B"}}]}"""
        );
        Assert.All(import.EnumerateObject(), static p => Assert.Equal(JsonValueKind.Null, p.Value.ValueKind));
        Assert.Equal(["LASTNAME"], brevo.Brevo.FindContact("a@example.com")!.Attributes.Keys);
    }

    // reference §5: fileUrl takes .txt, .csv and .json; the emulator fetches from this machine only
    [Theory]
    [InlineData("contacts.csv", "EMAIL;FIRSTNAME\na@example.com;Ada\n")]
    [InlineData("contacts.json", """[{"email":"a@example.com","attributes":{"FIRSTNAME":"Ada"}}]""")]
    public async Task Import_OfAFileOnThisMachine_IsFetched(string name, string content)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        using var files = new LoopbackFile(name, content);

        await brevo.ImportAsync($$"""{"listIds":[2],"fileUrl":"{{files.Address}}"}""");

        Assert.Equal("Ada", brevo.Brevo.FindContact("a@example.com")!.Attributes["FIRSTNAME"]);
        (await brevo.PostAsync("contacts/import", $$"""{"listIds":[2],"fileUrl":"{{files.Address}}.zip"}""")).ExpectError(
            400,
            "invalid_parameter"
        );
    }

    // reference §5: listIds or newList mandatory; exactly one of fileBody, fileUrl, jsonBody
    [Theory]
    [InlineData("""{"jsonBody":[{"email":"a@example.com"}]}""", "missing_parameter")]
    [InlineData("""{"listIds":[],"jsonBody":[{"email":"a@example.com"}]}""", "missing_parameter")]
    [InlineData("""{"listIds":[2]}""", "missing_parameter")]
    [InlineData("""{"newList":{"listName":"x"},"jsonBody":[{"email":"a@example.com"}]}""", "missing_parameter")]
    [InlineData("""{"newList":{"folderId":1},"jsonBody":[{"email":"a@example.com"}]}""", "missing_parameter")]
    [InlineData("""{"newList":{"listName":"x","folderId":99},"jsonBody":[{"email":"a@example.com"}]}""", "invalid_parameter")]
    [InlineData("""{"listIds":[99],"jsonBody":[{"email":"a@example.com"}]}""", "invalid_parameter")]
    [InlineData("""{"listIds":[2],"jsonBody":[{"email":"a@example.com"}],"fileBody":"EMAIL\na@example.com"}""", "invalid_parameter")]
    [InlineData("""{"listIds":[2],"jsonBody":{"email":"a@example.com"}}""", "invalid_parameter")]
    [InlineData("""{"listIds":[2],"jsonBody":[]}""", "invalid_parameter")]
    [InlineData("""{"listIds":[2],"jsonBody":["a@example.com"]}""", "invalid_parameter")]
    [InlineData("""{"listIds":[2],"fileBody":"EMAIL"}""", "invalid_parameter")]
    [InlineData("""{"listIds":["2"],"jsonBody":[{"email":"a@example.com"}]}""", "invalid_parameter")]
    public async Task Post_Refused_400AndNoProcess(string body, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        (await brevo.PostAsync("contacts/import", body)).ExpectError(400, code);
        Assert.Equal("""{"count":0,"processes":[]}""", (await brevo.GetAsync("processes")).Body);
        Assert.Equal(1, (await brevo.GetAsync("contacts/lists")).Json.GetProperty("count").GetInt32());
    }

    // docs/emulator.md: the emulator reaches no other host
    [Fact]
    public async Task Post_FileUrl_501ByName()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var error = (await brevo.PostAsync("contacts/import", """{"listIds":[2],"fileUrl":"https://importfile.domain.com"}""")).ExpectError(
            501,
            "not_implemented"
        );
        Assert.Contains("fileUrl", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    // reference §3: 10 MB hard
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_BodyOver10MB_400(bool lengthIsKnown)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var body = Encoding.ASCII.GetBytes(
            $$$"""{"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"FIRSTNAME":"{{{new string('x', 10_000_000)}}}"}}]}"""
        );
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(brevo.Brevo.BaseAddress, "contacts/import"));
        request.Headers.Add("api-key", brevo.Brevo.ApiKey);
        request.Headers.TransferEncodingChunked = !lengthIsKnown;
        request.Content = new ByteArrayContent(body);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        (await BrevoReply.ReadAsync(response)).ExpectError(400, "invalid_parameter");
    }

    [Fact]
    public async Task Post_BodyJustBelow10MB_Accepted()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var body =
            $$$"""{"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"FIRSTNAME":"{{{new string('x', 9_999_000)}}}"}}]}""";
        await brevo.ImportAsync(body);
        Assert.Equal(9_999_000, brevo.Brevo.FindContact("a@example.com")!.Attributes["FIRSTNAME"].Length);
    }

    // reference §5: updateExistingContacts default true
    [Theory]
    [InlineData("", "New")]
    [InlineData("\"updateExistingContacts\":false,", "Old")]
    public async Task Post_ExistingContact_UpdatedUnlessTold(string flag, string expected)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["FIRSTNAME"] = "Old" });
        var import = await brevo.ImportAsync(
            $$$"""{{{{flag}}}"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"FIRSTNAME":"New"}}]}"""
        );
        Assert.All(import.EnumerateObject(), static p => Assert.Equal(JsonValueKind.Null, p.Value.ValueKind));
        var contact = brevo.Brevo.FindContact("a@example.com")!;
        Assert.Equal(expected, contact.Attributes["FIRSTNAME"]);
        Assert.Equal([2L], contact.ListIds);
    }

    // reference §5: emptyContactsAttributes default false; true erases, only with updateExistingContacts
    [Theory]
    [InlineData("", "A")]
    [InlineData("\"emptyContactsAttributes\":false,", "A")]
    [InlineData("\"emptyContactsAttributes\":true,\"updateExistingContacts\":false,", "A")]
    [InlineData("\"emptyContactsAttributes\":true,", null)]
    public async Task Post_EmptyField_ErasesOnlyIfTold(string flags, string? expected)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["FIRSTNAME"] = "A", ["SMS"] = "33612345678" });
        await brevo.ImportAsync(
            $$$"""{{{{flags}}}"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"FIRSTNAME":"","SMS":null}}]}"""
        );
        var contact = brevo.Brevo.FindContact("a@example.com")!;
        Assert.Equal(expected, contact.Attributes.GetValueOrDefault("FIRSTNAME"));
        Assert.Equal(expected is not null, contact.Attributes.ContainsKey("SMS"));
    }

    // reference §5: emailBlacklist and smsBlacklist apply to all rows
    [Fact]
    public async Task Post_Blacklists_AllRowsMarkedAndNeverUnmarked()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        const string rows = """[{"email":"a@example.com"},{"email":"b@example.com"}]""";
        await brevo.ImportAsync($$$"""{"listIds":[2],"emailBlacklist":true,"smsBlacklist":true,"jsonBody":{{{rows}}}}""");
        await brevo.ImportAsync($$$"""{"listIds":[2],"emailBlacklist":false,"jsonBody":{{{rows}}}}""");
        Assert.All(brevo.Brevo.EnumerateContacts(), static c => Assert.True(c is { EmailBlacklisted: true, SmsBlacklisted: true }));
        Assert.Equal(2, brevo.Brevo.ContactCount);
    }

    // reference §5: SMS, WHATSAPP, LANDLINE_NUMBER travel inside attributes; EXT_ID UNCONFIRMED
    [Fact]
    public async Task Post_IdentifiersInAttributes_AreTheContactsIdentifiers()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        await brevo.ImportAsync(
            """{"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"SMS":"+33612345678","WHATSAPP":33612345679,"LANDLINE_NUMBER":"0033112345678","EXT_ID":"e1"}},{"attributes":{"SMS":"33699999999"}},{"attributes":{"EXT_ID":"e2","FIRSTNAME":"E"}}]}"""
        );
        foreach (
            var query in (string[])
                [
                    "33612345678?identifierType=phone_id",
                    "33612345679?identifierType=whatsapp_id",
                    "33112345678?identifierType=landline_number_id",
                    "e1?identifierType=ext_id",
                ]
        )
            Assert.Equal(
                "a@example.com",
                (await brevo.GetAsync($"contacts/{query}")).Expect(HttpStatusCode.OK).GetProperty("email").GetString()
            );
        Assert.NotNull(brevo.Brevo.FindContact("33699999999@mailin-sms.com"));
        var byExtId = (await brevo.GetAsync("contacts/e2?identifierType=ext_id")).Expect(HttpStatusCode.OK);
        Assert.False(byExtId.TryGetProperty("email", out _));

        // The same ext_id alone is the same contact.
        await brevo.ImportAsync("""{"listIds":[2],"jsonBody":[{"attributes":{"EXT_ID":"e2","FIRSTNAME":"F"}}]}""");
        Assert.Equal(3, brevo.Brevo.ContactCount);
        Assert.Contains(brevo.Brevo.EnumerateContacts(), static c => c.Attributes.GetValueOrDefault("FIRSTNAME") == "F");
    }

    // docs/emulator.md: imports are applied in the order of their acceptance
    [Fact]
    public async Task Post_SeveralImports_LastOneWins()
    {
        await using var brevo = await BrevoHttp.StartAsync(o => o.ImportTimePerRow = TimeSpan.FromMilliseconds(20));
        long last = 0;
        for (var i = 1; i <= 5; i++)
        {
            var padding = string.Concat(Enumerable.Range(0, 5 - i).Select(static n => $$$""",{"email":"p{{{n}}}@example.com"}"""));
            var accepted = await brevo.PostAsync(
                "contacts/import",
                $$$"""{"listIds":[2],"jsonBody":[{"email":"a@example.com","attributes":{"FIRSTNAME":"{{{i}}}"}}{{{padding}}}]}"""
            );
            last = accepted.Expect(HttpStatusCode.Accepted).GetProperty("processId").GetInt64();
        }

        await brevo.EndOfProcessAsync(last);
        Assert.Equal("5", brevo.Brevo.FindContact("a@example.com")!.Attributes["FIRSTNAME"]);
    }

    [Fact]
    public async Task Post_ManyBatches_EveryRowThereAndSweptOnce()
    {
        const int batches = 40;
        const int rows = 1_000;
        await using var brevo = await BrevoHttp.StartAsync();
        long last = 0;
        for (var batch = 0; batch < batches; batch++)
        {
            var json = string.Join(
                ',',
                Enumerable
                    .Range(batch * rows, rows)
                    .Select(static i => $$$"""{"email":"c{{{i}}}@example.com","attributes":{"FIRSTNAME":"F{{{i}}}"}}""")
            );
            var accepted = await brevo.PostAsync("contacts/import", $$$"""{"listIds":[2],"jsonBody":[{{{json}}}]}""");
            last = accepted.Expect(HttpStatusCode.Accepted).GetProperty("processId").GetInt64();
        }

        await brevo.EndOfProcessAsync(last);
        Assert.Equal(batches * rows, brevo.Brevo.ContactCount);
        var seen = new HashSet<long>();
        for (var offset = 0; offset < batches * rows; offset += 500)
        {
            var page = (await brevo.GetAsync($"contacts/lists/2/contacts?limit=500&sort=asc&offset={offset}")).Expect(HttpStatusCode.OK);
            Assert.Equal(batches * rows, page.GetProperty("count").GetInt32());
            foreach (var contact in page.GetProperty("contacts").EnumerateArray())
                Assert.True(seen.Add(contact.GetProperty("id").GetInt64()));
        }

        Assert.Equal(batches * rows, seen.Count);
    }
}
