#:project ../../src/BrevoTd.Connector/BrevoTd.Connector.csproj
#:project ../../src/BrevoTd.Connector.Emulator/BrevoTd.Connector.Emulator.csproj
#:property PublishAot=false

// What people did yesterday, from a table of Treasure Data, becomes events of Brevo.
//   dotnet run docs/samples/events-to-brevo.cs -- DATABASE TABLE
// The table has the columns time, email, event, sku and price. Without BREVO_API_KEY and TD_API_KEY in the environment, on loopback with events made up.
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

return await RunAsync(args);

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

    if (emulator is null && args.Count != 2)
    {
        Console.Error.WriteLine("Name the database and the table: DATABASE TABLE");
        return 2;
    }

    var (database, table) = args.Count == 2 ? (args[0], args[1]) : ("shop", "events");
    if (emulator is not null)
    {
        await emulator.TreasureData.LoadJsonAsync(database, table, MakeUp());
    }

    var map = EventMap.From<TdRow>(events =>
    {
        events.SkipWhen(row => row.TextOrNull("email") is null, "nobody known");
        events.Name(Column.Text("event"));
        events.Email(Column.Text("email")).Trim().ToLower();
        events.Time(Column.Timestamp("time"));
        events.Properties(properties =>
        {
            properties.Field("sku", Column.Text("sku"));
            properties.Field("price", Column.Double("price"));
        });
    });

    // Each run sends one whole day. An event has no key by which Brevo could tell that it comes twice, so run it once a day.
    await using var writer = brevo.Events.CreateWriter(map);
    await using var result = td.Jobs.Query(database, $"SELECT time, email, event, sku, price FROM {table} WHERE TD_INTERVAL(time, '-1d')");
    await foreach (var row in result)
    {
        await writer.WriteAsync(row);
    }

    var report = await writer.CompleteAsync();
    Console.WriteLine(report.ToTable());
    return report.Delivered + report.Skipped == report.Read ? 0 : 1;
}

static string? Env(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

/// <summary>2,000 events of 300 people; every twentieth is by nobody known.</summary>
static IEnumerable<string> MakeUp()
{
    var today = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).ToUnixTimeSeconds();
    foreach (var n in Enumerable.Range(0, 2_000))
    {
        var (email, name) = (n % 20 == 0 ? "null" : $"\"person.{n % 300}@example.com\"", n % 5 == 0 ? "item_bought" : "page_seen");
        yield return $$"""{"time":{{today - 1 - n}},"email":{{email}},"event":"{{name}}","sku":"S-{{n % 40}}","price":{{n % 40 + 0.5:0.0}}}""";
    }
}
