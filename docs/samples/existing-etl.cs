#:project ../../src/BrevoTd.Connector/BrevoTd.Connector.csproj
#:project ../../src/BrevoTd.Connector.Emulator/BrevoTd.Connector.Emulator.csproj
#:package Microsoft.Data.Sqlite
#:property PublishAot=false

// Inside a job that exists already: a data reader of its database goes to Treasure Data and to Brevo, and a query of Treasure Data comes back as a data reader.
//   dotnet run docs/samples/existing-etl.cs
// SQLite stands for any database with an ADO.NET provider. Without BREVO_API_KEY and TD_API_KEY in the environment, on loopback.
using System.Data;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Microsoft.Data.Sqlite;

return await RunAsync();

static async Task<int> RunAsync()
{
    // Your services if the environment holds a key; otherwise both on loopback.
    await using var emulator = Env("BREVO_API_KEY") is null && Env("TD_API_KEY") is null ? await ConnectorEmulator.StartAsync() : null;
    var brevoAt = emulator?.Brevo.BaseAddress ?? new Uri(Env("BREVO_API_SERVER") ?? "https://api.brevo.com/v3/");
    var tdAt = emulator?.TreasureData.BaseAddress ?? new Uri(Env("TD_API_SERVER") ?? "https://api.treasuredata.com/");
    await using var brevo = BrevoClient.Create(new() { BaseAddress = brevoAt, ApiKey = emulator?.Brevo.ApiKey ?? Env("BREVO_API_KEY") });
    await using var td = TreasureDataClient.Create(
        new() { BaseAddress = tdAt, ApiKey = emulator?.TreasureData.ApiKey ?? Env("TD_API_KEY") }
    );

    // The database of the job.
    await using var database = new SqliteConnection("Data Source=:memory:");
    await database.OpenAsync();
    await using var command = database.CreateCommand();
    command.CommandText = """
        CREATE TABLE customers AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 500)
        SELECT id, 'customer.' || id || '@example.com' AS email, 'Name ' || id AS first_name, id * 1.5 AS spent FROM n;
        CREATE TABLE spent_by_ending (ending INTEGER, customers INTEGER, spent REAL)
        """;
    await command.ExecuteNonQueryAsync();
    command.CommandText = "SELECT id, email, first_name, spent FROM customers";

    // Its rows to Treasure Data, by names and types.
    await td.Databases.CreateIfNotExistsAsync("etl_sample");
    await td.Tables.DeleteIfExistsAsync("etl_sample", "customers");
    TdLoadResult loaded;
    await using (var reader = await command.ExecuteReaderAsync())
    {
        var conversion = new TdRowConversion { Time = TdRowTime.OfImport };
        loaded = await td.LoadAsync("etl_sample", "customers", reader, conversion, new() { CreateTable = true });
        Console.WriteLine($"{loaded.Delivered} rows are in Treasure Data.");
    }

    // The same rows to Brevo, by a map.
    var map = ContactMap.From<IDataRecord>(contact =>
    {
        contact.Email(Column.Text("email")).Required();
        contact.ExternalId(Column.Int64("id"));
        contact.Attribute("FIRSTNAME", Column.Text("first_name"));
    });
    var folder = await brevo.Folders.CreateAsync("Samples");
    var list = await brevo.Lists.CreateAsync("existing-etl", folder);
    await using var writer = brevo.Contacts.CreateImportWriter(map, new() { ListIds = [list.Value] });
    BatchWriteReport report;
    await using (var reader = await command.ExecuteReaderAsync())
    {
        report = await writer.WriteAllAsync(reader);
        Console.WriteLine(report.ToTable());
    }

    // A query of Treasure Data back into the database.
    await using var result = td.Jobs.Query(
        "etl_sample",
        "SELECT id % 10 AS ending, count(*) AS n, sum(spent) AS spent FROM customers GROUP BY 1"
    );
    var copied = 0;
    await using (var reader = await result.OpenDataReaderAsync())
    {
        command.CommandText = "INSERT INTO spent_by_ending VALUES ($ending, $n, $spent)";
        while (await reader.ReadAsync())
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$ending", reader.GetInt64(0));
            command.Parameters.AddWithValue("$n", reader.GetInt64(1));
            command.Parameters.AddWithValue("$spent", reader.GetDouble(2));
            copied += await command.ExecuteNonQueryAsync();
        }
    }

    Console.WriteLine($"{copied} rows came back.");
    return loaded.Delivered == report.Delivered && copied == 10 ? 0 : 1;
}

static string? Env(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
