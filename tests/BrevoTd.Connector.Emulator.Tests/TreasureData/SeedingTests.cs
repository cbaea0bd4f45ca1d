using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public sealed class SeedingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("td-seeding-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task LoadCsv_TypesAreInferredWithoutLosingDigits()
    {
        await using var server = await TdServer.StartAsync();
        var path = Path.Combine(_folder, "it's.csv");
        await File.WriteAllTextAsync(
            path,
            "time,Email,zip,phone,score,visits,note\n1727740800,a@example.com,00012,+33612345678,0.5,3,\"x, \"\"y\"\"\"\n1727740801,b@example.com,75001,,2,4,\n"
        );
        await server.Td.LoadCsvAsync("crm_raw", "contacts", path);
        Assert.Equal(
            """[["Email","string","email"],["zip","string","zip"],["phone","string","phone"],["score","double","score"],["visits","long","visits"],["note","string","note"]]""",
            (await server.GetJsonAsync("/v3/table/show/crm_raw/contacts")).Text("schema")
        );
        Assert.Equal(
            """[1727740800,"a@example.com","00012","+33612345678",0.5,3,"x, \"y\""]"""
                + "\n"
                + """[1727740801,"b@example.com","75001",null,2.0,4,null]"""
                + "\n",
            await server.QueryAsync("crm_raw", "SELECT time, email, zip, phone, score, visits, note FROM contacts ORDER BY time")
        );
    }

    [Fact]
    public async Task LoadCsv_WithoutTime_FillsIt()
    {
        await using var server = await TdServer.StartAsync();
        var path = Path.Combine(_folder, "contacts.csv");
        await File.WriteAllTextAsync(path, "email\na@example.com\n");
        await server.Td.LoadCsvAsync("crm_raw", "contacts", path);
        Assert.Equal("[1]\n", await server.QueryAsync("crm_raw", "SELECT count(*) AS n FROM contacts WHERE time > 1700000000"));
    }

    [Fact]
    public async Task LoadParquet_KeepsNumbersAndText()
    {
        await using var server = await TdServer.StartAsync();
        var path = Path.Combine(_folder, "contacts.parquet");
        using (var connection = new DuckDB.NET.Data.DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                "COPY (SELECT 'a@example.com' AS email, 7 AS visits, 0.25::DECIMAL(10,2) AS score, true AS opted_in, "
                + $"DATE '2024-10-01' AS day, TIMESTAMP '2024-10-01 00:00:00' AS time) TO '{path}' (FORMAT parquet)";
            command.ExecuteNonQuery();
        }

        await server.Td.LoadParquetAsync("crm_raw", "contacts", path);
        Assert.Equal(
            """[1727740800,"a@example.com",7,0.25,"true","2024-10-01"]""" + "\n",
            await server.QueryAsync("crm_raw", "SELECT time, email, visits, score, opted_in, day FROM contacts")
        );
    }

    [Fact]
    public async Task LoadFile_Unreadable_SaysSoWithoutQuotingCells()
    {
        await using var server = await TdServer.StartAsync();
        var csv = Path.Combine(_folder, "bad.csv");
        await File.WriteAllTextAsync(csv, "time,email\nsecret@example.com,secret@example.com\n");
        var parquet = Path.Combine(_folder, "bad.parquet");
        await File.WriteAllTextAsync(parquet, "secret@example.com is no Parquet file");
        var badCsv = await Assert.ThrowsAsync<FormatException>(() => server.Td.LoadCsvAsync("crm_raw", "contacts", csv));
        var badParquet = await Assert.ThrowsAsync<FormatException>(() => server.Td.LoadParquetAsync("crm_raw", "contacts", parquet));
        Assert.DoesNotContain("secret", badCsv.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", badParquet.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await server.Td.CountRowsAsync("crm_raw", "contacts"));
    }

    [Fact]
    public async Task LoadJson_BadRow_SaysWhichAndStoresNothing()
    {
        await using var server = await TdServer.StartAsync();
        var failure = await Assert.ThrowsAsync<FormatException>(() => server.Td.LoadJsonAsync("crm_raw", "contacts", ["{}", "[]"]));
        Assert.Contains("Row 2", failure.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/v3/database/show/crm_raw")).StatusCode);
        await Assert.ThrowsAsync<ArgumentException>(() => server.Td.LoadJsonAsync("Bad-Name", "contacts", ["{}"]));
        await Assert.ThrowsAsync<FileNotFoundException>(() =>
            server.Td.LoadCsvAsync("crm_raw", "contacts", Path.Combine(_folder, "none.csv"))
        );
    }
}
