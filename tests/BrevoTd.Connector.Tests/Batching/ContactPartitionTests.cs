using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>Contacts whose map names lists and blocklist flags, which an import has for all its contacts only.</summary>
public sealed class ContactPartitionTests
{
    private sealed record Reader(string Email, long[]? Lists, bool? Blocked = false);

    private static async Task<(List<string> Imports, BatchWriteReport Report)> WriteAsync(
        ImportRun run,
        IEnumerable<Reader> readers,
        Action<ContactMapBuilder<Reader>>? more = null
    )
    {
        var map = ContactMap.From<Reader>(map =>
        {
            map.Email(reader => $"{reader.Email}@example.com");
            map.Attribute("N", reader => (long)reader.Email[0]);
            map.ListIds(reader => reader.Lists);
            more?.Invoke(map);
        });
        var writer = new BrevoContactsClient(run.Server).CreateImportWriter(map, run.Options);
        foreach (var reader in readers)
        {
            await writer.WriteAsync(reader);
        }

        await writer.FlushAsync();
        var report = await run.Time.RunAsync(writer.CompleteAsync());
        await run.Time.RunAsync(writer.DisposeAsync().AsTask());
        var imports = new List<string>();
        foreach (var body in run.Server.ImportBodies)
        {
            using var json = JsonDocument.Parse(body);
            var import = json.RootElement;
            var lists = string.Join(',', import.GetProperty("listIds").EnumerateArray());
            var emails = string.Join(
                '+',
                import.GetProperty("jsonBody").EnumerateArray().Select(row => row.GetProperty("email").GetString()![0])
            );
            imports.Add($"{lists} {Flag(import, "emailBlacklist")} {Flag(import, "smsBlacklist")} {emails}");
        }

        imports.Sort(StringComparer.Ordinal);
        return (imports, report);

        // A flag that nobody set is not sent.
        static bool Flag(JsonElement import, string name) => import.TryGetProperty(name, out var flag) && flag.GetBoolean();
    }

    [Fact]
    public async Task WriteAsync_ListsOfEachContact_TravelInTheirOwnImports()
    {
        var run = new ImportRun();

        var (imports, report) = await WriteAsync(run, [new("a", [1]), new("b", [2, 1]), new("c", [1]), new("d", null), new("e", [1, 2])]);

        Assert.Equal(["42 False False d", "42,1 False False a+c", "42,1,2 False False b+e"], imports);
        Assert.Equal(5, report.Delivered);
    }

    [Fact]
    public async Task WriteAsync_BlocklistFlags_TravelInTheirOwnImports()
    {
        var run = new ImportRun();

        var (imports, _) = await WriteAsync(
            run,
            [new("a", null, true), new("b", null), new("c", null, true)],
            map =>
            {
                map.EmailBlocklisted(reader => reader.Blocked);
                map.SmsBlocklisted(_ => false);
            }
        );

        Assert.Equal(["42 False False b", "42 True False a+c"], imports);
    }

    [Fact]
    public async Task WriteAsync_NoListsForAll_ContactsWithoutListsAreDeadLettered()
    {
        var run = new ImportRun();
        run.Options.ListIds = [];

        var (imports, report) = await WriteAsync(run, [new("a", [7]), new("b", []), new("c", null)]);

        Assert.Equal(["7 False False a"], imports);
        Assert.Equal((1, 2), (report.Delivered, report.DeadLettered));
    }

    [Fact]
    public void CreateImportWriter_NoListAnywhere_IsRefused()
    {
        var run = new ImportRun();
        run.Options.ListIds = [];
        var map = ContactMap.From<Reader>(map => map.Email(reader => reader.Email));

        var exception = Assert.Throws<ArgumentException>(() => new BrevoContactsClient(run.Server).CreateImportWriter(map, run.Options));

        Assert.Contains("ListIds", exception.Message, StringComparison.Ordinal);
    }
}
