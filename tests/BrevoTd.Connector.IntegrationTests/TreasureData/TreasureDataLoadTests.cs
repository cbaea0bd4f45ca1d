using System.Data;
using System.Globalization;
using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.IntegrationTests.TreasureData;

public sealed class TreasureDataLoadTests
{
    private static readonly TdBulkImportCompletion s_soon = new() { PollDelay = TimeSpan.FromMilliseconds(5) };

    private static readonly RowMap<Order> s_map = RowMap.From<Order>(map =>
    {
        map.Time(order => order.At);
        map.Column("order_id", order => (long)order.Id).Must(id => id != 13, "13 is unlucky");
        map.Column("customer", order => order.Customer);
        map.SkipWhen(order => order.Id == 7, "seven");
    });

    private sealed record Order(int Id, string Customer)
    {
        public DateTimeOffset At => DateTimeOffset.FromUnixTimeSeconds(1_727_740_800 + Id);
    }

    [Fact]
    public async Task LoadAsync_FewRecords_GoByStreamingImportAndAreAccountedFor()
    {
        await using var td = await StartAsync();

        var result = await td.Client.LoadAsync("crm_raw", "orders", Orders(1, 10), s_map, new() { CreateTable = true });

        Assert.Equal(TdWritePath.StreamingImport, result.Plan.Path);
        Assert.Contains("few requests", result.Plan.Reason, StringComparison.Ordinal);
        Assert.Equal((10L, 1L, 9L, 0L), (result.Read, result.Skipped, result.Delivered, result.DeadLettered));
        Assert.True(result.IsComplete);
        Assert.True(result.Report!.IsBalanced);
        Assert.Equal(9, await td.Emulator.CountRowsAsync("crm_raw", "orders"));

        // The same load again is the same batch.
        await td.Client.LoadAsync("crm_raw", "orders", Orders(1, 10), s_map);
        Assert.Equal(9, await td.Emulator.CountRowsAsync("crm_raw", "orders"));
    }

    [Fact]
    public async Task LoadAsync_SourceThatDoesNotEnd_GoesByBulkImport()
    {
        await using var td = await StartAsync();
        await td.Client.Tables.EnsureTableAsync("crm_raw", "orders", s_map.Columns);

        var result = await td.Client.LoadAsync(
            "crm_raw",
            "orders",
            StreamAsync(Orders(20, 500)),
            s_map,
            new() { MaxRowsAhead = 100, Completion = s_soon }
        );

        Assert.Equal(TdWritePath.BulkImport, result.Plan.Path);
        Assert.Contains("had not ended after 100 rows", result.Plan.Reason, StringComparison.Ordinal);
        Assert.Equal((500L, 500L, true), (result.Read, result.Delivered, result.IsComplete));
        Assert.Equal(500, await td.Emulator.CountRowsAsync("crm_raw", "orders"));
        Assert.Empty(await td.Client.BulkImports.ListAsync());
    }

    [Fact]
    public async Task LoadAsync_DataReaderThatMustAppearAtOnce_GoesByBulkImport()
    {
        await using var td = await StartAsync();
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("created_at", typeof(DateTime));
        table.Columns.Add("amount", typeof(decimal));
        table.Rows.Add(new DateTime(2024, 10, 1, 0, 0, 0, DateTimeKind.Utc), 12.5m);
        table.Rows.Add(new DateTime(2024, 10, 2, 0, 0, 0, DateTimeKind.Utc), DBNull.Value);

        var result = await td.Client.LoadAsync(
            "crm_raw",
            "payments",
            table.CreateDataReader(),
            new TdRowConversion { Time = TdRowTime.From("created_at"), Decimals = TdDecimalFormat.Double },
            new()
            {
                Volume = new() { AllOrNothing = true },
                CreateTable = true,
                Completion = s_soon,
                SessionName = "payments_1",
            }
        );

        Assert.Equal((TdWritePath.BulkImport, "payments_1", 2L), (result.Plan.Path, result.SessionName, result.Delivered));
        Assert.Equal(
            "double",
            (await td.Client.Tables.GetAsync("crm_raw", "payments")).Schema!.Single(c => c.Name == "amount").Type.ToString()
        );
    }

