using System.Globalization;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.IntegrationTests.Flows;

/// <summary>A Treasure Data query becomes Brevo contacts. What the report says is compared with SQL over the source and with what Brevo stored.</summary>
public sealed class QueryToContactsTests
{
    private const int Customers = 6_000;

    // As the map decides: opted out is skipped before anything else, then a missing e-mail is refused.
    private const string Expected = """
        SELECT
          count(*) AS read_records,
          count_if(opted_out = 1) AS skipped,
          count_if(opted_out = 0 AND email IS NULL) AS refused,
          count_if(opted_out = 0 AND email LIKE 'broken%') AS invalid,
          count_if(opted_out = 0 AND email LIKE 'user%') AS good
        FROM customers
        """;

    public static TheoryData<string> Weather =>
        ["calm", "latency", "too many requests", "server errors", "cut bodies", "lost answers", "everything"];

    [Theory]
    [MemberData(nameof(Weather))]
    public async Task Flow_InAnyWeather_AccountsForEveryRecordAsSqlDoes(string weather)
    {
        await using var emulator = await ConnectorEmulator.StartAsync(
            new() { EnforceQuotas = false, ImportProcessingTime = TimeSpan.FromMilliseconds(5) }
        );
        await using var services = Services(emulator);
        var brevo = services.GetRequiredService<BrevoClient>();
        var td = services.GetRequiredService<TreasureDataClient>();
        await LoadAsync(emulator);
        var listId = emulator.Brevo.AddList("Customers");
        AddFaults(emulator, weather);

        var letters = new MemoryDeadLetterSink();
        await using var result = td.Jobs.Query("shop", "SELECT email, name, ltv, opted_out FROM customers ORDER BY id", Soon);
        BatchWriteReport report;
        await using (var writer = brevo.Contacts.CreateImportWriter(new CustomerContacts(), Options(listId, letters)))
        {
            report = await writer.WriteAllAsync(result);
        }

        emulator.Brevo.Faults.Clear();
        emulator.TreasureData.Faults.Clear();
        var expected = await ExpectedAsync(td);
        Assert.True(report.IsBalanced, report.ToTable());
        Assert.Equal(expected["read_records"], report.Read);
        Assert.Equal(expected["skipped"], report.SkippedByReason["opted out"]);
        Assert.Equal(expected["refused"], report.DeadLetteredByCause["mapping_required"]);
        Assert.Equal(expected["invalid"], report.RejectedByCause["invalid_emails"]);
        Assert.Equal(expected["good"], report.Delivered);
        Assert.Equal(0, report.Unverified);
        Assert.Equal(expected["good"], emulator.Brevo.ContactCount);
        Assert.Equal(report.DeadLettered, letters.Letters.Count);
        Assert.All(emulator.Brevo.EnumerateContacts().Take(100), contact => Assert.Equal([listId], contact.ListIds));
    }

    [Fact]
    public async Task Flow_WithAWrongColumnAttributeAndList_SaysAllOfItBeforeAnythingIsSent()
    {
        await using var emulator = await ConnectorEmulator.StartAsync(new() { EnforceQuotas = false });
        await using var services = Services(emulator);
        await LoadAsync(emulator, count: 10);
        var map = ContactMap.From<TdRow>(contact =>
        {
            contact.Email(Column.Text("e_mail"));
            contact.Attribute("SHOE_SIZE", Column.Text("name"));
        });
        await using var result = services
            .GetRequiredService<TreasureDataClient>()
            .Jobs.Query("shop", "SELECT email, name FROM customers", Soon);
        await using var writer = services
            .GetRequiredService<BrevoClient>()
            .Contacts.CreateImportWriter(map, new() { ListIds = [4711], DisposeTimeout = TimeSpan.Zero });

        var refusal = await Assert.ThrowsAsync<BatchCheckException>(() => writer.WriteAllAsync(result));

        Assert.Contains("e_mail", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("SHOE_SIZE", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("4711", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, emulator.Brevo.Requests.Count("POST /v3/contacts/import"));
        Assert.Equal(0, emulator.Brevo.ContactCount);
    }

    public static TheoryData<BrevoReportHeader, char, bool> Reports =>
        new()
        {
            { BrevoReportHeader.Upper, ',', false },
            { BrevoReportHeader.Lower, ';', true },
            { BrevoReportHeader.None, '\t', true },
            { BrevoReportHeader.None, ';', false },
        };

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Flow_WithAnyShapeOfReport_JoinsEveryLineBackToItsRecord(BrevoReportHeader header, char separator, bool byteOrderMark)
    {
        await using var emulator = await ConnectorEmulator.StartAsync(
            new()
            {
                EnforceQuotas = false,
                ImportProcessingTime = TimeSpan.FromMilliseconds(5),
                BrevoChoices = new()
                {
                    ReportHeader = header,
                    ReportSeparator = separator,
                    ReportByteOrderMark = byteOrderMark,
                    ReportCarriageReturns = byteOrderMark,
                },
            }
        );
        await using var services = Services(emulator);
        await LoadAsync(emulator, count: 2_000);
        var td = services.GetRequiredService<TreasureDataClient>();
        var rejected = new List<long>();
        var options = Options(emulator.Brevo.AddList("Customers"), new MemoryDeadLetterSink());
        options.OnSettled = settled =>
        {
            if (settled.Outcome == RecordOutcome.Rejected)
            {
                rejected.Add(settled.RecordNumber);
            }
        };
        await using var result = td.Jobs.Query("shop", "SELECT email, name, ltv, opted_out FROM customers ORDER BY id", Soon);
        await using var writer = services.GetRequiredService<BrevoClient>().Contacts.CreateImportWriter(new CustomerContacts(), options);

        var report = await writer.WriteAllAsync(result);

        Assert.Equal(0, report.Unverified);
        Assert.Empty(report.UnmatchedReportLines);
        Assert.Equal(Enumerable.Range(1, 2_000).Where(IsRejected).Select(id => (long)id), rejected.Order());
    }

    private static TdQueryOptions Soon { get; } = new() { Wait = new TdWaitOptions { InitialPollDelay = TimeSpan.FromMilliseconds(5) } };

    private static ContactImportWriterOptions Options(long listId, IDeadLetterSink letters) =>
        new()
        {
            ListIds = [listId],
            DeadLetters = letters,
            MaxConcurrentBatches = 2,
            FirstLook = TimeSpan.FromMilliseconds(20),
            MaxLookInterval = TimeSpan.FromMilliseconds(200),
            MaxLooksPerHour = 100_000,
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
            options.MaxRetries = 20;
            options.RetryBaseDelay = TimeSpan.FromMilliseconds(1);
            options.RetryMaxDelay = TimeSpan.FromMilliseconds(20);
        });
        services.AddTreasureDataClient(options =>
        {
            options.BaseAddress = emulator.TreasureData.BaseAddress;
            options.ApiKey = emulator.TreasureData.ApiKey;
            options.MaxRetries = 20;
            options.RetryBaseDelay = TimeSpan.FromMilliseconds(1);
            options.RetryMaxDelay = TimeSpan.FromMilliseconds(20);
        });
        return services.BuildServiceProvider();
    }

