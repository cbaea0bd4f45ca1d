using System.Net;
using System.Text;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.IntegrationTests.TreasureData;

public sealed class TreasureDataJobsTests
{
    private const string Issue = "/v3/job/issue/**";
    private const string Result = "/v3/job/result/*";
    private const string AllCustomers = "SELECT id, email FROM customers ORDER BY id";

    [Fact]
    public async Task Query_OfImportedRows_GivesThemBack()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 5_000);

        var rows = await ReadAsync(td, AllCustomers);

        Assert.Equal(Customers(5_000), rows);
    }

    [Fact]
    public async Task Query_WithoutRows_IsEmptyAndHasASchema()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 1);
        await using var result = td.Client.Jobs.Query(
            "crm_raw",
            AllCustomers.Replace("ORDER", "WHERE id < 0 ORDER", StringComparison.Ordinal),
            EmulatedTreasureData.Soon
        );

        Assert.Equal(["id", "email"], (await result.GetSchemaAsync()).Select(column => column.Name));
        await foreach (var row in result)
        {
            Assert.Fail(row.ToString());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)]
    [InlineData(40_000)]
    public async Task Query_ResultCutSeveralTimes_GivesTheSameRows(int bytes)
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 20_000);
        var cuts = td.Emulator.Faults.Add(FaultRule.CutBody(bytes) with { Path = Result, Times = 4 });

        var rows = await ReadAsync(td, AllCustomers);

        Assert.Equal(Customers(20_000), rows);
        Assert.Equal(4, cuts.Hits);
        Assert.Equal(5, td.Emulator.Requests.Count("GET /v3/job/result/{id}"));
    }

    [Fact]
    public async Task Query_ResultThatStalls_IsResumed()
    {
        await using var td = await EmulatedTreasureData.StartAsync(options => options.ReadIdleTimeout = TimeSpan.FromMilliseconds(200));
        await td.WithCustomersAsync(count: 20_000);
        var stall = td.Emulator.Faults.Add(FaultRule.StalledBody(5_000, TimeSpan.FromMinutes(5)) with { Path = Result, Times = 1 });

        var rows = await ReadAsync(td, AllCustomers);

        Assert.Equal(Customers(20_000), rows);
        Assert.Equal(1, stall.Hits);
    }

    [Fact]
    public async Task Query_ResultThatAlwaysBreaks_IsAnErrorAfterRowsInOrder()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 20_000);
        td.Emulator.Faults.Add(FaultRule.CutBody(2_000) with { Path = Result });
        var rows = new List<(long, string)>();

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => ReadAsync(td, AllCustomers, rows));

        Assert.True(e.IsTransient);
        Assert.Equal(Customers(20_000).Take(rows.Count), rows);
    }

    [Fact]
    public async Task Query_IssuedButNotAnswered_RunsOnce()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 10);
        var lost = td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = Issue, Times = 3 });

        var rows = await ReadAsync(td, AllCustomers);

        Assert.Equal(10, rows.Count);
        // The look by the job's key finds it: nothing is issued again.
        Assert.Equal(1, lost.Hits);
        Assert.Single(await td.Client.Jobs.ListRangeAsync(0, 99));
    }

    [Fact]
    public async Task Query_ThroughPassingTrouble_GivesTheSameRows()
    {
        await using var td = await EmulatedTreasureData.StartAsync(options => options.MaxRetries = 20);
        await td.WithCustomersAsync(count: 3_000);
        td.Emulator.Faults.Add(FaultRule.Status(503, FaultBody.Html) with { Probability = 0.2 });
        td.Emulator.Faults.Add(FaultRule.NoAnswer() with { Probability = 0.2 });
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Probability = 0.2 });
        td.Emulator.Faults.Add(FaultRule.CutBody(3_000) with { Probability = 0.5, Path = Result });

        var rows = await ReadAsync(td, AllCustomers);

        Assert.Equal(Customers(3_000), rows);
    }

    [Fact]
    public async Task Query_WithAnError_FailsAndKeepsTheEnginesTextApart()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 1);

        var e = await Assert.ThrowsAsync<TreasureDataJobFailedException>(() => ReadAsync(td, "SELECT secret_column FROM customers"));

        Assert.Contains("secret_column", e.ServiceMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("secret_column", e.ToString(), StringComparison.Ordinal);
        Assert.Equal(TdJobStatus.Error, (await td.Client.Jobs.GetAsync(e.JobId)).Status);
    }

    [Fact]
    public async Task Query_OnAnUnknownDatabase_IsRefused()
    {
        await using var td = await EmulatedTreasureData.StartAsync();

        var e = await Assert.ThrowsAsync<ServiceException>(() => ReadAsync(td, "SELECT 1"));

        Assert.Equal(HttpStatusCode.NotFound, e.StatusCode);
        Assert.Equal("jobs.issue", e.Operation);
    }

    [Fact]
    public async Task Query_CancelledWhileItWaits_KillsTheJob()
    {
        await using var td = await EmulatedTreasureData.StartAsync(emulator: new() { TreasureDataQueueTime = TimeSpan.FromHours(1) });
        await td.WithCustomersAsync(count: 1);
        using var cancellation = new CancellationTokenSource();
        var options = EmulatedTreasureData.Soon with { Progress = new Then(state => cancellation.Cancel()) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in td.Client.Jobs.Query("crm_raw", AllCustomers, options).WithCancellation(cancellation.Token)) { }
        });

        var job = Assert.Single(await td.Client.Jobs.ListRangeAsync(0, 9));
        Assert.Equal(TdJobStatus.Killed, job.Status);
    }

    [Fact]
    public async Task Issue_WithAKeyTwice_IsTheSameJob()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 3);
        var request = new TdQueryRequest
        {
            Database = "crm_raw",
            Query = AllCustomers,
            DomainKey = "sync 1+ä?",
        };

        var first = await td.Client.Jobs.IssueAsync(request);
        var second = await td.Client.Jobs.IssueAsync(request);
        var state = await td.Client.Jobs.GetStatusByDomainKeyAsync("sync 1+ä?");

        Assert.False(first.WasAdopted);
        Assert.True(second.WasAdopted);
        Assert.Equal(first.JobId, second.JobId);
        Assert.Equal(first.JobId, state.JobId);
    }

    [Fact]
    public async Task ReadResult_OfAnEarlierJob_GivesItsRows()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 3);
        var issued = await td.Client.Jobs.IssueAsync(new TdQueryRequest { Database = "crm_raw", Query = AllCustomers });

        for (var i = 0; i < 2; i++)
        {
            var ids = new List<long>();
            await foreach (var id in td.Client.Jobs.ReadResult(issued.JobId, EmulatedTreasureData.Soon).As(row => row.Int64("id")))
            {
                ids.Add(id);
            }

            Assert.Equal([0, 1, 2], ids);
        }
    }

    [Fact]
    public async Task OpenDataReader_OfAQuery_GivesTypedColumns()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 3);
        await using var result = td.Client.Jobs.Query("crm_raw", AllCustomers, EmulatedTreasureData.Soon);
        await using var reader = await result.OpenDataReaderAsync();
        using var table = new System.Data.DataTable();

        table.Load(reader);

        Assert.Equal([typeof(long), typeof(string)], table.Columns.Cast<System.Data.DataColumn>().Select(column => column.DataType));
        Assert.Equal(
            ["user0@example.com", "user1@example.com", "user2@example.com"],
            table.Rows.Cast<System.Data.DataRow>().Select(row => row["email"])
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Query_LargeResult_ComesInRangesThatAreResumed(int cuts)
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 80_000);
        if (cuts > 0)
        {
            td.Emulator.Faults.Add(FaultRule.CutBody(10_000) with { Path = Result, Times = cuts });
        }

        var options = EmulatedTreasureData.Soon with
        {
            Download = new TdDownloadOptions { ParallelThreshold = 1, RangeBytes = 64 * 1024 },
        };
        await using var result = td.Client.Jobs.Query("crm_raw", AllCustomers, options);
        var rows = new List<(long, string)>();
        await foreach (var row in result)
        {
            rows.Add((row.Int64("id"), row.Text("email")));
        }

        var size = (await result.GetJobAsync()).ResultSize!.Value;
        Assert.Equal(Customers(80_000), rows);
        Assert.True(size > 2 * 64 * 1024, $"{size}");
        Assert.Equal(((size + (64 * 1024) - 1) / (64 * 1024)) + cuts, td.Emulator.Requests.Count("GET /v3/job/result/{id}"));
    }

    [Fact]
    public async Task DownloadResult_InEveryFormat_IsWhole()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 2);
        var issued = await td.Client.Jobs.IssueAsync(new TdQueryRequest { Database = "crm_raw", Query = AllCustomers });
        var job = await td.Client.Jobs.WaitAsync(issued.JobId, EmulatedTreasureData.Soon.Wait);

        Assert.Equal("id,email\n0,user0@example.com\n1,user1@example.com\n", await TextAsync(TdResultFormat.Csv, header: true));
        Assert.Equal("0\tuser0@example.com\n1\tuser1@example.com\n", await TextAsync(TdResultFormat.Tsv, header: false));
        Assert.Equal("[0,\"user0@example.com\"]\n[1,\"user1@example.com\"]\n", await TextAsync(TdResultFormat.JsonLines, header: false));
        using var gzip = new MemoryStream();
        Assert.Equal(job.ResultSize, await td.Client.Jobs.DownloadResultAsync(issued.JobId, TdResultFormat.MessagePackGzip, gzip));
        Assert.Equal(job.ResultSize, gzip.Length);

        async Task<string> TextAsync(TdResultFormat format, bool header)
        {
            using var text = new MemoryStream();
            await td.Client.Jobs.DownloadResultAsync(issued.JobId, format, text, header);
            return Encoding.UTF8.GetString(text.ToArray()).ReplaceLineEndings("\n");
        }
    }

    [Fact]
    public async Task List_OfManyJobs_GivesEachOnceTheNewestFirst()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 1);
        var issued = new List<TdJobId>();
        for (var i = 0; i < 7; i++)
        {
            var job = await td.Client.Jobs.IssueAsync(new TdQueryRequest { Database = "crm_raw", Query = $"SELECT {i}" });
            issued.Insert(0, (await td.Client.Jobs.WaitAsync(job.JobId, EmulatedTreasureData.Soon.Wait)).JobId!.Value);
        }

        var listed = new List<TdJobId>();
        await foreach (var page in td.Client.Jobs.ListAsync().AsPages(pageSizeHint: 3))
        {
            listed.AddRange(page.Values.Select(job => job.JobId!.Value));
        }

        Assert.Equal(issued, listed);
    }

    private static IEnumerable<(long, string)> Customers(int count) =>
        Enumerable.Range(0, count).Select(i => ((long)i, $"user{i}@example.com"));

    private static async Task<List<(long, string)>> ReadAsync(EmulatedTreasureData td, string query, List<(long, string)>? rows = null)
    {
        rows ??= [];
        await using var result = td.Client.Jobs.Query("crm_raw", query, EmulatedTreasureData.Soon);
        await foreach (var row in result)
        {
            rows.Add((row.Int64("id"), row.Text("email")));
        }

        return rows;
    }

    private sealed class Then(Action<TdJobState> action) : IProgress<TdJobState>
    {
        public void Report(TdJobState value) => action(value);
    }
}