    [Fact]
    public async Task LoadAsync_DictionariesWhereDuplicatesDoNoHarm_GoByIngestionWithReceipts()
    {
        await using var td = await StartAsync();
        await td.Client.Tables.CreateAsync("crm_raw", "events");
        Dictionary<string, object?>[] rows =
        [
            new()
            {
                ["event_id"] = "a1",
                ["count"] = 3L,
                ["tags"] = new[] { "x", "y" },
            },
            new() { ["event_id"] = "a2", ["count"] = null },
        ];

        var result = await td.Client.LoadAsync(
            "crm_raw",
            "events",
            rows,
            conversion: new TdRowConversion { Time = TdRowTime.OfImport },
            options: new()
            {
                Volume = new() { ToleratesDuplicates = true, HasWriteOnlyKey = true },
            }
        );

        Assert.Equal((TdWritePath.Ingestion, 2L, 2L), (result.Plan.Path, result.Read, result.Delivered));
        Assert.Equal(2, await td.Emulator.CountRowsAsync("crm_raw", "events"));
    }

    [Fact]
    public async Task LoadAsync_RecordThatCannotBecomeARow_EndsBeforeAnythingIsSent()
    {
        await using var td = await StartAsync();
        await td.Client.Tables.EnsureTableAsync("crm_raw", "orders", s_map.Columns);

        var failed = await Assert.ThrowsAsync<MappingException>(() => td.Client.LoadAsync("crm_raw", "orders", Orders(10, 5), s_map));
        var result = await td.Client.LoadAsync("crm_raw", "orders", Orders(10, 5), s_map, new() { MaxFailedRecords = 1 });

        Assert.Equal(4, Assert.Single(failed.Failures).RecordNumber);
        Assert.Equal((5L, 4L, 1L, false), (result.Read, result.Delivered, result.DeadLettered, result.IsComplete));
        Assert.Equal("order_id", Assert.Single(result.Failures).Target);
        Assert.Equal(4, await td.Emulator.CountRowsAsync("crm_raw", "orders"));
    }

    [Fact]
    public async Task LoadAsync_FailureBehindTheRowsAhead_LeavesNoSession()
    {
        await using var td = await StartAsync();
        await td.Client.Tables.EnsureTableAsync("crm_raw", "orders", s_map.Columns);

        await Assert.ThrowsAsync<MappingException>(() =>
            td.Client.LoadAsync("crm_raw", "orders", Orders(8, 20), s_map, new() { MaxRowsAhead = 2, Completion = s_soon })
        );

        Assert.Empty(await td.Client.BulkImports.ListAsync());
        Assert.Equal(0, await td.Emulator.CountRowsAsync("crm_raw", "orders"));
    }

    [Fact]
    public async Task LoadAsync_MissingTable_IsAProblemBeforeAnythingIsSent()
    {
        await using var td = await StartAsync();

        var problem = await Assert.ThrowsAsync<BatchCheckException>(() => td.Client.LoadAsync("crm_raw", "orders", Orders(1, 3), s_map));

        Assert.Equal("TABLE001", Assert.Single(problem.Problems).Code.Value);
    }

    [Fact]
    public async Task LoadAsync_NoRecords_SendsNothing()
    {
        await using var td = await StartAsync();

        var result = await td.Client.LoadAsync("crm_raw", "orders", Orders(1, 0), s_map, new() { Volume = new() { AllOrNothing = true } });

        Assert.Equal((0L, 0L, true), (result.Read, result.Delivered, result.IsComplete));
        Assert.Empty(await td.Client.BulkImports.ListAsync());
    }

    [Fact]
    public async Task LoadAsync_CredentialsRejectedOnTheWay_SaysWhereItStopped()
    {
        await using var td = await StartAsync();
        await td.Client.Tables.EnsureTableAsync("crm_raw", "orders", s_map.Columns);
        td.Emulator.Faults.Add(FaultRule.Status(401) with { Path = "/v3/table/import_with_id/**" });

        var result = await td.Client.LoadAsync(
            "crm_raw",
            "orders",
            Orders(20, 30),
            s_map,
            new() { Writer = new TableImportWriterOptions { MaxBatchRecords = 10 } }
        );

        Assert.NotNull(result.StopReason);
        Assert.False(result.IsComplete);
        Assert.Equal(result.Read, result.Skipped + result.Delivered + result.Rejected + result.DeadLettered + result.Unverified);
        Assert.Equal(0, result.Delivered);
    }

