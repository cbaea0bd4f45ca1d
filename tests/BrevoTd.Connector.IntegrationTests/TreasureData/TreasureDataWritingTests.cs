using System.Data;
using System.Globalization;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.IntegrationTests.TreasureData;

public sealed class TreasureDataWritingTests
{
    private static readonly TdBulkImportCompletion Soon = new() { PollDelay = TimeSpan.FromMilliseconds(5) };
    private static readonly TdVisibilityOptions SoonVisible = new() { InitialPollDelay = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task EnsureTable_FromManyProcessesAtOnce_HasAllColumns()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        Assert.True(await td.Client.Databases.EnsureDatabaseAsync("crm_raw"));
        Assert.False(await td.Client.Databases.EnsureDatabaseAsync("crm_raw"));

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    td.Client.Tables.EnsureTableAsync(
                        "crm_raw",
                        "wide",
                        new TdSchema(new TdColumn("shared", "string"), new TdColumn($"own_{i}", "long"))
                    )
                )
        );

        Assert.Single(results, result => result.Created);
        var schema = (await td.Client.Tables.GetAsync("crm_raw", "wide")).Schema!;
        Assert.Equal(9, schema.Count);
        Assert.Single(schema, column => column.Name == "shared");
        await Assert.ThrowsAsync<TreasureDataSchemaException>(() =>
            td.Client.Tables.EnsureTableAsync("crm_raw", "wide", new TdSchema(new TdColumn("shared", "long"), new TdColumn("new", "long")))
        );
        Assert.Equal(9, (await td.Client.Tables.GetAsync("crm_raw", "wide")).Schema!.Count);
    }

    [Fact]
    public async Task EnsureTable_AnswerToAppendLost_IsFoundDone()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 1);
        td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/table/append-schema/**", Times = 1 });

        await td.Client.Tables.EnsureTableAsync("crm_raw", "customers", new TdSchema(new TdColumn("added", "string")));

        Assert.Single((await td.Client.Tables.GetAsync("crm_raw", "customers")).Schema!, column => column.Name == "added");
    }

    [Fact]
    public async Task Replace_ATable_ShowsTheOldRowsUntilTheNewOnesAreThere()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 10);
        await td.Client.Tables.UpdateAsync("crm_raw", "customers", new TdTableUpdateRequest { ExpireDays = 30 });
        var stages = new List<TdReplaceStage>();

        var result = await td.Client.Tables.ReplaceAsync(
            "crm_raw",
            "customers",
            async (temporary, token) =>
            {
                Assert.Equal(10, await td.Client.Tables.CountRowsAsync("crm_raw", "customers", TdCountMethod.TableCounter, token));
                return await LoadAsync(td, temporary, 3, token);
            },
            new TdReplaceOptions { Visibility = SoonVisible },
            new Stages(stages)
        );

        Assert.Equal((3, true), (result.Rows, result.Existed));
        Assert.Equal(Enum.GetValues<TdReplaceStage>(), stages);
        Assert.Equal(3, await td.Client.Tables.CountRowsAsync("crm_raw", "customers"));
        var table = Assert.Single(await td.Client.Tables.ListAsync("crm_raw"));
        Assert.Equal((result.TableId, 30), (table.Id, table.ExpireDays));
    }

    [Fact]
    public async Task Replace_LoadFailsOrIsEmpty_LeavesTheOldTableAlone()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 10);

        await Assert.ThrowsAsync<IOException>(() =>
            td.Client.Tables.ReplaceAsync("crm_raw", "customers", (_, _) => throw new IOException("The source broke."))
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            td.Client.Tables.ReplaceAsync("crm_raw", "customers", (_, _) => Task.FromResult(0L))
        );

        Assert.Equal(10, Assert.Single(await td.Client.Tables.ListAsync("crm_raw")).RowCount);
    }

    [Fact]
    public async Task Replace_AnswerToRenameLost_IsFoundDone()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 10);
        var lost = td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = "/v3/table/rename/**", Times = 1 });

        await td.Client.Tables.ReplaceAsync(
            "crm_raw",
            "customers",
            (temporary, token) => LoadAsync(td, temporary, 3, token),
            new TdReplaceOptions { Visibility = null }
        );

        Assert.Equal(1, lost.Hits);
        Assert.Equal(3, Assert.Single(await td.Client.Tables.ListAsync("crm_raw")).RowCount);
    }

    [Fact]
    public async Task WaitForRows_ThatDoNotCome_EndsWithATimeout()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 10);

        Assert.Equal(10, await td.Client.Tables.WaitForRowsAsync("crm_raw", "customers", 10, SoonVisible));
        var e = await Assert.ThrowsAsync<TimeoutException>(() =>
            td.Client.Tables.WaitForRowsAsync(
                "crm_raw",
                "customers",
                11,
                SoonVisible with
                {
                    Method = TdCountMethod.TableCounter,
                    Timeout = TimeSpan.FromMilliseconds(30),
                }
            )
        );
        Assert.Contains("10 of the 11", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataReader_WrittenAsBatches_DeclaresItsColumnsFirst()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.Client.Databases.EnsureDatabaseAsync("crm_raw");
        using var source = Source(2_500);
        await using var reader = source.CreateDataReader();
        await using var writer = td.Client.Tables.CreateDataRecordWriter(
            "crm_raw",
            "orders",
            new TdRowConversion { Time = TdRowTime.From("created_at") },
            new TableImportWriterOptions { CreateTable = true, MaxBatchRecords = 1_000 }
        );

        var report = await writer.WriteAllAsync(reader);

        Assert.Equal(2_500, report.Delivered);
        var schema = (await td.Client.Tables.GetAsync("crm_raw", "orders")).Schema!;
        Assert.Equal("id long, amount string, paid string, created_at string", schema.ToString());
        await using var result = td.Client.Jobs.Query(
            "crm_raw",
            "SELECT COUNT(1), SUM(CAST(amount AS DOUBLE)), MAX(time) FROM orders WHERE paid = 'true'",
            EmulatedTreasureData.Soon
        );
        await foreach (var row in result)
        {
            Assert.Equal((1_250, 1_250 * 1.5, 1_714_979_289 + 2_498), (row.Int64(0), row.Double(1), row.Int64(2)));
        }
    }

    [Fact]
    public async Task BulkImport_FromADataReader_IsCommittedOnce_ThoughAnswersAreLost()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.Client.Databases.EnsureDatabaseAsync("crm_raw");
        var conversion = new TdRowConversion { Time = TdRowTime.From("created_at") };
        using var source = Source(10_000);
        await td.Client.Tables.EnsureTableAsync("crm_raw", "orders", conversion.SchemaOf(source.CreateDataReader()));
        foreach (var verb in new[] { "upload_part", "freeze", "perform", "commit", "delete" })
        {
            td.Emulator.Faults.Add(FaultRule.StoredButNoAnswer() with { Path = $"/v3/bulk_import/{verb}/**", Times = 1 });
        }

        var session = await td.Client.BulkImports.OpenSessionAsync("orders_1", "crm_raw", "orders");
        var written = await session.WriteAsync(source.CreateDataReader(), conversion, new TdPartOptions { MaxPartRows = 3_000 });
        var result = await session.CompleteAsync(Soon);

        Assert.Equal((10_000, 4), (written.Rows, written.Parts.Count));
        Assert.Equal(10_000, result.ValidRecords);
        Assert.Equal(10_000, await td.Client.Tables.CountRowsAsync("crm_raw", "orders"));
    }

    [Fact]
    public async Task BulkImport_WithRefusedRows_StopsBeforeTheCommit_AndAnotherProcessCanGoOn()
    {
        await using var td = await EmulatedTreasureData.StartAsync();
        await td.WithCustomersAsync(count: 0 + 1);
        var session = await td.Client.BulkImports.OpenSessionAsync("bad_rows", "crm_raw", "customers");
        using var bytes = new MemoryStream();
        await using (
            var gzip = new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionMode.Compress, leaveOpen: true)
        )
        {
            // {"time":5,"id":1} and {"id":2}, which has no time.
            gzip.Write([0x82, 0xA4, .. "time"u8, 0x05, 0xA2, .. "id"u8, 0x01, 0x81, 0xA2, .. "id"u8, 0x02]);
        }

        await session.PutPartAsync("p1", bytes.ToArray());
        var failure = await Assert.ThrowsAsync<TreasureDataBulkImportException>(() => session.CompleteAsync(Soon));
        Assert.Equal((1, 1), (failure.Session.ValidRecords, failure.Session.ErrorRecords));
        Assert.Equal(1, await td.Emulator.CountRowsAsync("crm_raw", "customers"));

        var again = await td.Client.BulkImports.OpenSessionAsync("bad_rows", "crm_raw", "customers");
        var refused = new List<long>();
        await foreach (var record in again.ReadErrorRecordsAsync())
        {
            refused.Add(record["id"].Int64());
        }

        Assert.Equal([2], refused);
        await again.CompleteAsync(Soon with { MaxErrorRecords = 1 });
        Assert.Equal(2, await td.Emulator.CountRowsAsync("crm_raw", "customers"));
    }

    private static async Task<long> LoadAsync(EmulatedTreasureData td, string table, int count, CancellationToken cancellationToken)
    {
        await using var writer = td.Client.Tables.CreateDictionaryWriter<object>("crm_raw", table);
        var report = await writer.WriteAllAsync(
            Enumerable
                .Range(0, count)
                .Select(
                    IReadOnlyDictionary<string, object> (i) =>
                        new Dictionary<string, object>
                        {
                            ["time"] = 1_727_740_800 + i,
                            ["email"] = $"new{i.ToString(CultureInfo.InvariantCulture)}@example.com",
                        }
                ),
            cancellationToken
        );
        return report.Delivered;
    }

    private static DataTable Source(int count)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("id", typeof(int));
        table.Columns.Add("amount", typeof(decimal));
        table.Columns.Add("paid", typeof(bool));
        table.Columns.Add("created_at", typeof(DateTime));
        var begin = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc);
        for (var i = 0; i < count; i++)
        {
            table.Rows.Add(i, 1.5m, i % 2 == 0, begin.AddSeconds(i));
        }

        return table;
    }

    private sealed class Stages(List<TdReplaceStage> stages) : IProgress<TdReplaceProgress>
    {
        public void Report(TdReplaceProgress value) => stages.Add(value.Stage);
    }
}
