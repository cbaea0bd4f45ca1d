using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.Flows;

/// <summary>Records that Brevo refused for a while are kept, in a file or in a table of Treasure Data, and arrive later where they were meant to.</summary>
public sealed class DeadLetterFlowTests : IDisposable
{
    private const int Count = 1_500;

    private readonly string _folder = Directory.CreateTempSubdirectory("flow").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replay_OfContactsThatWereRefused_PutsEachOnItsListsWithItsFlags(bool inTable)
    {
        await using var emulator = await ConnectorEmulator.StartAsync(
            new() { EnforceQuotas = false, ImportProcessingTime = TimeSpan.FromMilliseconds(5) }
        );
        await using var services = Services(emulator);
        var brevo = services.GetRequiredService<BrevoClient>();
        var td = services.GetRequiredService<TreasureDataClient>();
        await td.Databases.CreateIfNotExistsAsync("letters");
        var lists = new[] { emulator.Brevo.AddList("Even"), emulator.Brevo.AddList("Odd") };
        emulator.Brevo.Faults.Add(FaultRule.Status(400) with { Path = "/v3/contacts/import", Probability = 0.5, Seed = 3 });
        var file = new JsonLinesDeadLetterSink(Path.Combine(_folder, "dead.jsonl"));
        IDeadLetterSink letters = inTable ? new TdTableDeadLetterSink(td.Tables, "letters", "dead") : file;
        var first = await WriteAsync(brevo, lists, letters);
        await file.DisposeAsync();
        emulator.Brevo.Faults.Clear();
        Assert.InRange(first.DeadLettered, 1, Count - 1);
        Assert.Equal(first.Delivered, emulator.Brevo.ContactCount);

        var kept = inTable
            ? DeadLetterReplay.ReadTableAsync(td, "letters", "dead", "sink = 'brevo.contacts.import'", Soon)
            : DeadLetterReplay.ReadFileAsync(Path.Combine(_folder, "dead.jsonl"));
        BatchWriteReport second;
        await using (var writer = brevo.Contacts.CreateReplayWriter(Options()))
        {
            second = await writer.WriteAllAsync(kept);
        }

        Assert.Equal((first.DeadLettered, 0), (second.Delivered, second.Skipped));
        var contacts = emulator.Brevo.EnumerateContacts().ToDictionary(contact => contact.Email!);
        Assert.Equal(Count, contacts.Count);
        foreach (var id in Enumerable.Range(1, Count))
        {
            var contact = contacts[$"reader.{id}@example.com"];
            Assert.Equal([lists[id % 2]], contact.ListIds);
            Assert.Equal(id % 5 == 0, contact.SmsBlacklisted);
            Assert.Equal($"Zoë \"{id}\"", contact.Attributes["FIRSTNAME"]);
        }
    }

    [Fact]
    public async Task Table_EveryKindOfLetter_ComesBackAsItWas()
    {
        await using var emulator = await ConnectorEmulator.StartAsync(new() { EnforceQuotas = false });
        await using var services = Services(emulator);
        var td = services.GetRequiredService<TreasureDataClient>();
        await td.Databases.CreateIfNotExistsAsync("letters");
        var sink = new TdTableDeadLetterSink(td.Tables, "letters", "dead");
        DeadLetter[] letters =
        [
            Letter(1) with
            {
                Key = "größe@example.com",
                Attempts = 2,
                ProcessId = "78",
                Partition = """{"listIds":[4]}""",
                Body = """{"email":"gr\u00f6\u00dfe@example.com"}"""u8.ToArray(),
            },
            Letter(2) with
            {
                Outcome = RecordOutcome.Unverified,
                Failures = [new MappingFailure(2, "email", "mail", MappingFailureCode.InvalidEmail, "It is no address.", "text")],
            },
            Letter(3) with
            {
                Outcome = RecordOutcome.Rejected,
                Format = WireFormat.MessagePack,
                Body = new byte[] { 0x80 },
            },
        ];

        await sink.WriteAsync(letters[..2]);
        await sink.WriteAsync(letters[2..]);
        await sink.WriteAsync(letters[2..]);

        var read = new List<DeadLetter>();
        await foreach (var letter in DeadLetterReplay.ReadTableAsync(td, "letters", "dead", options: Soon))
        {
            read.Add(letter);
        }

        // The same letters again are the same import, which is stored once.
        Assert.Equal(letters.Select(Describe), read.Select(Describe));
        Assert.Equal(letters[1].Failures, read[1].Failures);
    }

