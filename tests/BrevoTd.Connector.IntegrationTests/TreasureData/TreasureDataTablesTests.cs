using System.Net;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.IntegrationTests.TreasureData;

public sealed class TreasureDataTablesTests
{
    [Fact]
    public async Task DatabasesAndTables_CreatedReadAndDeleted_AreAsTheServiceHasThem()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        var (databases, tables) = (td.Client.Databases, td.Client.Tables);

        Assert.True(await databases.CreateIfNotExistsAsync("crm_raw"));
        Assert.False(await databases.CreateIfNotExistsAsync("crm_raw"));
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await Assert.ThrowsAsync<ServiceException>(() => databases.CreateAsync("crm_raw"))).StatusCode
        );
        Assert.Contains(await databases.ListAsync(), database => database.Name == "crm_raw");
        Assert.Equal("crm_raw", (await databases.GetAsync("crm_raw")).Name);

        await tables.CreateAsync("crm_raw", "contacts", new TdSchema(new TdColumn("email", "string"), new TdColumn("score", "double")));
        Assert.False(await tables.CreateIfNotExistsAsync("crm_raw", "contacts"));
        await tables.AppendSchemaAsync("crm_raw", "contacts", new TdSchema(new TdColumn("tags", "array<string>")));
        var table = await tables.GetAsync("crm_raw", "contacts");
        Assert.Equal(
            ["email string", "score double", "tags array<string>"],
            table.Schema!.Select(column => $"{column.Name} {column.Type}")
        );
        await tables.UpdateSchemaAsync("crm_raw", "contacts", new TdSchema(new TdColumn("email", "string")));
        Assert.Equal(["email"], (await tables.ListAsync("crm_raw")).Single().Schema!.Select(column => column.Name));

        Assert.True(await tables.DeleteIfExistsAsync("crm_raw", "contacts"));
        Assert.False(await tables.DeleteIfExistsAsync("crm_raw", "contacts"));
        await databases.DeleteAsync("crm_raw");
        Assert.False(await databases.DeleteIfExistsAsync("crm_raw"));
        Assert.DoesNotContain(await databases.ListAsync(), database => database.Name == "crm_raw");
    }

    [Fact]
    public async Task Tables_RenamedSwappedMovedAndUpdated_KeepTheirRows()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 3);
        var tables = td.Client.Tables;
        await tables.CreateAsync("crm_raw", "other");

        await tables.SwapAsync("crm_raw", "customers", "other");
        Assert.Equal(3, (await tables.GetAsync("crm_raw", "other")).RowCount);
        await tables.RenameAsync("crm_raw", "other", "customers", overwrite: true);
        Assert.Equal(3, (await tables.GetAsync("crm_raw", "customers")).RowCount);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await Assert.ThrowsAsync<ServiceException>(() => tables.RenameAsync("crm_raw", "other", "another"))).StatusCode
        );

        await tables.UpdateAsync("crm_raw", "customers", new TdTableUpdateRequest { ExpireDays = 30 });
        Assert.Equal(30, (await tables.GetAsync("crm_raw", "customers")).ExpireDays);

        await td.Client.Databases.CreateAsync("archive");
        await tables.MoveAsync("crm_raw", "customers", "archive");
        Assert.Equal(3, await td.Emulator.CountRowsAsync("archive", "customers"));
        Assert.Empty(await tables.ListAsync("crm_raw"));
    }

    [Fact]
    public async Task Import_Repeated_IsStoredOnce()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 100);

        var again = await td.Client.Tables.ImportAsync(EmulatedTreasureData.Customers(0, 100));
        await td.Client.Tables.ImportAsync(EmulatedTreasureData.Customers(100, 50));

        Assert.Equal(EmulatedTreasureData.Customers(0, 100).Id, again.UniqueId);
        Assert.Equal(150, await td.Emulator.CountRowsAsync("crm_raw", "customers"));
    }

    [Fact]
    public async Task Import_StoredButNotAnswered_IsRepeatedAndStoredOnce()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 10);
        var lost = td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/table/import_with_id/**", Times = 2 });

        await td.Client.Tables.ImportAsync(EmulatedTreasureData.Customers(10, 90));

        Assert.Equal(2, lost.Hits);
        Assert.Equal(100, await td.Emulator.CountRowsAsync("crm_raw", "customers"));
    }

    [Fact]
    public async Task Import_WithoutIdStoredButNotAnswered_IsNotRepeated()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 10);
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/table/import/**", Times = 1 });

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() =>
            td.Client.Tables.ImportWithoutIdAsync("crm_raw", "customers", EmulatedTreasureData.Customers(10, 5).Content)
        );

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Equal(15, await td.Emulator.CountRowsAsync("crm_raw", "customers"));
    }

    [Fact]
    public async Task Import_WithAWriteOnlyKey_Works()
    {
        await using var td = await EmulatedTreasureData.StartAsync(
            options => options.ApiKey = "1/" + new string('a', 40),
            new() { TreasureDataWriteOnlyApiKey = "1/" + new string('a', 40) }
        );
        await td.Emulator.LoadJsonAsync("crm_raw", "customers", ["""{"id":-1,"email":"nobody@example.com"}"""]);

        await td.Client.Tables.ImportAsync(EmulatedTreasureData.Customers(0, 10));

        Assert.Equal(11, await td.Emulator.CountRowsAsync("crm_raw", "customers"));
        await Assert.ThrowsAsync<CredentialsRejectedException>(() => td.Client.Tables.ListAsync("crm_raw"));
    }

    [Fact]
    public async Task Import_IntoAMissingTable_SaysSo()
    {
        await using var td = await EmulatedTreasureData.StartAsync();

        var e = await Assert.ThrowsAsync<ServiceException>(() => td.Client.Tables.ImportAsync(EmulatedTreasureData.Customers(0, 1)));

        Assert.Equal(HttpStatusCode.NotFound, e.StatusCode);
        Assert.False(e.IsTransient);
    }

    [Fact]
    public async Task Users_WithAKey_AreKnown()
    {
        await using var td = await EmulatedTreasureData.StartAsync();

        Assert.True((await td.Client.GetServerStatusAsync()).IsOk);
        Assert.NotNull((await td.Client.Users.ValidateApiKeyAsync()).KeyType);
        Assert.NotNull((await td.Client.Users.GetCurrentAsync()).Id);
    }
}
