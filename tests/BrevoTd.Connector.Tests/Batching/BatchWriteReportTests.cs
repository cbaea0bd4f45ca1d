using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class BatchWriteReportTests
{
    private static readonly BatchWriteReport Report = new()
    {
        SinkName = "brevo.contacts.import",
        StartedAt = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero),
        Elapsed = TimeSpan.FromSeconds(75.5),
        Read = 20_000,
        Skipped = 1_200,
        Accepted = 18_800,
        Delivered = 18_000,
        Rejected = 600,
        DeadLettered = 150,
        Unverified = 50,
        SkippedByReason = new Dictionary<string, long> { ["opted out"] = 1_200 },
        RejectedByCause = new Dictionary<string, long> { ["duplicate_phone_id"] = 100, ["invalid_emails"] = 500 },
        DeadLetteredByCause = new Dictionary<string, long> { ["duplicate_key"] = 150 },
        UnverifiedByCause = new Dictionary<string, long> { ["report_unreadable"] = 50 },
        DroppedValuesByTarget = new Dictionary<string, long> { ["sms"] = 12 },
        UnmatchedReportLines = new Dictionary<string, long> { ["invalid_emails"] = 2 },
        Batches = 19,
        Requests = 30,
        Repeats = 3,
        QuotaWait = TimeSpan.FromSeconds(4),
        RequestsByOperation = new Dictionary<string, long> { ["brevo.contacts.import"] = 19, ["processes.list"] = 11 },
        BytesSent = 4_000_000,
        RecordsPerSecond = 249,
        StopReason = "Because.",
    };

    [Fact]
    public void ToTable_Everything_IsLaidOutInColumns()
    {
        var expected = """
            brevo.contacts.import
            read                          20,000
            = skipped by the map           1,200
                opted out                  1,200
            + delivered                   18,000
            + rejected by the service        600
                invalid_emails               500
                duplicate_phone_id           100
            + dead-lettered                  150
                duplicate_key                150
            + unverified                      50
                report_unreadable             50

            batches                           19
            requests                          30
                brevo.contacts.import         19
                processes.list                11
            repeats                            3
            waiting for quota              4.0 s
            bytes sent                 4,000,000
            elapsed                      0:01:15
            records per second               249
            values dropped by the map         12
                sms                           12
            report lines without a record      2
                invalid_emails                 2
            stopped: Because.
            """;

        Assert.Equal(
            string.Join(
                '\n',
                expected.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            ),
            string.Join(
                '\n',
                Report.ToTable().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            )
        );
        Assert.Single(
            Report.ToTable().Split('\n').Where(line => line.Length > 0 && char.IsDigit(line[^1])).Select(line => line.Length).Distinct()
        );
        Assert.Equal(Report.ToTable(), Report.ToString());
    }

    [Fact]
    public void ToJson_ThereAndBack_IsTheSame()
    {
        var copy = BatchWriteReport.FromJson(Report.ToJson());

        Assert.Equal(Report.ToJson(), copy.ToJson());
        Assert.Equal(Report.ToTable(), copy.ToTable());
        Assert.Contains("\"rejectedByCause\"", Report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void IsBalanced_SumThatDoesNotHold_IsFalse()
    {
        Assert.True(Report.IsBalanced);
        Assert.False((Report with { Delivered = 17_999 }).IsBalanced);
        Assert.False((Report with { RejectedByCause = new Dictionary<string, long>() }).IsBalanced);
        Assert.False((Report with { Read = 20_001 }).IsBalanced);
    }

    [Fact]
    public async Task Report_ManyKindsOfCauses_StaysBounded()
    {
        var sink = new ScriptedSink
        {
            Answer = static (batch, _) => Task.FromResult(BatchAnswer.Refused(new OutcomeCause($"code{batch.Number}"))),
        };
        await using var writer = new BatchWriter<Person>(new PersonEncoder(), sink, new BatchWriterOptions { MaxBatchRecords = 1 });

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 500).Select(Person.Number));

        Assert.InRange(report.DeadLetteredByCause.Count, 100, 201);
        Assert.True(report.DeadLetteredByCause["other"] > 1);
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task Report_CallsThatWereRepeated_AreCounted()
    {
        var sink = new ScriptedSink
        {
            Answer = static async (_, _) =>
            {
                await Task.Yield();
                CallStatistics.Current!.Add(2, TimeSpan.FromSeconds(3));
                return BatchAnswer.Delivered;
            },
        };
        await using var writer = new BatchWriter<Person>(new PersonEncoder(), sink, new BatchWriterOptions { MaxBatchRecords = 1 });

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 3).Select(Person.Number));

        Assert.Equal((3, 6, TimeSpan.FromSeconds(9)), (report.Requests, report.Repeats, report.QuotaWait));
        Assert.Null(CallStatistics.Current);
    }
}
