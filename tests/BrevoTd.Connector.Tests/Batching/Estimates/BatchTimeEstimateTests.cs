using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class BatchTimeEstimateTests
{
    private static readonly ContactMap<long> s_contacts = ContactMap.From<long>(static map =>
        map.Email(static number => $"n{number}@example.com")
    );

    private static readonly EventMap<long> s_events = EventMap.From<long>(static map =>
    {
        map.Name("viewed");
        map.Email(static number => $"n{number}@example.com");
    });

    [Fact]
    public async Task Estimate_AMillionSingleEventsOnGeneral_TakesTwentyEightHours()
    {
        await using var run = new LimitedRun(BrevoTier.General);
        await using var writer = run.Brevo.Events.CreateWriter(
            s_events,
            new EventWriterOptions { OneByOne = true, TimeProvider = run.Time }
        );

        var estimate = writer.Estimate(1_000_000);

        Assert.Equal(27.8, estimate.LowerBound.TotalHours, 1);
        var bucket = Assert.Single(estimate.Buckets);
        Assert.Equal(("events", 1_000_000), (bucket.Bucket, bucket.Calls));
        Assert.Contains("27:46:39", estimate.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_Imports_CountsPagesOfProcesses()
    {
        await using var run = new LimitedRun(BrevoTier.Advanced);
        await using var writer = Imports(run, maxUnsettledRecords: 100_000);

        var estimate = writer.Estimate(1_000_000);

        Assert.Equal(1_000, estimate.Batches);
        Assert.Equal([("contacts", 1_000L), ("other", 20L)], estimate.Buckets.Select(static bucket => (bucket.Bucket, bucket.Calls)));
        Assert.Equal(TimeSpan.FromSeconds(49), estimate.LowerBound);
    }

    [Fact]
    public async Task Estimate_FewUnsettledRecords_NeedsALookForEach()
    {
        await using var run = new LimitedRun(BrevoTier.General);
        await using var writer = Imports(run, maxUnsettledRecords: 1_000);

        var estimate = writer.Estimate(1_000_000);

        Assert.Equal(("other", 1_000, TimeSpan.FromHours(9)), (estimate.Buckets[0].Bucket, estimate.Buckets[0].Calls, estimate.LowerBound));
    }

    [Fact]
    public async Task Estimate_LargeRecords_FillBatchesByTheirBytes()
    {
        await using var run = new LimitedRun(BrevoTier.General);
        await using var writer = Imports(run, maxUnsettledRecords: 100_000);

        Assert.InRange(writer.Estimate(1_000_000, averageRecordBytes: 80_000).RecordsPerBatch, 98, 99);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Estimate(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Estimate(1, averageRecordBytes: -1));
    }

    [Fact]
    public async Task Estimate_TableOfOnesOwn_CountsByIt()
    {
        QuotaRule[] table =
        [
            new()
            {
                Bucket = "imports",
                Route = "contacts/import",
                PerHour = 10,
            },
        ];
        await using var run = new LimitedRun(BrevoTier.General, builder => builder.UseQuotaLimiter(_ => new LocalQuotaLimiter(table)));
        await using var writer = Imports(run, maxUnsettledRecords: 100_000);

        var estimate = writer.Estimate(25_000);

        Assert.Equal(("imports", TimeSpan.FromHours(2)), (Assert.Single(estimate.Buckets).Bucket, estimate.LowerBound));
    }

    [Fact]
    public async Task Estimate_NoLimitKnown_SaysSo()
    {
        await using var writer = new BatchWriter<Person>(new PersonEncoder(), new ScriptedSink());

        var estimate = writer.Estimate(5_000);

        Assert.Equal(TimeSpan.Zero, estimate.LowerBound);
        Assert.Contains("no limit of the service is known", estimate.ToTable(), StringComparison.Ordinal);
        Assert.Contains("no limit known", estimate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BrevoTier.General, 9)]
    [InlineData(BrevoTier.Advanced, 4)]
    [InlineData(BrevoTier.Extended, 1)]
    public void ForTier_AThousandCallsOfTheSharedQuota_TakesHours(BrevoTier tier, int hours)
    {
        var estimate = BatchTimeEstimate.ForTier("orders", [new SinkCall("POST", "orders/status/batch")], 1_000, 1_000_000, tier);

        Assert.Equal(TimeSpan.FromHours(hours), estimate.LowerBound);
    }

    private static BatchWriter<long> Imports(LimitedRun run, int maxUnsettledRecords) =>
        run.Brevo.Contacts.CreateImportWriter(
            s_contacts,
            new ContactImportWriterOptions
            {
                ListIds = [42],
                MaxUnsettledRecords = maxUnsettledRecords,
                TimeProvider = run.Time,
            }
        );
}
