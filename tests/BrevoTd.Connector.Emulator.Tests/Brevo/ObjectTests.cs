using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class ObjectTests
{
    // reference §4 and §5: 202 also if a record fails in the background (unknown id); unknown attributes are ignored; created and updated by ext_id
    [Fact]
    public async Task Upsert_OfRecords_IsAppliedInTheBackground()
    {
        await using var brevo = await StartAsync();

        var process = await UpsertAsync(
            brevo,
            """{"identifiers":{"ext_id":"e1"},"attributes":{"make":"Toyota","colour":"red"}},{"identifiers":{"id":99},"attributes":{"make":"none"}},{"attributes":{"make":"Opel"}}"""
        );
        Assert.Equal("completed", process.GetProperty("status").GetString());
        await UpsertAsync(brevo, """{"identifiers":{"ext_id":"e1"},"attributes":{"year":2020}}""");

        var records = (await brevo.GetAsync("objects/vehicle/records?limit=10&page_num=1&sort=asc")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, records.GetProperty("count").GetInt32());
        var first = records.GetProperty("records")[0];
        Assert.Equal("""{"id":1,"ext_id":"e1"}""", first.GetProperty("identifiers").GetRawText());
        Assert.Equal("""{"make":"Toyota","year":2020}""", first.GetProperty("attributes").GetRawText());
        Assert.Equal("""{"make":"Opel"}""", records.GetProperty("records")[1].GetProperty("attributes").GetRawText());
    }

    [Fact]
    public async Task Upsert_BeforeItsTime_IsQueuedAndChangesNothing()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        await using var brevo = await StartAsync(o =>
        {
            o.TimeProvider = clock;
            o.ImportProcessingTime = TimeSpan.FromSeconds(4);
        });
        var id = (await brevo.PostAsync("objects/vehicle/batch/upsert", """{"records":[{"attributes":{"make":"a"}}]}"""))
            .Expect(HttpStatusCode.Accepted)
            .GetProperty("processId")
            .GetInt64();

        Assert.Equal("queued", (await brevo.GetAsync($"processes/{id}")).Json.GetProperty("status").GetString());
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("processing", (await brevo.GetAsync($"processes/{id}")).Json.GetProperty("status").GetString());
        Assert.Equal(0, (await brevo.GetAsync("objects/vehicle/records?limit=1&page_num=1")).Json.GetProperty("count").GetInt32());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("completed", (await brevo.GetAsync($"processes/{id}")).Json.GetProperty("status").GetString());
        Assert.Equal(1, (await brevo.GetAsync("objects/vehicle/records?limit=1&page_num=1")).Json.GetProperty("count").GetInt32());
    }

    // reference §3: 1,000 records and 1 MB, 500 attributes, 10 link and 10 unlink entries, 10 records per associated type; object type name 32 characters
    [Fact]
    public async Task Upsert_BeyondALimit_Refused()
    {
        await using var brevo = await StartAsync();
        Task<BrevoReply> SendAsync(string records, string type = "vehicle") =>
            brevo.PostAsync($"objects/{type}/batch/upsert", $$"""{"records":[{{records}}]}""");
        string Many(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));

        (await SendAsync(Many(1_001, _ => """{"attributes":{"make":"a"}}"""))).ExpectError(400, "out_of_range");
        (await SendAsync($$$"""{"attributes":{"make":"{{{new string('x', 1_000_000)}}}"}}""")).ExpectError(400, "out_of_range");
        (await SendAsync($$$"""{"attributes":{{{{Many(501, i => $"\"a{i}\":1")}}}}}""")).ExpectError(400, "out_of_range");
        (await SendAsync("""{"attributes":{}}""")).ExpectError(400, "out_of_range");
        (await SendAsync("""{"identifiers":{"ext_id":"e"}}""")).ExpectError(400, "out_of_range");
        var entry = """{"object_type":"garage","records":[{"identifiers":{"id":1}}]}""";
        (await SendAsync($$$"""{"attributes":{"make":"a"},"associations":[{{{Many(11, _ => entry)}}}]}""")).ExpectError(
            400,
            "out_of_range"
        );
        (
            await SendAsync(
                $$$"""{"attributes":{"make":"a"},"associations":[{"object_type":"garage","records":[{{{Many(11, i => $$$"""{"identifiers":{"id":{{{i + 1}}}}}""")}}}]}]}"""
            )
        ).ExpectError(400, "out_of_range");
        (await SendAsync("""{"attributes":{"make":"a"}}""", "boat")).ExpectError(400, "invalid_parameter");
        (await SendAsync("""{"attributes":{"make":"a"}}""", "Vehicle")).ExpectError(400, "invalid_parameter");
        (await SendAsync("""{"attributes":{"make":"a"}}""", "contact")).ExpectError(400, "invalid_parameter");
        (await SendAsync("")).ExpectError(400, "missing_parameter");
    }

    // reference openapi-derived batch/delete: either ids or ext_ids, not both
    [Fact]
    public async Task Delete_ByEitherId_RemovesRecordsAndAssociations()
    {
        await using var brevo = await StartAsync();
        await UpsertAsync(
            brevo,
            """{"identifiers":{"ext_id":"a"},"attributes":{"make":"a"}},{"identifiers":{"ext_id":"b"},"attributes":{"make":"b"}},{"attributes":{"make":"c"}}"""
        );

        async Task DeleteAsync(string identifiers)
        {
            var accepted = (await brevo.PostAsync("objects/vehicle/batch/delete", $$"""{"identifiers":{{identifiers}}}""")).Expect(
                HttpStatusCode.Accepted
            );
            await brevo.EndOfProcessAsync(accepted.GetProperty("processId").GetInt64());
        }

        await DeleteAsync("""{"ids":[3,77]}""");
        await DeleteAsync("""{"ext_ids":["a","none"]}""");

        var left = (await brevo.GetAsync("objects/vehicle/records?limit=10&page_num=1")).Json.GetProperty("records");
        Assert.Equal("b", Assert.Single(left.EnumerateArray()).GetProperty("identifiers").GetProperty("ext_id").GetString());
        (await brevo.PostAsync("objects/vehicle/batch/delete", """{"identifiers":{"ids":[1],"ext_ids":["a"]}}""")).ExpectError(
            400,
            "invalid_parameter"
        );
        (await brevo.PostAsync("objects/vehicle/batch/delete", """{"identifiers":{}}""")).ExpectError(400, "invalid_parameter");
    }

    // reference §7: page_num; openapi-derived: limit and page_num are required, 5 associated records per association
    [Fact]
    public async Task Records_ByPageNumber_AsTheReferenceSays()
    {
        await using var brevo = await StartAsync();
        await UpsertAsync(brevo, string.Join(',', Enumerable.Range(1, 5).Select(static i => $$$"""{"attributes":{"year":{{{i}}}}}""")));

        Assert.Equal("5 4", await YearsAsync(brevo, "objects/vehicle/records?limit=2&page_num=1"));
        Assert.Equal("1", await YearsAsync(brevo, "objects/vehicle/records?limit=2&page_num=3"));
        Assert.Equal("3 4", await YearsAsync(brevo, "objects/vehicle/records?limit=2&page_num=2&sort=asc"));
        Assert.Equal("", await YearsAsync(brevo, "objects/vehicle/records?limit=2&page_num=4"));
        (await brevo.GetAsync("objects/vehicle/records?limit=2")).ExpectError(400, "missing_parameter");
        (await brevo.GetAsync("objects/vehicle/records?page_num=1")).ExpectError(400, "missing_parameter");
        (await brevo.GetAsync("objects/vehicle/records?limit=2&page_num=0")).ExpectError(400, "out_of_range");
        (await brevo.GetAsync("objects/contact/records?limit=2&page_num=1")).ExpectError(400, "invalid_parameter");
    }

    // reference §13 associated-records: newest first, 20 per page, contact attribute names in lower case, several sources or none 400, unknown contact 404
    [Fact]
    public async Task AssociatedRecords_OfARecordAndOfAContact_AsTheReferenceSays()
    {
        await using var brevo = await StartAsync();
        brevo.Brevo.AddContact("a@example.com", new Dictionary<string, string> { ["FIRSTNAME"] = "Ada", ["SMS"] = "+33612345678" });
        await UpsertAsync(brevo, """{"identifiers":{"ext_id":"g"},"attributes":{"city":"Paris"}}""", "garage");
        await UpsertAsync(
            brevo,
            """{"identifiers":{"ext_id":"car"},"attributes":{"make":"Toyota"},"associations":[{"object_type":"garage","records":[{"identifiers":{"ext_id":"g"}}]},{"object_type":"contact","action":"link","records":[{"identifiers":{"id":1}}]}]},{"identifiers":{"ext_id":"lost"},"attributes":{"make":"x"},"associations":[{"object_type":"garage","records":[{"identifiers":{"ext_id":"none"}}]}]}"""
        );

        var ofCar = (await brevo.GetAsync("objects/vehicle/associated-records?ext_id=car")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            """{"has_more":false,"items":[{"type":"contact","object":{"id":1,"attributes":{"email":"a@example.com","sms":"33612345678","firstname":"Ada"}}}""",
            ofCar.GetRawText()[
                ..""" {"has_more":false,"items":[{"type":"contact","object":{"id":1,"attributes":{"email":"a@example.com","sms":"33612345678","firstname":"Ada"}}} """
                    .Trim()
                    .Length
            ]
        );
        Assert.Equal(["contact", "garage"], Types(ofCar));
        Assert.Equal(["garage"], Types((await brevo.GetAsync("objects/vehicle/associated-records?ext_id=car&type=garage")).Json));
        Assert.Equal(["vehicle"], Types((await brevo.GetAsync("objects/contact/associated-records?sms=%2B33612345678")).Json));
        Assert.Equal(["vehicle"], Types((await brevo.GetAsync("objects/contact/associated-records?email=a@example.com")).Json));

        // The record whose target did not exist was left out as a whole.
        (await brevo.GetAsync("objects/vehicle/associated-records?ext_id=lost")).ExpectError(404, "document_not_found");
        (await brevo.GetAsync("objects/contact/associated-records?email=b@example.com")).ExpectError(404, "document_not_found");
        (await brevo.GetAsync("objects/vehicle/associated-records")).ExpectError(400, "invalid_parameter");
        (await brevo.GetAsync("objects/vehicle/associated-records?id=1&ext_id=car")).ExpectError(400, "invalid_parameter");
        (await brevo.GetAsync("objects/vehicle/associated-records?email=a@example.com")).ExpectError(400, "invalid_parameter");
        (await brevo.GetAsync("objects/boat/associated-records?id=1")).ExpectError(400, "invalid_parameter");

        // Unlinking is idempotent.
        const string Unlink =
            """{"identifiers":{"ext_id":"car"},"attributes":{"make":"Toyota"},"associations":[{"object_type":"garage","action":"unlink","records":[{"identifiers":{"ext_id":"g"}},{"identifiers":{"ext_id":"none"}}]}]}""";
        await UpsertAsync(brevo, Unlink);
        await UpsertAsync(brevo, Unlink);
        Assert.Equal(["contact"], Types((await brevo.GetAsync("objects/vehicle/associated-records?ext_id=car")).Json));
    }

    [Fact]
    public async Task AssociatedRecords_OfMany_TwentyPerPage()
    {
        await using var brevo = await StartAsync();
        await UpsertAsync(brevo, """{"identifiers":{"ext_id":"g"},"attributes":{"city":"Paris"}}""", "garage");
        await UpsertAsync(
            brevo,
            string.Join(
                ',',
                Enumerable
                    .Range(1, 25)
                    .Select(static i =>
                        $$$"""{"attributes":{"year":{{{i}}}},"associations":[{"object_type":"garage","records":[{"identifiers":{"ext_id":"g"}}]}]}"""
                    )
            )
        );

        var first = (await brevo.GetAsync("objects/garage/associated-records?ext_id=g")).Json;
        Assert.True(first.GetProperty("has_more").GetBoolean());
        Assert.Equal(20, first.GetProperty("items").GetArrayLength());
        Assert.Equal(25, first.GetProperty("items")[0].GetProperty("object").GetProperty("attributes").GetProperty("year").GetInt32());
        var second = (await brevo.GetAsync("objects/garage/associated-records?ext_id=g&offset=20")).Json;
        Assert.False(second.GetProperty("has_more").GetBoolean());
        Assert.Equal(5, second.GetProperty("items").GetArrayLength());
        var garage = (await brevo.GetAsync("objects/garage/records?limit=1&page_num=1&association=true")).Json.GetProperty("records")[0];
        Assert.Equal(5, garage.GetProperty("associations")[0].GetProperty("records").GetArrayLength());
    }

    // docs/emulator.md: with a folder, the state survives, and so does a batch that was not applied yet
    [Fact]
    public async Task Folder_AfterARestart_HoldsRecordsAndAppliesWhatWasTakenIn()
    {
        var folder = Directory.CreateTempSubdirectory("brevo-objects").FullName;
        try
        {
            var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
            void Configure(ConnectorEmulatorOptions options)
            {
                options.Folder = folder;
                options.TimeProvider = clock;
                options.ImportProcessingTime = TimeSpan.FromMinutes(1);
            }

            long process;
            await using (var brevo = await StartAsync(Configure))
            {
                await brevo.PostAsync("products", """{"id":"P1","name":"Lamp"}""");
                process = (await brevo.PostAsync("objects/vehicle/batch/upsert", """{"records":[{"attributes":{"make":"a"}}]}"""))
                    .Expect(HttpStatusCode.Accepted)
                    .GetProperty("processId")
                    .GetInt64();
            }

            clock.Advance(TimeSpan.FromMinutes(1));
            await using var again = await BrevoHttp.StartAsync(Configure);

            Assert.Equal("completed", (await again.GetAsync($"processes/{process}")).Json.GetProperty("status").GetString());
            Assert.Equal(1, (await again.GetAsync("objects/vehicle/records?limit=1&page_num=1")).Json.GetProperty("count").GetInt32());
            Assert.Equal("Lamp", (await again.GetAsync("products/P1")).Json.GetProperty("name").GetString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("contact")]
    [InlineData("Vehicle")]
    [InlineData("a123456789012345678901234567890123")]
    public async Task AddObjectType_OfAnImpossibleName_IsRefused(string type)
    {
        await using var brevo = await BrevoHttp.StartAsync();
        Assert.Throws<ArgumentException>(() => brevo.Brevo.AddObjectType(type, "a"));
    }

    private static async Task<BrevoHttp> StartAsync(Action<ConnectorEmulatorOptions>? configure = null)
    {
        var brevo = await BrevoHttp.StartAsync(configure);
        brevo.Brevo.AddObjectType("vehicle", "make", "year");
        brevo.Brevo.AddObjectType("garage", "city");
        return brevo;
    }

    private static async Task<JsonElement> UpsertAsync(BrevoHttp brevo, string records, string type = "vehicle")
    {
        var accepted = (await brevo.PostAsync($"objects/{type}/batch/upsert", $$"""{"records":[{{records}}]}""")).Expect(
            HttpStatusCode.Accepted
        );
        return await brevo.EndOfProcessAsync(accepted.GetProperty("processId").GetInt64());
    }

    private static async Task<string> YearsAsync(BrevoHttp brevo, string path) =>
        string.Join(
            ' ',
            (await brevo.GetAsync(path))
                .Expect(HttpStatusCode.OK)
                .GetProperty("records")
                .EnumerateArray()
                .Select(static record => record.GetProperty("attributes").GetProperty("year").GetInt32())
        );

    private static List<string?> Types(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("type").GetString())];
}
