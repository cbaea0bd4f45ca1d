#r "sdk:Microsoft.NET.Sdk.Web"
#r "nuget: BrevoTd.Connector, *-*"
#r "nuget: BrevoTd.Connector.Emulator, *-*"

// The people of a CDP segment become contacts on a list of Brevo; the next run sends only who is new or has changed.
//   dotnet script docs/samples/segment-to-brevo.csx -- AUDIENCE SEGMENT LIST
// Without BREVO_API_KEY and TD_API_KEY in the environment, on loopback with people made up, and without arguments.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
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

    var (audience, segment, list) = emulator is null ? ("", "", 0) : await MakeUpAsync(emulator, td);
    if (emulator is null)
    {
        if (args.Count != 3 || !long.TryParse(args[2], out list))
        {
            Console.Error.WriteLine("Name the parent segment, the segment and the list: AUDIENCE SEGMENT LIST");
            return 2;
        }

        (audience, segment) = (args[0], args[1]);
    }

    var people = ContactMap.From<TdRow>(map =>
    {
        map.Email(Column.Text("email")).Trim().ToLower().Required();
        map.Attribute("FIRSTNAME", Column.Text("first_name"));
    });
    var definition = SyncDefinition.From(
        "segment-to-brevo",
        sync =>
            sync.FromSegment(new TdAudienceId(audience), new TdSegmentId(segment))
                .ToContacts(people, options => options.ListIds = [list])
                .Changes(SyncChanges.Fingerprint)
    );
    ISyncStore store = emulator is null ? new FileSyncStore("segment-to-brevo.state") : new MemorySyncStore();
    var report = await SyncJob.Create(definition, brevo, td, store).RunAsync();
    Console.WriteLine(report.ToTable());
    return report.IsComplete ? 0 : 1;
}

static string? Env(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

/// <summary>1,200 people, a third of them in Germany, and the segment of those.</summary>
static async Task<(string Audience, string Segment, long List)> MakeUpAsync(ConnectorEmulator emulator, TreasureDataClient td)
{
    var people = Enumerable.Range(1, 1_200).Select(id => (Id: id, Country: id % 3 == 0 ? "DE" : "FR")).ToList();
    var rows = people.Select(p => $$"""{"time":{{p.Id}},"id":"{{p.Id}}","email":"person.{{p.Id}}@example.com","first_name":"P{{p.Id}}"}""");
    await emulator.TreasureData.LoadJsonAsync("crm", "people", rows);
    await emulator.TreasureData.LoadJsonAsync("crm", "countries", people.Select(p => $$"""{"id":"{{p.Id}}","country":"{{p.Country}}"}"""));
    var audience = await emulator.TreasureData.CreateParentSegmentAsync(
        new()
        {
            Name = "Everybody",
            Database = "crm",
            Table = "people",
            KeyColumn = "id",
            Attributes = [new("Country", "countries", "country", "id", "id")],
        }
    );
    const string IsGerman =
        """{"type":"Value","exclude":false,"leftValue":{"name":"country"},"operator":{"type":"Equal","not":false,"rightValue":"DE"},"arrayMatching":null}""";
    using var rule = JsonDocument.Parse($$"""{"type":"And","conditions":[{"type":"And","description":"","conditions":[{{IsGerman}}]}]}""");
    var segment = await td.Segments.CreateAsync(new TdAudienceId(audience), new() { Name = "Germans", Rule = rule.RootElement });
    return (audience, segment.Id!.Value.Value, emulator.Brevo.AddList("Germans"));
}
