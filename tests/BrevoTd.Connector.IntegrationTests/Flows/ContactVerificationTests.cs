using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.IntegrationTests.Flows;

/// <summary>Contacts are read back after their import, from a service whose clock is not ours.</summary>
public sealed class ContactVerificationTests
{
    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Full_WhateverTheServicesClock_TellsCreatedFromUpdated(int hours)
    {
        var clock = new ShiftedClock { Offset = TimeSpan.FromHours(hours) - TimeSpan.FromHours(1) };
        await using var emulator = await StartAsync(clock);
        var list = emulator.Brevo.AddList("Readers");
        for (var id = 1; id <= 700; id++)
        {
            emulator.Brevo.AddContact($"reader.{id}@example.com");
        }

        clock.Offset = TimeSpan.FromHours(hours);
        await using var brevo = Client(emulator);

        var report = await WriteAsync(brevo, Options(list, ContactVerification.Full), Enumerable.Range(1, 2_500));

        var verification = report.Verification!;
        Assert.Equal((2_500L, 1_800L, 700L), (verification.Looked, verification.Created, verification.Updated));
        Assert.Equal((0L, 0L, 0L), (verification.NotLooked, verification.Missing, verification.Differing));
        Assert.InRange(report.RequestsByOperation["contacts.list"], 3, 30);
    }

    [Fact]
    public async Task Full_WithoutUpdating_ContactsThatExistAreLeftAndNotCompared()
    {
        var clock = new ShiftedClock { Offset = TimeSpan.FromHours(-1) };
        await using var emulator = await StartAsync(clock);
        var list = emulator.Brevo.AddList("Readers");
        emulator.Brevo.AddContact("reader.1@example.com", new Dictionary<string, string> { ["FIRSTNAME"] = "Before" });
        clock.Offset = TimeSpan.Zero;
        var options = Options(list, ContactVerification.Full);
        options.UpdateExistingContacts = false;
        await using var brevo = Client(emulator);

        var report = await WriteAsync(brevo, options, [1, 2]);

        var verification = report.Verification!;
        Assert.Equal((1L, 1L, 0L, 0L), (verification.Created, verification.LeftAsTheyWere, verification.Updated, verification.Differing));
        Assert.Contains("left as they were", report.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_ReadsSomeOfEachImportAndNoMoreThanAllowed()
    {
        await using var emulator = await StartAsync(TimeProvider.System);
        var options = Options(emulator.Brevo.AddList("Readers"), ContactVerification.Sample);
        options.MaxBatchRecords = 100;
        options.VerificationSampleShare = 0.03;
        options.VerificationSampleSize = 8;
        await using var brevo = Client(emulator);

        var report = await WriteAsync(brevo, options, Enumerable.Range(1, 400));

        Assert.Equal((8L, 392L), (report.Verification!.Looked, report.Verification.NotLooked));
        Assert.Equal(8, report.RequestsByOperation["contacts.get"]);
        Assert.Equal(8, emulator.Brevo.Requests.Count("GET /v3/contacts/{identifier}"));
        Assert.False(report.RequestsByOperation.ContainsKey("contacts.list"));
    }

    [Fact]
    public async Task Calls_ThatFail_CostNoRecordItsOutcome()
    {
        await using var emulator = await StartAsync(TimeProvider.System);
        var options = Options(emulator.Brevo.AddList("Readers"), ContactVerification.Full);
        emulator.Brevo.Faults.Add(FaultRule.Status(400) with { Method = "GET", Path = "/v3/contacts" });
        await using var brevo = Client(emulator);

        var report = await WriteAsync(brevo, options, [1, 2, 3]);

        Assert.Equal((3L, 0L), (report.Delivered, report.Unverified));
        Assert.Equal((0L, 3L), (report.Verification!.Looked, report.Verification.NotLooked));
    }

    [Fact]
    public async Task Dispose_WhileItLooks_KeepsWhatTheReportsSaid()
    {
        await using var emulator = await StartAsync(TimeProvider.System);
        var options = Options(emulator.Brevo.AddList("Readers"), ContactVerification.Full);
        options.DisposeTimeout = TimeSpan.FromSeconds(1);
        emulator.Brevo.Faults.Add(FaultRule.Latency(TimeSpan.FromMinutes(1)) with { Method = "GET", Path = "/v3/contacts" });
        await using var brevo = Client(emulator);
        var writer = brevo.Contacts.CreateImportWriter(Map, options);
        await writer.WriteAsync(1);
        await writer.WriteAsync(2);

        await writer.DisposeAsync();

        var report = await writer.CompleteAsync();
        Assert.Equal((2L, 0L), (report.Delivered, report.Unverified));
        Assert.Equal(0, report.Verification!.Looked);
    }

    private static ContactMap<int> Map { get; } =
        ContactMap.From<int>(contact =>
        {
            contact.Email(static id => $"reader.{id}@example.com");
            contact.Attribute("FIRSTNAME", static id => $"Name {id}");
        });

    private static async Task<BatchWriteReport> WriteAsync(BrevoClient brevo, ContactImportWriterOptions options, IEnumerable<int> ids)
    {
        await using var writer = brevo.Contacts.CreateImportWriter(Map, options);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await writer.WriteAllAsync(ids, limit.Token);
    }

    private static ContactImportWriterOptions Options(long list, ContactVerification verification) =>
        new()
        {
            ListIds = [list],
            FirstLook = TimeSpan.FromMilliseconds(20),
            MaxLookInterval = TimeSpan.FromMilliseconds(200),
            MaxLooksPerHour = 100_000,
            CheckBeforeSending = false,
            Verification = verification,
        };

    private static Task<ConnectorEmulator> StartAsync(TimeProvider clock) =>
        ConnectorEmulator.StartAsync(
            new()
            {
                TimeProvider = clock,
                EnforceQuotas = false,
                ImportProcessingTime = TimeSpan.FromMilliseconds(5),
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
