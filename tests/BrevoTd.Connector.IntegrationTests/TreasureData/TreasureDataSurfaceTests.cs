using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.IntegrationTests.TreasureData;

/// <summary>The areas beside jobs and tables, from the client to the emulator and back.</summary>
public sealed class TreasureDataSurfaceTests
{
    private static readonly DateTimeOffset s_time = new(2024, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TdWaitOptions s_soon = new() { InitialPollDelay = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task SavedQuery_FromCreatingToDeleting_RunsOncePerKey()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 3);
        var schedules = td.Client.Schedules;
        var request = new TdSavedQueryRequest
        {
            Database = "crm_raw",
            Query = "SELECT 1",
            Cron = "@daily",
        };

        var created = await schedules.CreateAsync("daily/customers 1", request);
        await schedules.UpdateAsync("daily/customers 1", new TdSavedQueryUpdateRequest { Query = "SELECT count(*) AS c FROM customers" });
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/schedule/run/**", Times = 1 });
        var run = await schedules.RunAsync("daily/customers 1", s_time, "run-1");
        var again = await schedules.RunByIdAsync(created.Id!.Value, s_time, "run-1");

        Assert.Equal(run.JobId, again.JobId);
        Assert.True(run.WasAdopted);
        Assert.True(again.WasAdopted);
        var job = await td.Client.Jobs.WaitAsync(run.JobId, s_soon);
        Assert.Equal("SELECT count(*) AS c FROM customers", job.Query);
        var history = await schedules.ListHistoryRangeAsync("daily/customers 1", 0, 20);
        Assert.Equal((run.JobId, s_time), (history.Single().JobId!.Value, history.Single().ScheduledAt!.Value));
        Assert.Equal("@daily", (await schedules.ListAsync()).Single(query => query.Name == "daily/customers 1").Cron);
        Assert.True(await schedules.DeleteIfExistsAsync("daily/customers 1"));
        Assert.False(await schedules.DeleteIfExistsAsync("daily/customers 1"));
    }

    [Fact]
    public async Task SavedQuery_AnswerToCreatingLost_IsFound()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 1);
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/schedule/create/**", Times = 1 });

        var created = await td.Client.Schedules.CreateAsync("q", new TdSavedQueryRequest { Database = "crm_raw", Query = "SELECT 1" });

        Assert.Equal("q", created.Name);
        Assert.Single(await td.Client.Schedules.ListAsync());
    }

    [Fact]
    public async Task ResultTarget_FromCreatingToDeleting_IsListed()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        var connections = td.Client.Connections;
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/result/create/**", Times = 1 });

        await connections.CreateResultTargetAsync("warehouse", "postgresql://db.example.com/out/contacts");

        Assert.Equal("warehouse", (await connections.ListResultTargetsAsync()).Single().Name);
        Assert.False(string.IsNullOrEmpty((await connections.GetIdAsync("warehouse")).Value));
        Assert.Empty(await connections.ListFederatedQueryConfigsAsync());
        await connections.DeleteResultTargetAsync("warehouse");
        await Assert.ThrowsAsync<ServiceException>(() => connections.GetIdAsync("warehouse"));
    }

    [Fact]
    public async Task BulkImport_CallByCall_CommitsWhatCouldBeReadAndGivesTheRest()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.Client.Databases.EnsureDatabaseAsync("crm_raw");
        await td.Client.Tables.CreateAsync("crm_raw", "customers");
        var imports = td.Client.BulkImports;
        var rows = TdImportBody
            .Create("crm_raw", "customers", Convert.FromHexString("82A474696D65CE66FB3B80A56576656E74A16181A56576656E74A162"))
            .Content;
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/bulk_import/create/**", Times = 1 });
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/bulk_import/perform/**", Times = 1 });
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/bulk_import/commit/**", Times = 1 });

        await imports.CreateAsync("s1", "crm_raw", "customers");
        Assert.False(await imports.CreateIfNotExistsAsync("s1", "crm_raw", "customers"));
        await imports.UploadPartAsync("s1", "p1", rows);
        Assert.Equal(["p1"], await imports.ListPartsAsync("s1"));
        Assert.True(await imports.FreezeAsync("s1"));
        Assert.False(await imports.FreezeAsync("s1"));
        await td.Client.Jobs.WaitAsync(await imports.PerformAsync("s1"), s_soon);
        var session = await imports.GetAsync("s1");
        var refused = new List<TdMapRow>();
        await foreach (var row in imports.ReadErrorRecordsAsync("s1"))
        {
            refused.Add(row);
        }

        Assert.Equal((TdBulkImportStatus.Ready, 1L, 1L), (session.Status!.Value, session.ValidRecords!.Value, session.ErrorRecords!.Value));
        Assert.Equal("b", refused.Single()["event"].Text());
        await imports.CommitAsync("s1");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await imports.GetAsync("s1", patience.Token)).Status != TdBulkImportStatus.Committed)
        {
            // The emulator commits at its own pace; every look is a request of its own.
        }

        Assert.True(await imports.DeleteIfExistsAsync("s1"));
        Assert.Empty(await imports.ListAsync());
        Assert.Equal("a", (await td.Client.Tables.TailAsync("crm_raw", "customers")).Single()["event"].Text());
    }

    [Fact]
    public async Task Account_AndUsers_CanBeRead()
    {
        await using var td = await EmulatedTreasureData.StartAsync();

        Assert.False(string.IsNullOrEmpty((await td.Client.Account.GetAsync()).Id));
        var current = await td.Client.Users.GetCurrentAsync();
        Assert.Contains(await td.Client.Users.ListAsync(), user => user.Id == current.Id);
        Assert.NotEmpty(await td.Client.Users.ListApiKeysAsync(current.Email!));
    }
}
