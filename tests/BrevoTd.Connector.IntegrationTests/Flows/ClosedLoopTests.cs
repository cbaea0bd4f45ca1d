using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;

namespace BrevoTd.Connector.IntegrationTests.Flows;

/// <summary>Contacts with everything wrong that an import can find wrong: what the writer says of each is held against what the account has in the end.</summary>
public sealed class ClosedLoopTests
{
    [Fact]
    public async Task Import_OfAHundredThousand_WithEveryCauseOfRejection_AccountsForEachRecord()
    {
        const int count = 100_000;
        const int blocks = count / Shopper.BlockSize;
        var clock = new ShiftedClock();
        await using var emulator = await StartAsync(clock);
        var list = Shopper.Prepare(emulator.Brevo, count);

        // The service's clock is an hour ahead of ours, and what exists is older than any import.
        clock.Offset = TimeSpan.FromHours(1);
        var outcomes = new RecordOutcome?[count + 1];
        var letters = new MemoryDeadLetterSink();
        var options = Options(list, outcomes);
        options.DeadLetters = letters;
        options.DeadLetterRejected = true;
        options.OnInvalidEmail = ImportRepair.DropAndResend;
        options.OnDuplicatePhone = ImportRepair.DropAndResend;
        options.OnDuplicateExternalId = ImportRepair.DropAndResend;
        options.OnDuplicateEmail = ImportRepair.DropAndResend;
        options.OnDuplicateWhatsApp = ImportRepair.Skip;
        options.OnDuplicateLandline = ImportRepair.DeadLetter;
        options.Verification = ContactVerification.Full;
        options.MaxLookInterval = TimeSpan.FromSeconds(1);
        await using var brevo = Client(emulator);

        var report = await WriteAsync(brevo, options, count);

        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Equal(count, report.Read);
        Assert.Equal((0, 0), (report.Skipped, report.Unverified));
        Assert.Empty(report.UnmatchedReportLines);
        Assert.Equal(Causes(("invalid_emails", 2), ("duplicate_whatsapp_id", 1), ("duplicate_contact_id", 1)), report.RejectedByCause);
        Assert.Equal(Causes(("mapping_no_identifier", 1), ("duplicate_landline_number_id", 1)), report.DeadLetteredByCause);
        Assert.Equal(
            Causes(("invalid_emails", 2), ("duplicate_phone_id", 2), ("duplicate_ext_id", 1), ("duplicate_email_id", 1)),
            report.RepairedByCause
        );
        Assert.Equal(6 * blocks, report.Repaired);
        Assert.Equal(count - (6 * blocks), report.Delivered);
        AssertStored(emulator, outcomes);

        Assert.Equal(
            Causes(("mapping_no_identifier", 1), ("invalid_emails", 2), ("duplicate_contact_id", 1), ("duplicate_landline_number_id", 1)),
            letters.Letters.GroupBy(letter => letter.Cause.Value).ToDictionary(group => group.Key, group => (long)group.Count())
        );

        var verification = report.Verification!;
        Assert.Equal((report.Delivered, 0L, 0L), (verification.Looked, verification.NotLooked, verification.Missing));
        Assert.Equal(52 * blocks, verification.Updated);
        Assert.Equal(report.Delivered - (52 * blocks), verification.Created);
        Assert.Equal(2 * blocks, verification.Differing);
        Assert.Equal(Causes(("LTV", 1), ("SHOE_SIZE", 1)), verification.IgnoredAttributes);
        Assert.Empty(verification.DifferentAttributes);
        Assert.InRange(report.RequestsByOperation["contacts.list"], blocks, 10 * blocks);

        // A contact that a repair changes while pages are read may slip past them, and is looked at by itself.
        Assert.InRange(report.RequestsByOperation.GetValueOrDefault("contacts.get"), 0, report.Delivered / 1_000);
        Assert.Equal(report.ToTable(), BatchWriteReport.FromJson(report.ToJson()).ToTable());

        SortedDictionary<string, long> Causes(params (string Cause, int PerBlock)[] causes) =>
            new(causes.ToDictionary(cause => cause.Cause, cause => (long)cause.PerBlock * blocks), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(403, 0.1)]
    [InlineData(404, 0.6)]
    public async Task Import_WithSomeReportsUnreadable_LeavesExactlyThoseInDoubtThatTheyMightName(int status, double share)
    {
        const int count = 20_000;
        await using var emulator = await StartAsync(TimeProvider.System);
        var list = Shopper.Prepare(emulator.Brevo, count);
        emulator.Brevo.Faults.Add(
            FaultRule.Status(status, FaultBody.Html) with
            {
                Method = "GET",
                Path = "**.csv",
                Probability = share,
                Seed = 11,
            }
        );
        var outcomes = new RecordOutcome?[count + 1];
        var byProcess = new Dictionary<string, List<SettledRecord>>();
        var options = Options(list, outcomes);
        var settled = options.OnSettled!;
        options.OnSettled = record =>
        {
            settled(record);
            if (record.ProcessId is { } process)
            {
                byProcess.TryAdd(process, []);
                byProcess[process].Add(record);
            }
        };
        await using var brevo = Client(emulator);

        var report = await WriteAsync(brevo, options, count);

        Assert.True(report.IsBalanced, report.ToTable());
        Assert.True(report.Unverified > 0 && report.Delivered + report.Rejected > 0, report.ToTable());
        Assert.Equal(["report_unreadable"], report.UnverifiedByCause.Keys);
        AssertStored(emulator, outcomes);
        foreach (var records in byProcess.Values)
        {
            // In a process with a lost report nothing counts as delivered, and whoever is named in another one counts as rejected.
            var unverified = records.Count(record => record.Outcome == RecordOutcome.Unverified);
            var rejected = records.Count(record => record.Outcome == RecordOutcome.Rejected);
            Assert.True(unverified == 0 || unverified + rejected == records.Count);
        }

        var lost = emulator
            .Brevo.Requests.ByRoute.Where(pair => pair.Key.Contains("{file}", StringComparison.Ordinal))
            .Sum(pair => pair.Value);
        var refused = byProcess.Values.Sum(records => records.Count(record => new Shopper((int)record.RecordNumber).Flaw is not Flaw.None));
        Assert.True(lost > 0 && refused > 0);
        var doubtful = byProcess.Values.Count(records => records.Exists(record => record.Outcome == RecordOutcome.Unverified));
        Assert.InRange(doubtful, 1, emulator.Brevo.Requests.Count(status));
    }

    /// <summary>Delivered records are there; rejected and dead-lettered ones are not. Of unverified ones nothing is said.</summary>
    private static void AssertStored(ConnectorEmulator emulator, RecordOutcome?[] outcomes)
    {
        var stored = Shopper.Stored(emulator.Brevo);
        for (var id = 1; id < outcomes.Length; id++)
        {
            var isStored = stored.Contains(id);
            Assert.True(
                outcomes[id] switch
                {
                    RecordOutcome.Delivered => isStored,
                    RecordOutcome.Rejected or RecordOutcome.DeadLettered => !isStored,
                    RecordOutcome.Unverified => true,
                    _ => false,
                },
                $"Record {id} ({new Shopper(id).Flaw}) is {outcomes[id]?.ToString() ?? "without an outcome"}, and {(isStored ? "stored" : "not stored")}."
            );
        }
    }

    private static async Task<BatchWriteReport> WriteAsync(BrevoClient brevo, ContactImportWriterOptions options, int count)
    {
        await using var writer = brevo.Contacts.CreateImportWriter(new Shopper.Map(), options);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        return await writer.WriteAllAsync(Enumerable.Range(1, count).Select(id => new Shopper(id)), limit.Token);
    }

    private static ContactImportWriterOptions Options(long list, RecordOutcome?[] outcomes) =>
        new()
        {
            ListIds = [list],
            MaxConcurrentBatches = 2,
            FirstLook = TimeSpan.FromMilliseconds(20),
            MaxLookInterval = TimeSpan.FromMilliseconds(200),
            MaxLooksPerHour = 100_000,
            SendAgainDelay = TimeSpan.FromMilliseconds(200),
            CheckBeforeSending = false,
            OnSettled = record =>
            {
                Assert.Null(outcomes[record.RecordNumber]);
                outcomes[record.RecordNumber] = record.Outcome;
            },
        };

    private static Task<ConnectorEmulator> StartAsync(TimeProvider clock) =>
        ConnectorEmulator.StartAsync(
            new()
            {
                TimeProvider = clock,
                EnforceQuotas = false,
                ImportProcessingTime = TimeSpan.FromMilliseconds(5),
                ImportTimePerRow = TimeSpan.Zero,
                BrevoChoices = new() { ImportPrefersExtId = true },
            }
        );

    private static BrevoClient Client(ConnectorEmulator emulator) =>
        BrevoClient.Create(
            new BrevoClientOptions
            {
                BaseAddress = emulator.Brevo.BaseAddress,
                ApiKey = emulator.Brevo.ApiKey,
                Tier = BrevoTier.Extended,
                RetryBaseDelay = TimeSpan.FromMilliseconds(1),
                RetryMaxDelay = TimeSpan.FromMilliseconds(20),
            }
        );
}