    [Fact]
    public async Task LoadAsync_SourceThatFails_IsNotTakenForAServiceThatStopped()
    {
        await using var td = await StartAsync();
        await td.Client.Tables.EnsureTableAsync("crm_raw", "orders", s_map.Columns);

        await Assert.ThrowsAsync<ServiceException>(() =>
            td.Client.LoadAsync(
                "crm_raw",
                "orders",
                FailingAsync(td),
                s_map,
                new() { Path = TdWritePath.StreamingImport, MaxRowsAhead = 1 }
            )
        );

        // What was read before is sent.
        Assert.Equal(3, await td.Emulator.CountRowsAsync("crm_raw", "orders"));

        static async IAsyncEnumerable<Order> FailingAsync(EmulatedTreasureData td)
        {
            foreach (var order in Orders(20, 3))
            {
                yield return order;
            }

            await td.Client.Databases.GetAsync("missing");
        }
    }

    [Fact]
    public async Task IngestionWriter_RecordsThatAreRefused_AreRejectedAndTheOthersStored()
    {
        await using var td = await StartAsync();
        await td.Client.Tables.EnsureTableAsync("crm_raw", "orders", s_map.Columns);
        await using var writer = td.Client.Ingestion.CreateWriter(s_map, "crm_raw", "orders");

        var report = await writer.WriteAllAsync([.. Orders(8, 12), new Order(99, new string('x', 1_000_001))]);

        Assert.Equal((13L, 11L, 2L), (report.Read, report.Delivered, report.DeadLettered));
        Assert.Equal(1, report.DeadLetteredByCause["mapping_too_large"]);
        Assert.Equal(1, report.DeadLetteredByCause["mapping_must"]);
        Assert.Equal(11, await td.Emulator.CountRowsAsync("crm_raw", "orders"));
    }

    [Fact]
    public async Task IngestionWriter_LostAnswer_LeavesItsRecordsUnverifiedAndIsNotRepeated()
    {
        await using var td = await StartAsync();
        await td.Client.Tables.EnsureTableAsync("crm_raw", "orders", s_map.Columns);
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/crm_raw/orders", Times = 1 });
        await using var writer = td.Client.Ingestion.CreateWriter(s_map, "crm_raw", "orders");

        var report = await writer.WriteAllAsync(Orders(1_000, 700));

        Assert.Equal((700L, 200L, 500L), (report.Read, report.Delivered, report.Unverified));
        Assert.Equal(700, await td.Emulator.CountRowsAsync("crm_raw", "orders"));
    }

    [Fact]
    public async Task Ingestion_ReceiptThatRefuses_IsTold()
    {
        await using var td = await StartAsync();
        await td.Client.Tables.EnsureTableAsync("crm_raw", "orders", new TdSchema(new TdColumn("order_id", "long")));

        var receipts = await td.Client.Ingestion.SendAsync(
            "crm_raw",
            "orders",
            [Encoding.UTF8.GetBytes("""{"order_id":1}"""), Encoding.UTF8.GetBytes("""{"order_id":2}""")],
            compress: true
        );

        Assert.Equal((2, true), (receipts.Receipts.Count, receipts.IsComplete));
        await Assert.ThrowsAsync<ServiceException>(() =>
            td.Client.Ingestion.SendAsync("crm_raw", "missing", [Encoding.UTF8.GetBytes("{}")])
        );
    }

    [Fact]
    public async Task SessionAndFiles_FromAList_AreWritten()
    {
        await using var td = await StartAsync();
        await td.Client.Tables.EnsureTableAsync("crm_raw", "orders", s_map.Columns);
        var folder = Directory.CreateTempSubdirectory("td-files-").FullName;
        try
        {
            var session = await td.Client.BulkImports.OpenSessionAsync("list_1", "crm_raw", "orders");
            var parts = await session.WriteAsync(Orders(20, 30), s_map);
            await session.CompleteAsync(s_soon);
            var files = await TdRowFiles.WriteAsync(Orders(20, 30), s_map.CreateEncoder(), folder);

            Assert.Equal((30L, 30L), (parts.Rows, files.Rows));
            Assert.Equal(30, await td.Emulator.CountRowsAsync("crm_raw", "orders"));
            Assert.True(File.Exists(Assert.Single(files.Parts)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<Order> Orders(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => new Order(i, "customer " + i.ToString(CultureInfo.InvariantCulture)))];

    private static async IAsyncEnumerable<Order> StreamAsync(IEnumerable<Order> orders)
    {
        foreach (var order in orders)
        {
            await Task.Yield();
            yield return order;
        }
    }

    private static async Task<EmulatedTreasureData> StartAsync()
    {
        var td = await EmulatedTreasureData.StartAsync();
        await td.Client.Databases.EnsureDatabaseAsync("crm_raw");
        return td;
    }
}
