using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.Tests.TreasureData;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Batching.Tables;

public sealed class BulkImportWriterTests
{
    private sealed record Person(string Email);

    private static readonly RowMap<Person> s_map = RowMap.From<Person>(map =>
    {
        map.Time(_ => (long?)1_700_000_000);
        map.Column("email", person => person.Email);
    });

    private static BulkImportWriterOptions Quick => new() { MaxBatchRecords = 4, PollDelay = TimeSpan.FromMilliseconds(1) };

    // The simulated session counts ten valid rows.
    private static IEnumerable<Person> People(int count = 10) => Enumerable.Range(0, count).Select(i => new Person($"p{i}"));

    [Fact]
    public async Task Rows_AreDeliveredWithTheCommitAndNotBefore()
    {
        var service = new SimulatedBulkImport();
        var (pipeline, session) = await OpenAsync(service);
        await using var _ = pipeline;
        await using var writer = session.CreateWriter(s_map, Quick);
        foreach (var person in People())
        {
            await writer.WriteAsync(person);
        }

        await writer.FlushAsync();
        Assert.Equal((10L, 0L, 0), (writer.Progress.Pending, writer.Progress.Delivered, service.Commits));
        Assert.Equal(3, service.Parts.Count);
        Assert.All(service.Parts.Keys, name => Assert.Matches("^part-00000[123]-[0-9a-f]{16}$", name));

        var report = await writer.CompleteAsync();

        Assert.Equal((10L, 1), (report.Delivered, service.Commits));
        Assert.Equal("treasuredata.bulk_import", report.SinkName);
        Assert.Null(service.Status);
    }

    [Fact]
    public async Task Rows_Refused_LeaveTheSessionUncommitted()
    {
        var service = new SimulatedBulkImport { ErrorRecords = 2 };
        var (pipeline, session) = await OpenAsync(service);
        await using var _ = pipeline;
        await using var writer = session.CreateWriter(s_map, Quick);

        var report = await writer.WriteAllAsync(People());

        Assert.Equal(10, report.DeadLetteredByCause["not_committed"]);
        Assert.Equal(0, service.Commits);
    }

    [Fact]
    public async Task Rows_RefusedAndAllowed_AreUnverifiedAndCounted()
    {
        var service = new SimulatedBulkImport { ErrorRecords = 2 };
        var (pipeline, session) = await OpenAsync(service);
        await using var _ = pipeline;
        var options = Quick;
        options.MaxErrorRecords = 5;
        await using var writer = session.CreateWriter(s_map, options);

        var report = await writer.WriteAllAsync(People());

        Assert.Equal(10, report.UnverifiedByCause["error_records"]);
        Assert.Equal(2, report.UnmatchedReportLines["error_records"]);
        Assert.Equal(1, service.Commits);
    }

    [Fact]
    public async Task Rows_CountedInPart_AreUnverified()
    {
        var (pipeline, session) = await OpenAsync(new SimulatedBulkImport());
        await using var _ = pipeline;
        await using var writer = session.CreateWriter(s_map, Quick);

        var report = await writer.WriteAllAsync(People(11));

        Assert.Equal(11, report.UnverifiedByCause["fewer_counted"]);
    }

    [Theory]
    [InlineData("upload_part")]
    [InlineData("commit")]
    public async Task Rows_AnswerLost_AreStoredOnce(string verb)
    {
        var service = new SimulatedBulkImport();
        service.Lost.Add(verb);
        var (pipeline, session) = await OpenAsync(service);
        await using var _ = pipeline;
        await using var writer = session.CreateWriter(s_map, Quick);

        var report = await writer.WriteAllAsync(People());

        Assert.Equal((10L, 1), (report.Delivered, service.Commits));
    }

    [Fact]
    public async Task Session_WithPartsOfAnEarlierRun_IsSaidBeforeAnythingIsSent()
    {
        var service = new SimulatedBulkImport();
        var (pipeline, session) = await OpenAsync(service);
        await using var _ = pipeline;
        service.Parts["part-000001-0123456789abcdef"] = [];
        var options = Quick;
        options.DisposeTimeout = TimeSpan.Zero;
        await using var writer = session.CreateWriter(s_map, options);

        var problem = await Assert.ThrowsAsync<BatchCheckException>(() => writer.WriteAllAsync(People()));

        Assert.Equal("SESSION002", Assert.Single(problem.Problems).Code.Value);
        Assert.Single(service.Parts);
    }

    [Fact]
    public async Task Session_AtWork_IsSaidBeforeAnythingIsSent()
    {
        var service = new SimulatedBulkImport();
        var (pipeline, session) = await OpenAsync(service);
        await using var _ = pipeline;
        service.Status = "ready";
        await using var writer = session.CreateWriter(s_map, Quick);

        var problem = await Assert.ThrowsAsync<BatchCheckException>(() => writer.WriteAllAsync(People()));

        Assert.Equal("SESSION001", Assert.Single(problem.Problems).Code.Value);
    }

    [Fact]
    public async Task Session_OfAWriterWithoutRecords_IsLeftAsItIs()
    {
        var service = new SimulatedBulkImport();
        var (pipeline, session) = await OpenAsync(service);
        await using var _ = pipeline;
        await using var writer = session.CreateWriter(s_map, Quick);

        var report = await writer.CompleteAsync();

        Assert.Equal(0, report.Read);
        Assert.Equal("uploading", service.Status);
    }

    [Fact]
    public async Task CreateWriter_WithABoundOnUnsettledRows_Throws()
    {
        var (pipeline, session) = await OpenAsync(new SimulatedBulkImport());
        await using var _ = pipeline;

        Assert.Throws<ArgumentException>(() => session.CreateWriter(s_map, new() { MaxUnsettledRecords = 1_000 }));
        Assert.Throws<ArgumentException>(() => session.CreateWriter(s_map, new() { Label = "a b" }));
    }

    private static async Task<(Pipeline Pipeline, TreasureDataBulkImportSession Session)> OpenAsync(SimulatedBulkImport service)
    {
        var pipeline = Pipeline.TreasureData(
            options => options.RetryBaseDelay = TimeSpan.Zero,
            builder => builder.Http.ConfigurePrimaryHttpMessageHandler(() => service)
        );
        var client = new TreasureDataClient(pipeline.Transport, new TreasureDataClientOptions(), TimeProvider.System);
        return (pipeline, await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts"));
    }
}
