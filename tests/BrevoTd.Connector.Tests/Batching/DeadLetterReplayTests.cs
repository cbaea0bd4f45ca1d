using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class DeadLetterReplayTests : IDisposable
{
    private const string Lists = """{"listIds":[42,43],"updateExistingContacts":true,"emptyContactsAttributes":false}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("replay").FullName;

    private string File => Path.Combine(_folder, "dead.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ReadFile_EveryKindOfLetter_IsTheLetterThatWasWritten()
    {
        DeadLetter[] letters =
        [
            Letter(1) with
            {
                Key = "zoë \"1\"@example.com",
                ProcessId = "78",
                Attempts = 3,
                Partition = Lists,
                Body = Bytes("""{"email":"zo\u00eb","attributes":{"A":[1,{"b":null}],"C":"\"}"}}"""),
                Time = new DateTimeOffset(2026, 11, 24, 8, 0, 0, 123, TimeSpan.FromHours(1)),
            },
            Letter(2) with
            {
                Outcome = RecordOutcome.Rejected,
                Failures = [new MappingFailure(2, "email", "mail", MappingFailureCode.InvalidEmail, "It is no address.", "text")],
            },
            Letter(3) with
            {
                Outcome = RecordOutcome.Unverified,
                Body = new byte[] { 0x81, 0xA1, 0x61, 0x01 },
                Format = WireFormat.MessagePack,
            },
        ];
        await using (var sink = new JsonLinesDeadLetterSink(File))
        {
            await sink.WriteAsync(letters);
        }

        var file = DeadLetterReplay.ReadFileAsync(File);
        var read = await ReadAsync(file);

        Assert.Equal((3, 0), (file.Letters, file.TornLines));
        Assert.Equal(letters.Select(Describe), read.Select(Describe));
        Assert.Equal(letters[1].Failures, read[1].Failures);
        Assert.Equal(3, (await ReadAsync(file)).Count);
    }

    [Fact]
    public async Task ReadFile_TornAtEveryByte_KeepsTheWholeLettersAndCountsTheTornOne()
    {
        await using (var sink = new JsonLinesDeadLetterSink(File))
        {
            await sink.WriteAsync([Letter(1), Letter(2) with { Key = "größe", Body = Bytes("{}"), Partition = Lists }]);
        }

        var whole = await System.IO.File.ReadAllBytesAsync(File);
        var first = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = first + 1; length <= whole.Length; length++)
        {
            await System.IO.File.WriteAllBytesAsync(File, whole[..length]);
            var file = DeadLetterReplay.ReadFileAsync(File);

            var read = await ReadAsync(file);

            // The line break itself may be missing.
            var isWhole = length >= whole.Length - 1;
            Assert.Equal(isWhole ? (2, 0) : (1, 1), (read.Count, (int)file.TornLines));
        }
    }

    [Fact]
    public async Task ReadFile_WrittenToAfterACrash_LosesTheTornLetterOnly()
    {
        await using (var sink = new JsonLinesDeadLetterSink(File))
        {
            await sink.WriteAsync([Letter(1), Letter(2)]);
        }

        await using (var torn = new FileStream(File, FileMode.Open))
        {
            torn.SetLength(torn.Length - 9);
        }

        await using (var sink = new JsonLinesDeadLetterSink(File))
        {
            await sink.WriteAsync([Letter(3)]);
        }

        var file = DeadLetterReplay.ReadFileAsync(File);
        Assert.Equal([1L, 3L], (await ReadAsync(file)).Select(letter => letter.RecordNumber));
        Assert.Equal(1, file.TornLines);
    }

    [Theory]
    [InlineData("""{"sink":"s","record":1,"outcome":"dead_lettered","cause":"c"}""", "'time'")]
    [InlineData("""{"sink":"s","record":"anna","outcome":"dead_lettered","cause":"c","time":"2026-11-24T08:00:00Z"}""", "'record'")]
    [InlineData("""{"sink":"s","record":1,"outcome":"anna","cause":"c","time":"2026-11-24T08:00:00Z"}""", "'outcome'")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("anna@example.com", "not JSON")]
    public async Task ReadFile_LineThatIsNoLetter_IsNamedByItsNumberAndNotQuoted(string line, string reason)
    {
        await System.IO.File.WriteAllTextAsync(File, "\n" + line + "\n");

        var exception = await Assert.ThrowsAsync<FormatException>(() => ReadAsync(DeadLetterReplay.ReadFileAsync(File)));

        Assert.Contains("Line 2 ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateWriter_LettersOfEveryOutcome_SendsTheKnownNotStoredOnesOnly()
    {
        var sink = new ScriptedSink();
        DeadLetter[] letters =
        [
            Sent(1),
            Sent(2) with
            {
                Outcome = RecordOutcome.Unverified,
            },
            Sent(3) with
            {
                Outcome = RecordOutcome.Rejected,
            },
            Sent(4) with
            {
                Cause = OutcomeCause.DuplicateKey,
            },
            Sent(5) with
            {
                Body = default,
            },
            Sent(6),
        ];

        var report = await ReplayAsync(sink, letters);

        Assert.Equal([1, 6], sink.Ids.SelectMany(ids => ids));
        Assert.Equal((6, 4, 2), (report.Read, report.Skipped, report.Delivered));
        Assert.Equal(
            ["letter of a rejected record", "letter of a superseded record", "letter of an unverified record", "letter without a body"],
            report.SkippedByReason.Keys
        );
        Assert.All(report.SkippedByReason.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task CreateWriter_EverythingAskedFor_SendsAllThatHasABody()
    {
        var sink = new ScriptedSink();
        DeadLetter[] letters =
        [
            Sent(1),
            Sent(2) with
            {
                Outcome = RecordOutcome.Unverified,
            },
            Sent(3) with
            {
                Outcome = RecordOutcome.Rejected,
            },
            Sent(4) with
            {
                Cause = OutcomeCause.DuplicateKey,
            },
            Sent(5) with
            {
                Outcome = RecordOutcome.Delivered,
            },
        ];
        var all = new DeadLetterReplayOptions
        {
            IncludeRejected = true,
            IncludeUnverified = true,
            IncludeSuperseded = true,
        };

        var report = await ReplayAsync(sink, letters, all);

        Assert.Equal([1, 2, 3, 4], sink.Ids.SelectMany(ids => ids));
        Assert.Equal(1, report.SkippedByReason["letter of a delivered record"]);
    }

    [Fact]
    public async Task CreateWriter_SameRecordTwice_IsSentOnce()
    {
        var sink = new ScriptedSink();

        var report = await ReplayAsync(sink, [Sent(1), Sent(2), Sent(1)]);

        Assert.Equal([2, 1], sink.Ids.SelectMany(ids => ids));
        Assert.Equal(1, report.DeadLetteredByCause["duplicate_key"]);
    }

    [Fact]
    public async Task WriteAsync_LetterOfAnotherSink_SaysWhoseItIsAndAcceptsNothing()
    {
        await using var writer = DeadLetterReplay.CreateWriter(new ScriptedSink(), Options());

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await writer.WriteAsync(Sent(1) with { SinkName = "brevo.orders.batch" })
        );

        Assert.Contains("'brevo.orders.batch'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'scripted'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await writer.CompleteAsync()).Read);
    }

    [Fact]
    public async Task WriteAsync_LetterThatSharedSettings_IsRefusedByAWriterThatCannotRestoreThem()
    {
        await using var writer = DeadLetterReplay.CreateWriter(new ScriptedSink(), Options());

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.WriteAsync(Sent(1) with { Partition = Lists }));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await writer.WriteAsync(Sent(1) with { Format = WireFormat.MessagePack })
        );
    }

    [Fact]
    public async Task CreateWriter_MessagePackRows_AreCopied()
    {
        var sink = new RowSink();
        byte[] row = [0x81, 0xA1, 0x61, 0x01];

        await ReplayAsync(sink, [Sent(1) with { Body = row, Format = WireFormat.MessagePack, Key = null }]);

        Assert.Equal([row], sink.Rows);
    }

    [Fact]
    public async Task Contacts_DeadLetteredAndReplayed_ArriveOnTheirListsWithTheirFlags()
    {
        var letters = new MemoryDeadLetterSink();
        var broken = new ImportRun();
        broken.Options.DeadLetters = letters;
        broken.Options.DeadLetterBodies = true;
        broken.Options.StopAfterFailedRequests = 0;
        broken.Options.UpdateExistingContacts = false;
        broken.Options.EmailBlacklist = true;
        broken.Server.NextFault = () => ImportFault.Refused;
        await broken.WriteAsync([
            Person.Number(1) with
            {
                ExternalId = "e\u00e91",
                Phone = "+33612345678",
            },
            new Person(2, null) { Phone = "+33612345679" },
        ]);
        await using (var sink = new JsonLinesDeadLetterSink(File))
        {
            await sink.WriteAsync(letters.Letters);
        }

        var fixedRun = new ImportRun();
        fixedRun.Options.ListIds = [7];
        var writer = new BrevoContactsClient(fixedRun.Server).CreateReplayWriter(fixedRun.Options);
        await foreach (var letter in DeadLetterReplay.ReadFileAsync(File))
        {
            await writer.WriteAsync(letter);
        }

        await writer.FlushAsync();
        var report = await fixedRun.Time.RunAsync(writer.CompleteAsync());
        await fixedRun.Time.RunAsync(writer.DisposeAsync().AsTask());

        Assert.Equal(2, report.Delivered);
        using var json = JsonDocument.Parse(Assert.Single(fixedRun.Server.ImportBodies));
        var body = json.RootElement;
        Assert.Equal([7L, 42L], body.GetProperty("listIds").EnumerateArray().Select(id => id.GetInt64()));
        Assert.False(body.GetProperty("updateExistingContacts").GetBoolean());
        Assert.True(body.GetProperty("emailBlacklist").GetBoolean());
        Assert.False(body.TryGetProperty("smsBlacklist", out _));
        using var first = JsonDocument.Parse(Assert.Single(broken.Server.ImportBodies));
        Assert.Equal(first.RootElement.GetProperty("jsonBody").GetRawText(), body.GetProperty("jsonBody").GetRawText());
        Assert.Equal(["person1@example.com", "+33612345679"], fixedRun.Settled.Select(record => record.Key));
    }

    [Fact]
    public async Task Contacts_OfDifferentListsAndClearing_TravelInImportsOfTheirOwn()
    {
        var run = new ImportRun();
        run.Options.ListIds = [];
        var writer = new BrevoContactsClient(run.Server).CreateReplayWriter(run.Options);
        await writer.WriteAsync(Contact(1, """{"listIds":[42]}"""));
        await writer.WriteAsync(Contact(2, """{"listIds":[43],"smsBlacklist":true}"""));
        await writer.WriteAsync(Contact(3, """{"listIds":[42],"emptyContactsAttributes":true}"""));
        await writer.WriteAsync(Contact(4, """{"listIds":[42]}"""));
        await writer.FlushAsync();
        await run.Time.RunAsync(writer.CompleteAsync());
        await run.Time.RunAsync(writer.DisposeAsync().AsTask());

        Assert.Equal(
            ["[42] False False 1,4", "[42] True False 3", "[43] False True 2"],
            run.Server.ImportBodies.Select(text =>
                {
                    using var json = JsonDocument.Parse(text);
                    var body = json.RootElement;
                    var flag = body.TryGetProperty("smsBlacklist", out _);
                    return $"{body.GetProperty("listIds")} {body.GetProperty("emptyContactsAttributes").GetBoolean()} {flag} {string.Join(',', SimulatedBrevo.IdsOf(text))}";
                })
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(null, "which lists")]
    [InlineData("{}", "cannot be read")]
    [InlineData("[42]", "cannot be read")]
    [InlineData("""{"listIds":["x"]}""", "cannot be read")]
    public async Task Contacts_LetterWithoutItsLists_IsRefused(string? partition, string reason)
    {
        var run = new ImportRun();
        var writer = new BrevoContactsClient(run.Server).CreateReplayWriter(run.Options);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.WriteAsync(Contact(1, partition)));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        await run.Time.RunAsync(writer.DisposeAsync().AsTask());
        Assert.Empty(run.Server.ImportBodies);
    }

    private static async Task<BatchWriteReport> ReplayAsync(IBatchSink sink, DeadLetter[] letters, DeadLetterReplayOptions? replay = null)
    {
        await using var writer = DeadLetterReplay.CreateWriter(sink, Options(), replay);
        return await writer.WriteAllAsync(letters);
    }

    private static BatchWriterOptions Options() => new() { LoggerFactory = WatchedServices.Logs };

    private static async Task<List<DeadLetter>> ReadAsync(IAsyncEnumerable<DeadLetter> letters)
    {
        var read = new List<DeadLetter>();
        await foreach (var letter in letters)
        {
            read.Add(letter);
        }

        return read;
    }

    private static string Describe(DeadLetter letter) =>
        $"{letter} {letter.Key} {letter.ProcessId} {letter.Attempts} {letter.Partition} {letter.Time:O} {letter.Format} {Convert.ToHexString(letter.Body.Span)}";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static DeadLetter Contact(int id, string? partition) =>
        Letter(id) with
        {
            SinkName = "brevo.contacts.import",
            Partition = partition,
            Body = Bytes($$"""{"email":"person{{id}}@example.com","attributes":{"N":{{id}} } }"""),
        };

    private static DeadLetter Sent(int id) =>
        Letter(id) with
        {
            SinkName = "scripted",
            Key = $"order-{id}",
            Body = Bytes($$"""{"id":"order-{{id}}","N":{{id}}}"""),
        };

    private static DeadLetter Letter(int number) =>
        new()
        {
            SinkName = "s",
            RecordNumber = number,
            Outcome = RecordOutcome.DeadLettered,
            Cause = OutcomeCause.NotSent,
            Time = DateTimeOffset.UnixEpoch,
        };

    private sealed class RowSink : IBatchSink
    {
        public List<byte[]> Rows { get; } = [];

        public string Name => "scripted";

        public BatchLimits Limits { get; } = new();

        public WireFormat Format => WireFormat.MessagePack;

        public Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
        {
            Rows.AddRange(Enumerable.Range(0, batch.Count).Select(i => batch.GetRecord(i).ToArray()));
            return Task.FromResult(BatchAnswer.Delivered);
        }
    }
}