    [Fact]
    public async Task Table_WithOtherColumns_IsRefusedByName()
    {
        await using var emulator = await ConnectorEmulator.StartAsync(new() { EnforceQuotas = false });
        await emulator.TreasureData.LoadJsonAsync("letters", "dead", ["""{"time":1,"sink":"anna","record_number":1}"""]);
        await using var services = Services(emulator);
        var td = services.GetRequiredService<TreasureDataClient>();
        await using var result = td.Jobs.Query("letters", "SELECT * FROM dead", Soon);

        await foreach (var row in result)
        {
            var exception = Assert.Throws<FormatException>(() => DeadLetterReplay.FromRow(row));
            Assert.Contains("Row 1 ", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("anna", exception.Message, StringComparison.Ordinal);
        }
    }

    private static TdQueryOptions Soon { get; } = new() { Wait = new TdWaitOptions { InitialPollDelay = TimeSpan.FromMilliseconds(5) } };

    private static async Task<BatchWriteReport> WriteAsync(BrevoClient brevo, long[] lists, IDeadLetterSink letters)
    {
        var map = ContactMap.From<int>(contact =>
        {
            contact.Email(static id => $"reader.{id}@example.com");
            contact.Attribute("FIRSTNAME", static id => $"Zoë \"{id}\"");
            contact.ListIds(id => [lists[id % 2]]);
            contact.SmsBlocklisted(static id => id % 5 == 0);
        });
        var options = Options();
        options.DeadLetters = letters;
        options.DeadLetterBodies = true;
        await using var writer = brevo.Contacts.CreateImportWriter(map, options);
        return await writer.WriteAllAsync(Enumerable.Range(1, Count));
    }

    private static ContactImportWriterOptions Options() =>
        new()
        {
            MaxBatchRecords = 50,
            FirstLook = TimeSpan.FromMilliseconds(20),
            MaxLookInterval = TimeSpan.FromMilliseconds(200),
            MaxLooksPerHour = 100_000,
            CheckBeforeSending = false,
            StopAfterFailedRequests = 0,
        };

    private static ServiceProvider Services(ConnectorEmulator emulator)
    {
        var services = new ServiceCollection();
        services.AddBrevoClient(options =>
        {
            options.BaseAddress = emulator.Brevo.BaseAddress;
            options.ApiKey = emulator.Brevo.ApiKey;
            options.Tier = BrevoTier.Extended;
        });
        services.AddTreasureDataClient(options =>
        {
            options.BaseAddress = emulator.TreasureData.BaseAddress;
            options.ApiKey = emulator.TreasureData.ApiKey;
        });
        return services.BuildServiceProvider();
    }

    private static string Describe(DeadLetter letter) =>
        $"{letter} {letter.Key} {letter.ProcessId} {letter.Attempts} {letter.Partition} {letter.Time:O} {letter.Format} {Convert.ToHexString(letter.Body.Span)}";

    private static DeadLetter Letter(int number) =>
        new()
        {
            SinkName = "s",
            RecordNumber = number,
            Outcome = RecordOutcome.DeadLettered,
            Cause = OutcomeCause.NotSent,
            Time = new DateTimeOffset(2026, 11, 24, 8, 0, 0, 123, TimeSpan.Zero),
        };
}
