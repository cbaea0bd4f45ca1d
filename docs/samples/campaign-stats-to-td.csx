#r "sdk:Microsoft.NET.Sdk.Web"
#r "nuget: BrevoTd.Connector, *-*"
#r "nuget: BrevoTd.Connector.Emulator, *-*"

// The statistics of all campaigns, each time as they stand now, become rows of Treasure Data: brevo_email_campaigns, brevo_sms_campaigns, brevo_whatsapp_campaigns.
//   dotnet script docs/samples/campaign-stats-to-td.csx -- DATABASE
// Without BREVO_API_KEY and TD_API_KEY in the environment, on loopback with campaigns made up.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.TreasureData;

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

    if (emulator is not null)
    {
        await MakeUpAsync(emulator, brevo);
    }

    var database = args.Count > 0 ? args[0] : "brevo";
    await td.Databases.CreateIfNotExistsAsync(database);
    ISyncStore store = emulator is null ? new FileSyncStore("campaign-stats-to-td.state") : new MemorySyncStore();
    var rejected = 0L;
    BrevoPull[] pulls = [BrevoPulls.EmailCampaigns(), BrevoPulls.SmsCampaigns(), BrevoPulls.WhatsAppCampaigns()];
    foreach (var pull in pulls)
    {
        var result = await pull.LoadAsync(brevo, td, database, store, job: "campaign-stats");
        Console.WriteLine(result);
        rejected += result.Rejected;
    }

    const string Latest =
        "SELECT name, delivered, unique_views, clickers, row_number() OVER (PARTITION BY id ORDER BY time DESC) AS n FROM brevo_email_campaigns";
    await using var best = td.Jobs.Query(
        database,
        $"SELECT name, delivered, unique_views, clickers FROM ({Latest}) WHERE n = 1 ORDER BY clickers DESC LIMIT 5"
    );
    await foreach (var row in best)
    {
        Console.WriteLine(
            $"{row.Text("name")}: {row.Int64OrNull("delivered")} delivered, opened by {row.Int64OrNull("unique_views")}, clicked by {row.Int64OrNull("clickers")}"
        );
    }

    return rejected == 0 ? 0 : 1;
}

static string? Env(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

/// <summary>Three campaigns to 40 people, opened and clicked by some.</summary>
static async Task MakeUpAsync(ConnectorEmulator emulator, BrevoClient brevo)
{
    var list = emulator.Brevo.AddList("Readers");
    var people = Enumerable.Range(1, 40).Select(id => $"person.{id}@example.com").ToList();
    people.ForEach(person => emulator.Brevo.AddContact(person, null, list));
    foreach (var (name, readers) in new[] { ("May", 10), ("June", 25), ("July", 5) })
    {
        var campaign = await brevo.EmailCampaigns.CreateAsync(
            new()
            {
                Name = name,
                Sender = new() { Email = "shop@example.com" },
                Subject = $"News of {name}",
                HtmlContent = "<p>Hello</p>",
                Recipients = new() { ListIds = [list] },
            }
        );
        await brevo.EmailCampaigns.SendNowAsync(campaign);
        foreach (var (person, i) in people.Take(readers).Select((person, i) => (person, i)))
        {
            emulator.Brevo.RecordCampaignEvent(campaign.Value, person, BrevoEmulatorCampaignEvent.Opened);
            if (i % 2 == 0)
            {
                emulator.Brevo.RecordCampaignEvent(campaign.Value, person, BrevoEmulatorCampaignEvent.Clicked, "https://example.com/news");
            }
        }
    }
}
