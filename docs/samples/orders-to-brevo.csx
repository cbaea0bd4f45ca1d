#r "sdk:Microsoft.NET.Sdk.Web"
#r "nuget: BrevoTd.Connector, *-*"
#r "nuget: BrevoTd.Connector.Emulator, *-*"
#r "nuget: DuckDB.NET.Data.Full, 1.5.6.1"

// The order lines of a shop go to Treasure Data; there they are grouped by invoice, and become orders of Brevo with their lines.
//   dotnet script docs/samples/orders-to-brevo.csx -- online-retail.csv.gz
// Any CSV file (also .gz) with the columns InvoiceNo, StockCode, Quantity, InvoiceDate, UnitPrice and CustomerID will do; without one, lines are made up.
// Without BREVO_API_KEY and TD_API_KEY in the environment, on loopback.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using DuckDB.NET.Data;

return await RunAsync(Args);

static async Task<int> RunAsync(IList<string> args)
{
    // Your services if the environment holds a key; otherwise both on loopback.
    await using var emulator = Env("BREVO_API_KEY") is null && Env("TD_API_KEY") is null ? await ConnectorEmulator.StartAsync() : null;
    var brevoAt = emulator?.Brevo.BaseAddress ?? new Uri(Env("BREVO_API_SERVER") ?? "https://api.brevo.com/v3/");
    var tdAt = emulator?.TreasureData.BaseAddress ?? new Uri(Env("TD_API_SERVER") ?? "https://api.treasuredata.com/");
    await using var brevo = BrevoClient.Create(new() { BaseAddress = brevoAt, ApiKey = emulator?.Brevo.ApiKey ?? Env("BREVO_API_KEY") });
    await using var td = TreasureDataClient.Create(
        new() { BaseAddress = tdAt, ApiKey = emulator?.TreasureData.ApiKey ?? Env("TD_API_KEY") }
    );

    // The file, as a data reader.
    const string MadeUp = """
        SELECT 500000 + i // 4 AS InvoiceNo, 'S-' || i % 90 AS StockCode, 1 + i % 5 AS Quantity, TIMESTAMP '2024-10-01' + INTERVAL 1 MINUTE * (i // 4) AS InvoiceDate,
            0.5 + i % 30 AS UnitPrice, CASE WHEN i // 4 % 10 > 0 THEN 10000 + i // 4 % 97 END AS CustomerID FROM range(2000) AS numbers(i)
        """;
    var source = args.Count == 0 ? MadeUp : $"SELECT * FROM read_csv('{args[0].Replace("'", "''")}', header = true, all_varchar = true)";
    await using var files = new DuckDBConnection("DataSource=:memory:");
    await files.OpenAsync();
    await using var command = files.CreateCommand();
    command.CommandText = $"""
        SELECT InvoiceNo::VARCHAR AS invoice, StockCode AS sku, Quantity::BIGINT AS quantity, epoch(InvoiceDate::TIMESTAMP)::BIGINT AS ordered_at,
            UnitPrice::DOUBLE AS price, split_part(CustomerID::VARCHAR, '.', 1) AS customer FROM ({source})
        """;
    await using var reader = await command.ExecuteReaderAsync();

    // To Treasure Data, in place of what an earlier run left.
    await td.Databases.CreateIfNotExistsAsync("shop_sample");
    await td.Tables.DeleteIfExistsAsync("shop_sample", "order_lines");
    var conversion = new TdRowConversion { Time = TdRowTime.OfImport };
    var loaded = await td.LoadAsync("shop_sample", "order_lines", reader, conversion, new TdLoadOptions { CreateTable = true });
    Console.WriteLine($"{loaded.Delivered} order lines are in Treasure Data.");

    // An invoice is an order. Numbers that begin with C are cancellations, and without a customer nobody is the order's.
    var map = OrderMap.From<RowGroup<TdRow>>(orders =>
    {
        orders.SkipWhen(invoice => string.IsNullOrEmpty(invoice.First.TextOrNull("customer")), "no customer");
        orders.Id(Column.Text("invoice"));
        orders.ExternalId(Column.Text("customer"));
        orders.CreatedAt(Column.Timestamp("ordered_at"));
        orders.UpdatedAt(Column.Timestamp("ordered_at"));
        orders.Status(invoice => invoice.First.Text("invoice").StartsWith('C') ? "cancelled" : "completed");
        orders.Amount(invoice => invoice.Rows.Sum(line => Math.Abs(line.Int64("quantity")) * (decimal)line.Double("price")));
        orders.Lines(
            invoice => invoice.Rows,
            line =>
            {
                line.ProductId(Column.Text("sku"));
                line.Quantity(Column.Int64("quantity")).Convert(quantity => (long?)Math.Abs(quantity));
                line.Price(row => (decimal?)row.Double("price"));
            }
        );
    });
    await using var writer = brevo.Orders.CreateWriter(map, new() { Historical = true });
    await using var lines = td.Jobs.Query("shop_sample", "SELECT * FROM order_lines ORDER BY invoice");
    var report = await writer.WriteAllAsync(lines.GroupAdjacentAsync("invoice"));
    Console.WriteLine(report.ToTable());
    return report.Delivered + report.Skipped == report.Read ? 0 : 1;
}

static string? Env(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
