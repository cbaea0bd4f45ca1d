using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataDatabasesClientTests
{
    private const string NotFound = """
        {"error":"Resource not found","message":"Resource not found","text":"Resource not found","severity":"error","status_code":404}
        """;

    [Fact]
    public async Task ListAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/database/list",
                200,
                """
                {"databases":[
                  {"name":"crm_raw","count":184201,"created_at":"2023-03-14 06:12:41 UTC","updated_at":"2024-09-30 22:05:09 -0500",
                   "organization":null,"permission":"administrator","delete_protected":false},
                  {"name":"cdp_out","count":"37","created_at":"","updated_at":null,"permission":"administrator","delete_protected":true}]}
                """
            );

        var databases = await wire.Client.Databases.ListAsync();

        Assert.Equal(["crm_raw", "cdp_out"], databases.Select(database => database.Name));
        Assert.Equal([184_201L, 37L], databases.Select(database => database.RowCount));
        Assert.Equal([false, true], databases.Select(database => database.IsDeleteProtected));
        Assert.Equal(TreasureDataWire.Utc("2023-03-14 06:12:41"), databases[0].CreatedAt);
        Assert.Equal(TreasureDataWire.Utc("2024-10-01 03:05:09"), databases[0].UpdatedAt);
        Assert.Null(databases[0].Id);
        Assert.Null(databases[1].CreatedAt);
        Assert.Null(databases[1].UpdatedAt);
    }

    [Theory]
    [InlineData("\"1204557\"")]
    [InlineData("1204557")]
    public async Task GetAsync_IdAsTextOrNumber_IsTheSame(string id)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/database/show/crm_raw",
                200,
                $$"""{"id":{{id}},"name":"crm_raw","count":184201,"permission":"owner","delete_protected":false,"datatank":false}"""
            );

        var database = await wire.Client.Databases.GetAsync("crm_raw");

        Assert.Equal("1204557", database.Id);
        Assert.Equal("owner", database.Permission);
    }

    [Fact]
    public async Task GetAsync_UnknownDatabase_IsARefusalWithItsTextKeptApart()
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "v3/database/show/nowhere", 404, NotFound);

        var e = await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Databases.GetAsync("nowhere"));

        Assert.Equal(HttpStatusCode.NotFound, e.StatusCode);
        Assert.Equal("Resource not found", e.ServiceMessage);
        Assert.False(e.IsTransient);
    }

    [Fact]
    public async Task CreateAsync_ExistingDatabase_Throws()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/database/create/crm_raw", 409, """{"message":"exists"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Databases.CreateAsync("crm_raw"));

        Assert.Equal(HttpStatusCode.Conflict, e.StatusCode);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(409, false)]
    public async Task CreateIfNotExistsAsync_NewOrExisting_Succeeds(int status, bool created)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/database/create/crm_raw", status, """{"database":"crm_raw"}""");

        Assert.Equal(created, await wire.Client.Databases.CreateIfNotExistsAsync("crm_raw"));
        Assert.Equal(
            "application/x-www-form-urlencoded",
            wire.Server.LogEntries.Single().RequestMessage!.Headers!["Content-Type"].Single()
        );
    }

    [Fact]
    public async Task CreateIfNotExistsAsync_OtherRefusal_Throws()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/database/create/crm_raw", 422, """{"message":"no"}""");

        await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Databases.CreateIfNotExistsAsync("crm_raw"));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task DeleteIfExistsAsync_ExistingOrGone_Succeeds(int status, bool deleted)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/database/delete/crm_raw", status, NotFound);

        Assert.Equal(deleted, await wire.Client.Databases.DeleteIfExistsAsync("crm_raw"));
    }

    [Fact]
    public async Task DeleteAsync_UnknownDatabase_Throws()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/database/delete/crm_raw", 404, NotFound);

        await Assert.ThrowsAsync<ServiceException>(() => wire.Client.Databases.DeleteAsync("crm_raw"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Crm_Raw")]
    [InlineData("crm-raw")]
    [InlineData("crm/raw")]
    [InlineData("crm.raw?x=1")]
    public async Task GetAsync_ImpossibleName_IsRefusedWithoutARequest(string name)
    {
        await using var wire = TreasureDataWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Databases.GetAsync(name));

        Assert.Equal("database", e.ParamName);
        Assert.Contains("3 to 128", e.Message, StringComparison.Ordinal);
        Assert.Empty(wire.Requests);
    }
}
