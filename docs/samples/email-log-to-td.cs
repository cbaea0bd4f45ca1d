#:project ../../src/BrevoTd.Connector/BrevoTd.Connector.csproj
#:project ../../src/BrevoTd.Connector.Emulator/BrevoTd.Connector.Emulator.csproj
#:property PublishAot=false

// What became of transactional e-mails (delivered, opened, clicked, bounced) is added to brevo_email_events in Treasure Data, each event once.
//   dotnet run docs/samples/email-log-to-td.cs -- DATABASE
// The first run reads 90 days, each further one what is new. Without BREVO_API_KEY and TD_API_KEY in the environment, on loopback with messages made up.
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Sync;
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

    if (emulator is not null)
    {
        await MakeUpAsync(emulator, brevo);
    }

    var database = args.Count > 0 ? args[0] : "brevo";
    await td.Databases.CreateIfNotExistsAsync(database);
    ISyncStore store = emulator is null ? new FileSyncStore("email-log-to-td.state") : new MemorySyncStore();
    var result = await BrevoPulls.EmailEvents().LoadAsync(brevo, td, database, store, job: "email-log");
    Console.WriteLine(result);

    await using var counts = td.Jobs.Query(
        database,
        "SELECT event, count(DISTINCT row_id) AS n FROM brevo_email_events GROUP BY event ORDER BY n DESC"
    );
    await foreach (var row in counts)
    {
        Console.WriteLine($"{row.Int64("n"), 8} {row.Text("event")}");
    }

    return result.Rejected == 0 ? 0 : 1;
}

static string? Env(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

/// <summary>30 messages, some opened, clicked or bounced.</summary>
static async Task MakeUpAsync(ConnectorEmulator emulator, BrevoClient brevo)
{
    emulator.Brevo.BounceMessagesTo("nobody@example.com");
    for (var n = 1; n <= 30; n++)
    {
        var sent = await brevo.TransactionalEmails.SendAsync(
            new()
            {
                Sender = MessageSender.FromEmail("shop@example.com"),
                To = [n % 10 == 0 ? "nobody@example.com" : $"person.{n}@example.com"],
                Subject = "Your order",
                HtmlContent = "<p>It is on its way.</p>",
            }
        );
        if (n % 3 == 0 && n % 10 != 0)
        {
            emulator.Brevo.RecordMessageEvent(sent.MessageId!, BrevoEmulatorMessageEvent.Opened);
            emulator.Brevo.RecordMessageEvent(sent.MessageId!, BrevoEmulatorMessageEvent.Clicked, link: "https://example.com/order");
        }
    }
}