    private static void AddFaults(ConnectorEmulator emulator, string weather)
    {
        FaultRule[] rules = weather switch
        {
            "calm" => [],
            "latency" => [FaultRule.Latency(TimeSpan.FromMilliseconds(10)) with { Probability = 0.5, Seed = 1 }],
            "too many requests" => [FaultRule.TooManyRequests(TimeSpan.Zero) with { Probability = 0.2, Seed = 2 }],
            "server errors" => [FaultRule.Status(503, FaultBody.Html) with { Probability = 0.15, Seed = 3 }],
            "cut bodies" => [FaultRule.CutBody(10) with { Probability = 0.15, Seed = 4 }],
            "lost answers" => [FaultRule.StoredButNoAnswer() with { Probability = 0.15, Seed = 5 }],
            _ =>
            [
                FaultRule.Latency(TimeSpan.FromMilliseconds(5)) with
                {
                    Probability = 0.2,
                    Seed = 6,
                },
                FaultRule.TooManyRequests(TimeSpan.Zero) with
                {
                    Probability = 0.05,
                    Seed = 7,
                },
                FaultRule.Status(500) with
                {
                    Probability = 0.05,
                    Seed = 8,
                },
                FaultRule.CutBody(1) with
                {
                    Probability = 0.05,
                    Seed = 9,
                },
                FaultRule.StoredButNoAnswer() with
                {
                    Probability = 0.05,
                    Seed = 10,
                },
            ],
        };
        foreach (var rule in rules)
        {
            emulator.Brevo.Faults.Add(rule);
            emulator.TreasureData.Faults.Add(rule);
        }
    }

    private static Task LoadAsync(ConnectorEmulator emulator, int count = Customers) =>
        emulator.TreasureData.LoadJsonAsync("shop", "customers", Enumerable.Range(1, count).Select(Row));

    private static bool IsOptedOut(int id) => id % 17 == 0;

    private static bool IsRejected(int id) => !IsOptedOut(id) && id % 29 != 0 && id % 23 == 0;

    private static string Row(int id)
    {
        var email =
            id % 29 == 0 ? "null"
            : id % 23 == 0 ? $"\"broken.{id}@@example.com\""
            : $"\"user.{id}@example.com\"";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"time":1727740800,"id":{{id}},"email":{{email}},"name":"Zoë \"{{id}}\"","ltv":{{id / 4.0}},"opted_out":{{(IsOptedOut(id) ? 1 : 0)}}}"""
        );
    }

    private static async Task<IReadOnlyDictionary<string, long>> ExpectedAsync(TreasureDataClient td)
    {
        await using var result = td.Jobs.Query("shop", Expected, Soon);
        await foreach (var row in result)
        {
            return row.Schema.Select(column => column.Name).ToDictionary(name => name, name => row.Int64(name));
        }

        throw new InvalidOperationException("An aggregate has one row.");
    }

    private sealed class CustomerContacts : ContactMap<TdRow>
    {
        protected override void Configure(ContactMapBuilder<TdRow> map)
        {
            map.Email(Column.Text("email")).Trim().ToLower().Required();
            map.Attribute("FIRSTNAME", Column.Text("name"));
            map.SkipWhen(row => row.Boolean("opted_out"), "opted out");
        }
    }
}
