using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>
/// Writers against a service that holds a tier's limits and works at once take no more than 5 % longer than they say beforehand, and are never refused. The tests of every run make as many calls as a
/// million records do, with smaller batches; <c>-explicit only -class '*LowerBoundTests'</c> runs those with a million records.
/// </summary>
public sealed class LowerBoundTests
{
    private const long Million = 1_000_000;
    private const int BatchSize = 1_000;
    private const int EventBatchSize = 500;

    /// <summary>The service works at once, so there is no use in waiting for it.</summary>
    private static readonly TimeSpan s_firstLook = TimeSpan.FromMilliseconds(100);

    public static TheoryData<BrevoTier> Tiers => [.. Enum.GetValues<BrevoTier>()];

    [Theory]
    [MemberData(nameof(Tiers))]
    public Task Contacts_InAThousandImports_TakeAsLongAsTold(BrevoTier tier) => WriteContactsAsync(tier, Million / 100, BatchSize / 100);

    [Theory(Explicit = true)]
    [MemberData(nameof(Tiers))]
    public Task Contacts_OneMillion_TakeAsLongAsTold(BrevoTier tier) => WriteContactsAsync(tier, Million, BatchSize);

    [Theory]
    [MemberData(nameof(Tiers))]
    public Task Orders_InAThousandBatches_TakeAsLongAsTold(BrevoTier tier) => WriteOrdersAsync(tier, Million / 100, BatchSize / 100);

    [Theory(Explicit = true)]
    [MemberData(nameof(Tiers))]
    public Task Orders_OneMillion_TakeAsLongAsTold(BrevoTier tier) => WriteOrdersAsync(tier, Million, BatchSize);

    [Theory]
    [MemberData(nameof(Tiers))]
    public Task Events_InTwoThousandBatches_TakeAsLongAsTold(BrevoTier tier) =>
        WriteEventsAsync(tier, Million / 100, EventBatchSize / 100, oneByOne: false);

    [Theory(Explicit = true)]
    [MemberData(nameof(Tiers))]
    public Task Events_OneMillion_TakeAsLongAsTold(BrevoTier tier) => WriteEventsAsync(tier, Million, EventBatchSize, oneByOne: false);

    [Theory]
    [MemberData(nameof(Tiers))]
    public Task SingleEvents_TenThousand_TakeAsLongAsTold(BrevoTier tier) => WriteEventsAsync(tier, Million / 100, 100, oneByOne: true);

    [Theory(Explicit = true)]
    [MemberData(nameof(Tiers))]
    public Task SingleEvents_OneMillion_TakeAsLongAsTold(BrevoTier tier) => WriteEventsAsync(tier, Million, 100, oneByOne: true);

    private static async Task WriteContactsAsync(BrevoTier tier, long records, int batchSize)
    {
        await using var run = new LimitedRun(tier);
        var writer = run.Brevo.Contacts.CreateImportWriter(
            ContactMap.From<long>(static map => map.Email(static number => $"n{number}@example.com")),
            new ContactImportWriterOptions
            {
                ListIds = [42],
                CheckBeforeSending = false,
                MaxBatchRecords = batchSize,
                MaxUnsettledRecords = 100 * batchSize,
                FirstLook = s_firstLook,
                SettlementTimeout = Timeout.InfiniteTimeSpan,
                MaxBatchAge = Timeout.InfiniteTimeSpan,
                TimeProvider = run.Time,
            }
        );

        var estimate = await JudgeAsync(run, writer, records);

        Assert.Equal(records / batchSize, run.Server.Calls["contacts"]);
        Assert.Equal(records / batchSize, run.Server.Imports);
        Assert.Equal(["contacts", "other"], estimate.Buckets.Select(static bucket => bucket.Bucket).Order());
    }

    private static async Task WriteOrdersAsync(BrevoTier tier, long records, int batchSize)
    {
        await using var run = new LimitedRun(tier);
        var day = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);
        string[] lines = ["A1"];
        var writer = run.Brevo.Orders.CreateWriter(
            OrderMap.From<long>(map =>
            {
                map.Id(static number => number);
                map.CreatedAt(_ => day);
                map.UpdatedAt(_ => day);
                map.Status("paid");
                map.Amount(static _ => 20m);
                map.Lines(
                    _ => lines,
                    static line =>
                    {
                        line.ProductId(static product => product);
                        line.Quantity(static _ => 1);
                        line.Price(static _ => 20m);
                    }
                );
            }),
            new OrderWriterOptions
            {
                Historical = true,
                CheckBeforeSending = false,
                MaxBatchRecords = batchSize,
                MaxBatchAge = Timeout.InfiniteTimeSpan,
                TimeProvider = run.Time,
            }
        );

        await JudgeAsync(run, writer, records);

        Assert.Equal(records / batchSize, run.Server.Calls["other"]);
    }

    private static async Task WriteEventsAsync(BrevoTier tier, long records, int batchSize, bool oneByOne)
    {
        await using var run = new LimitedRun(tier);
        var writer = run.Brevo.Events.CreateWriter(
            EventMap.From<long>(static map =>
            {
                map.Name("viewed");
                map.Email(static number => $"n{number}@example.com");
            }),
            new EventWriterOptions
            {
                OneByOne = oneByOne,
                CheckBeforeSending = false,
                MaxBatchRecords = batchSize,
                MaxBatchAge = Timeout.InfiniteTimeSpan,
                TimeProvider = run.Time,
            }
        );

        await JudgeAsync(run, writer, records);

        // Batches count against the shared quota, single events against one of their own.
        Assert.Equal(oneByOne ? records : records / batchSize, run.Server.Calls[oneByOne ? "events" : "other"]);
    }

    private static async Task<BatchTimeEstimate> JudgeAsync(LimitedRun run, BatchWriter<long> writer, long records)
    {
        var estimate = writer.Estimate(records);

        var report = await run.WriteAsync(writer, records, static number => number);

        var ratio = report.Elapsed / estimate.LowerBound;
        TestContext.Current.SendDiagnosticMessage($"{estimate.ToTable()}\ntook {report.Elapsed}: {ratio:0.0000} times as long.");
        Assert.Equal(0, run.Server.Refused);
        Assert.Equal(0, report.Repeats);
        Assert.Equal(records, report.Delivered);
        Assert.Equal(records, run.Server.Records);
        Assert.InRange(ratio, 1, 1.05);
        foreach (var bucket in estimate.Buckets)
        {
            Assert.InRange(run.Server.Calls[bucket.Bucket], bucket.Calls, long.MaxValue);
        }

        return estimate;
    }
}
