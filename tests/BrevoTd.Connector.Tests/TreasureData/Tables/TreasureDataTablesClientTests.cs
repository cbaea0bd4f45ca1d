using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataTablesClientTests
{
    private const string Created = """{"database":"crm_raw","table":"contacts","type":"log"}""";
    private const string ImportId = "2f7a0c9be1d34a55bb0f6d1c2e3a4b5c";

    private static readonly TdSchema Schema = new(
        new TdColumn("email", "string"),
        new TdColumn("Tags", "array<string>") { Alias = "tags" },
        new TdColumn("score", "double") { Alias = "score", Description = "0 to 1" }
    );

    [Fact]
    public async Task ListAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/table/list/crm_raw",
                200,
                """
                {"database":"crm_raw","tables":[
                  {"id":5520113,"name":"contacts","estimated_storage_size":4718592,"counter_updated_at":"2024-09-30T22:05:09Z",
                   "last_log_timestamp":"2024-09-30T22:04:58Z","delete_protected":false,"created_at":"2023-03-14 06:20:00 UTC",
                   "updated_at":"2024-09-30 22:05:09 UTC","type":"log","include_v":false,"count":184201,
                   "schema":"[[\"email\",\"string\"],[\"external_id\",\"string\",\"ext\"],[\"tags\",\"array<string>\",\"tags\",\"what they like\"]]","expire_days":null},
                  {"id":"5520114","name":"events","estimated_storage_size":0,"counter_updated_at":null,"last_log_timestamp":1727740800,
                   "type":"log","include_v":true,"count":0,"schema":"[]","expire_days":30}]}
                """
            );

        var tables = await wire.Client.Tables.ListAsync("crm_raw");

        Assert.Equal(["5520113", "5520114"], tables.Select(table => table.Id));
        var contacts = tables[0];
        Assert.Equal("contacts", contacts.Name);
        Assert.Equal("log", contacts.Type);
        Assert.Equal(184_201, contacts.RowCount);
        Assert.Equal(4_718_592, contacts.EstimatedStorageSize);
        Assert.Equal(TreasureDataWire.Utc("2024-09-30 22:05:09"), contacts.CounterUpdatedAt);
        Assert.Equal(TreasureDataWire.Utc("2024-09-30 22:04:58"), contacts.LastLogTimestamp);
        Assert.Equal(TreasureDataWire.Utc("2023-03-14 06:20:00"), contacts.CreatedAt);
        Assert.Null(contacts.ExpireDays);
        Assert.Equal(["email", "external_id", "tags"], contacts.Schema!.Select(column => column.Name));
        Assert.Equal(["email", "ext", "tags"], contacts.Schema!.Select(column => column.SqlName));
        Assert.Equal("what they like", contacts.Schema![2].Description);
        Assert.Equal(TreasureDataWire.Utc("2024-10-01 00:00:00"), tables[1].LastLogTimestamp);
        Assert.Equal(30, tables[1].ExpireDays);
        Assert.True(tables[1].IncludesV);
        Assert.Empty(tables[1].Schema!);
    }

    [Fact]
    public async Task GetAsync_SchemaThatIsNone_IsAnUnexpectedAnswer()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("GET", "v3/table/show/crm_raw/contacts", 200, """{"name":"contacts","schema":"{\"email\":\"string\"}"}""");

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => wire.Client.Tables.GetAsync("crm_raw", "contacts"));
    }

    [Fact]
    public async Task CreateAsync_WithSchema_SendsItAsTextInTheForm()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/table/create/crm_raw/contacts/log", 200, Created);

        await wire.Client.Tables.CreateAsync("crm_raw", "contacts", Schema);

        Assert.Equal(
            """[["email","string"],["Tags","array<string>","tags"],["score","double","score","0 to 1"]]""",
            Normalized(wire.LastForm["schema"])
        );
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(409, false)]
    public async Task CreateIfNotExistsAsync_NewOrExisting_Succeeds(int status, bool created)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/table/create/crm_raw/contacts/log", status, Created);

        Assert.Equal(created, await wire.Client.Tables.CreateIfNotExistsAsync("crm_raw", "contacts"));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task DeleteIfExistsAsync_ExistingOrGone_Succeeds(int status, bool deleted)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/table/delete/crm_raw/contacts", status, Created);

        Assert.Equal(deleted, await wire.Client.Tables.DeleteIfExistsAsync("crm_raw", "contacts"));
    }

    [Fact]
    public async Task UpdateSchemaAsync_OfColumns_SendsThemWithTheirNamesForSql()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/table/update-schema/crm_raw/contacts", 200, Created);

        await wire.Client.Tables.UpdateSchemaAsync("crm_raw", "contacts", Schema);

        Assert.Equal(
            """{"schema":[["email","string"],["Tags","array<string>","tags"],["score","double","score","0 to 1"]]}""",
            Normalized(wire.LastRequest.Body!)
        );
    }

    [Fact]
    public async Task AppendSchemaAsync_OfColumns_SendsNamesAndTypesOnly()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/table/append-schema/crm_raw/contacts", 200, Created);

        await wire.Client.Tables.AppendSchemaAsync("crm_raw", "contacts", Schema);

        Assert.Equal("""{"schema":[["email","string"],["Tags","array<string>"],["score","double"]]}""", Normalized(wire.LastRequest.Body!));
    }

    [Fact]
    public async Task UpdateAsync_OfSomeProperties_SendsThoseOnly()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/table/update/crm_raw/contacts", 200, Created);

        await wire.Client.Tables.UpdateAsync("crm_raw", "contacts", new TdTableUpdateRequest { ExpireDays = 30, IncludesV = false });

        Assert.Equal(new Dictionary<string, string> { ["expire_days"] = "30", ["include_v"] = "false" }, wire.LastForm);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Tables.UpdateAsync("crm_raw", "contacts", new TdTableUpdateRequest())
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Tables.UpdateAsync("crm_raw", "contacts", new TdTableUpdateRequest { ExpireDays = -1 })
        );
    }

    [Theory]
    [InlineData("time", "long", null)]
    [InlineData("v", "map<string,string>", null)]
    [InlineData("", "long", null)]
    [InlineData("email", " ", null)]
    [InlineData("E-Mail", "string", "E-Mail")]
    public async Task AppendSchemaAsync_ImpossibleColumn_IsRefusedWithoutARequest(string name, string type, string? alias)
    {
        await using var wire = TreasureDataWire.Start();
        var columns = new TdSchema(new TdColumn(name, type) { Alias = alias });

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Tables.AppendSchemaAsync("crm_raw", "contacts", columns));

        Assert.Empty(wire.Requests);
    }

    [Theory]
    [InlineData("0.021", 0.021)]
    [InlineData("2", 2)]
    public async Task ImportAsync_OfABody_SendsItWithItsLengthAndChecksTheReceipt(string elapsed, double seconds)
    {
        await using var wire = TreasureDataWire.Start();
        var body = TdImportBody.Create("crm_raw", "events", Rows(1_000));
        wire.Answers(
            "PUT",
            $"v3/table/import_with_id/crm_raw/events/{body.Id}/msgpack.gz",
            request =>
                $$"""{"elapsed_time":{{elapsed}},"database":"crm_raw","table":"events","md5_hex":"{{Md5(request.BodyAsBytes!)}}","unique_id":"{{body.Id}}"}"""
        );

        var result = await wire.Client.Tables.ImportAsync(body);

        var request = wire.Server.LogEntries.Single().RequestMessage!;
        Assert.Equal(body.Content.ToArray(), request.BodyAsBytes);
        Assert.Equal("application/octet-stream", request.Headers!["Content-Type"].Single());
        Assert.Equal(
            body.Content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
            request.Headers["Content-Length"].Single()
        );
        Assert.False(request.Headers.ContainsKey("Transfer-Encoding"));
        Assert.False(request.Headers.ContainsKey("Content-Encoding"));
        Assert.Equal(TimeSpan.FromSeconds(seconds), result.ElapsedTime);
        Assert.Equal(body.Id, result.UniqueId);
        Assert.Equal("events", result.Table);
    }

    [Fact]
    public async Task ImportAsync_ReceiptForOtherBytes_Fails()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "PUT",
                $"v3/table/import_with_id/crm_raw/events/{ImportId}/msgpack.gz",
                200,
                """{"database":"crm_raw","table":"events","md5_hex":"9b1f0c5d3e7a48d2a6c4b8e0f1d2c3b4"}"""
            );

        var e = await Assert.ThrowsAsync<UnexpectedAnswerException>(() =>
            wire.Client.Tables.ImportAsync("crm_raw", "events", ImportId, TdImportBody.Create("crm_raw", "events", Rows(1)).Content)
        );

        Assert.Contains("MD5", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2F7A0C9BE1D34A55BB0F6D1C2E3A4B5C")]
    [InlineData("2f7a0c9be1d34a55bb0f6d1c2e3a4b5")]
    [InlineData("2f7a0c9b-e1d3-4a55-bb0f-6d1c2e3a4b5c")]
    public async Task ImportAsync_ImpossibleId_IsRefusedWithoutARequest(string id)
    {
        await using var wire = TreasureDataWire.Start();
        var content = TdImportBody.Create("crm_raw", "events", Rows(1)).Content;

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Tables.ImportAsync("crm_raw", "events", id, content));

        Assert.Equal("id", e.ParamName);
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task ImportAsync_ContentThatIsNotGzip_IsRefusedWithoutARequest()
    {
        await using var wire = TreasureDataWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Tables.ImportAsync("crm_raw", "events", ImportId, Rows(1)));

        Assert.Contains("gzip", e.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task ImportAsync_MissingTable_IsARefusal()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("PUT", $"v3/table/import_with_id/crm_raw/events/{ImportId}/msgpack.gz", 404, """{"message":"Resource not found"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(() =>
            wire.Client.Tables.ImportAsync("crm_raw", "events", ImportId, TdImportBody.Create("crm_raw", "events", Rows(1)).Content)
        );

        Assert.Equal(HttpStatusCode.NotFound, e.StatusCode);
    }

    [Fact]
    public async Task ImportWithoutIdAsync_OfContent_SendsIt()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "PUT",
                "v3/table/import/crm_raw/events/msgpack.gz",
                request => $$"""{"elapsed_time":0,"md5_hex":"{{Md5(request.BodyAsBytes!).ToUpperInvariant()}}","unique_id":"x"}"""
            );

        var result = await wire.Client.Tables.ImportWithoutIdAsync(
            "crm_raw",
            "events",
            TdImportBody.Create("crm_raw", "events", Rows(1)).Content
        );

        Assert.Equal("x", result.UniqueId);
    }

    private static byte[] Rows(int count) =>
        [
            .. Enumerable
                .Repeat(Convert.FromHexString("82a474696d65ce66fb3b80a56576656e74a964656c697665726564"), count)
                .SelectMany(row => row),
        ];

    private static string Md5(byte[] bytes) => Convert.ToHexString(MD5.HashData(bytes)).ToLowerInvariant();

    private static string Normalized(string json)
    {
        using var document = JsonDocument.Parse(json);
        return System.Text.RegularExpressions.Regex.Unescape(JsonSerializer.Serialize(document.RootElement));
    }
}
