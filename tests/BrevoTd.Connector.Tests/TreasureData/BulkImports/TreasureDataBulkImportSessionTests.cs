using System.Data;
using System.IO.Compression;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataBulkImportSessionTests
{
    private sealed record Person(string Email, long? At = 1_700_000_000);

    [Fact]
    public async Task CompleteAsync_FromTheBeginning_TakesEveryStepOnce()
    {
        var service = new SimulatedBulkImport();
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");
        await session.PutPartAsync("p1", Gzip([0x80]));

        var result = await session.CompleteAsync();

        Assert.Equal(["create", "upload_part/p1"], service.Calls[..2]);
        Assert.Equal(["freeze", "perform", "commit", "delete"], service.Calls.Where(call => call is not "show").Skip(2));
        Assert.Equal((10, 0, false), (result.ValidRecords, result.ErrorRecords, result.WasCommittedBefore));
        Assert.Equal(new TdJobId(101), result.JobId);
        Assert.Null(service.Status);
    }

    [Theory]
    [InlineData("perform")]
    [InlineData("commit")]
    [InlineData("freeze")]
    [InlineData("delete")]
    public async Task CompleteAsync_AnswerLostAfterTheWork_DoesNothingTwice(string verb)
    {
        var service = new SimulatedBulkImport();
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");
        await session.PutPartAsync("p1", Gzip([0x80]));
        service.Lost.Add(verb);

        var result = await session.CompleteAsync();

        Assert.Equal(10, result.ValidRecords);
        Assert.Equal(1, service.Commits);
        Assert.Single(service.Calls, "perform");
        Assert.Single(service.Calls, "commit");
    }

    [Theory]
    [InlineData("perform")]
    [InlineData("commit")]
    public async Task CompleteAsync_RequestNotArrived_SendsItAgain(string verb)
    {
        var service = new SimulatedBulkImport();
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");
        service.Unsent.Add(verb);

        await session.CompleteAsync();

        Assert.Equal(2, service.Calls.Count(call => call == verb));
        Assert.Equal(1, service.Commits);
    }

    [Theory]
    [InlineData("uploading", false, null)]
    [InlineData("uploading", true, null)]
    [InlineData("performing", true, 77)]
    [InlineData("ready", true, 77)]
    [InlineData("committing", true, 77)]
    [InlineData("committed", true, 77)]
    public async Task CompleteAsync_ByAnotherProcess_GoesOnWhereTheFirstStopped(string status, bool frozen, int? job)
    {
        var service = new SimulatedBulkImport
        {
            Status = status,
            IsFrozen = frozen,
            JobId = job,
        };
        await using var client = Client(service);

        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");
        var result = await session.CompleteAsync();

        Assert.Equal(10, result.ValidRecords);
        Assert.Equal(status == "committed", result.WasCommittedBefore);
        Assert.Equal(status is "committed" or "committing" ? 0 : 1, service.Commits);
        Assert.Equal(status == "uploading" ? 1 : 0, service.Calls.Count(call => call == "perform"));
        Assert.Null(service.Status);
    }

    [Fact]
    public async Task CompleteAsync_PerformedThenJobFailed_IsSaid_AndTheNextCallStartsAnother()
    {
        var service = new SimulatedBulkImport { JobStatus = "error" };
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");

        var failure = await Assert.ThrowsAsync<TreasureDataJobFailedException>(() => session.CompleteAsync());
        Assert.Equal(new TdJobId(101), failure.JobId);
        Assert.Equal(0, service.Commits);
    }

    [Fact]
    public async Task CompleteAsync_JobOfAnEarlierRunFailed_StartsAnother()
    {
        var service = new SimulatedBulkImport
        {
            Status = "uploading",
            IsFrozen = true,
            JobId = 77,
        };
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");

        await session.CompleteAsync();

        Assert.Single(service.Calls, "perform");
        Assert.Equal(1, service.Commits);
    }

    [Fact]
    public async Task CompleteAsync_ErrorRecords_StopBeforeTheCommit_AndCanBeAllowed()
    {
        var service = new SimulatedBulkImport
        {
            ErrorRecords = 2,
            ErrorRecordsBody = Gzip([0x81, 0xA1, (byte)'a', 0x01, 0x81, 0xA5, .. "email"u8, 0xA1, (byte)'x']),
        };
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");

        var failure = await Assert.ThrowsAsync<TreasureDataBulkImportException>(() => session.CompleteAsync());
        Assert.Equal(2, failure.Session.ErrorRecords);
        Assert.Equal(0, service.Commits);
        Assert.Equal("ready", service.Status);

        var texts = new List<string>();
        await foreach (var record in session.ReadErrorRecordsAsync())
        {
            texts.Add(
                record.TryGet("email", out var email)
                    ? email.Text()
                    : record["a"].Int64().ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
        }

        Assert.Equal(["1", "x"], texts);
        await Assert.ThrowsAsync<TreasureDataBulkImportException>(() =>
            session.CompleteAsync(new TdBulkImportCompletion { MaxErrorRecords = 1 })
        );
        var result = await session.CompleteAsync(new TdBulkImportCompletion { MaxErrorRecords = 2 });
        Assert.Equal((10, 2), (result.ValidRecords, result.ErrorRecords));
        Assert.Equal(1, service.Commits);
    }

    [Fact]
    public async Task CompleteAsync_CountOfErrorsMissing_CountsTheRecordsThemselves()
    {
        var service = new SimulatedBulkImport { ErrorRecords = null, ErrorRecordsBody = Gzip([0x81, 0xA1, (byte)'a', 0x01]) };
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");

        await Assert.ThrowsAsync<TreasureDataBulkImportException>(() => session.CompleteAsync());

        service.ErrorRecordsBody = [];
        Assert.Equal(0, (await session.CompleteAsync()).ErrorRecords);
    }

    [Fact]
    public async Task CompleteAsync_ErrorParts_StopBeforeTheCommit()
    {
        var service = new SimulatedBulkImport { ErrorParts = 1 };
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");

        await Assert.ThrowsAsync<TreasureDataBulkImportException>(() => session.CompleteAsync());
        Assert.Equal(0, service.Commits);
        Assert.Equal(1, (await session.CompleteAsync(new TdBulkImportCompletion { AllowErrorParts = true })).ErrorParts);
    }

    [Fact]
    public async Task PutPartAsync_FrozenButNotPerformed_OpensTheSessionAgain()
    {
        var service = new SimulatedBulkImport { Status = "uploading", IsFrozen = true };
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");

        await session.PutPartAsync("p1", Gzip([0x80]));

        Assert.Equal(["create", "show", "upload_part/p1", "show", "unfreeze", "upload_part/p1"], service.Calls);
        service.Status = "ready";
        service.IsFrozen = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.PutPartAsync("p2", Gzip([0x80])));
    }

    [Fact]
    public async Task OpenAsync_SessionOfAnotherTable_IsRefused()
    {
        var service = new SimulatedBulkImport { Status = "uploading" };
        await using var client = Client(service);

        var refused = await Assert.ThrowsAsync<ServiceException>(() => client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "other"));

        Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a.b.c")]
    [InlineData("")]
    [InlineData("..")]
    public async Task PutPartAsync_ImpossibleName_IsRefused(string part)
    {
        var service = new SimulatedBulkImport();
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");

        await Assert.ThrowsAsync<ArgumentException>(() => session.PutPartAsync(part, Gzip([0x80])));
        Assert.DoesNotContain(service.Calls, call => call.StartsWith("upload_part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteAsync_AfterAStop_SendsOnlyWhatIsMissing_AndRemovesWhatIsStale()
    {
        var service = new SimulatedBulkImport();
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");
        var options = new TdPartOptions { MaxPartRows = 2, MaxConcurrentUploads = 1 };
        service.Parts["part-000009-0123456789abcdef"] = [1];
        service.Parts["other-000001-0123456789abcdef"] = [1];

        // The first run ends in the middle of its source.
        await Assert.ThrowsAsync<IOException>(() => session.WriteAsync(People(7, failAt: 5), Map(), options));
        Assert.Equal(4, service.Parts.Count);
        var before = service.Calls.Count(call => call.StartsWith("upload_part", StringComparison.Ordinal));

        var reported = new List<TdPartsProgress>();
        var result = await session.WriteAsync(People(7), Map(), options, new Sink(reported));

        Assert.Equal((7, 4, 2, 1), (result.Rows, result.Parts.Count, result.ReusedParts, result.RemovedParts));
        Assert.Equal(before + 2, service.Calls.Count(call => call.StartsWith("upload_part", StringComparison.Ordinal)));
        Assert.Equal(["other-000001-0123456789abcdef", .. result.Parts], service.Parts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(7, reported[^1].Rows);
        Assert.Equal(7, result.Parts.Sum(part => Gunzip(service.Parts[part]).Count(value => value == 0x82)));
    }

    [Fact]
    public async Task WriteAsync_SessionFrozenBefore_DoesNotReadTheSource()
    {
        var service = new SimulatedBulkImport { Status = "uploading", IsFrozen = true };
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");

        var result = await session.WriteAsync(People(7, failAt: 0), Map());

        Assert.True(result.WasWrittenBefore);
        Assert.Equal(10, (await session.CompleteAsync()).ValidRecords);
    }

    [Fact]
    public async Task WriteAsync_RecordFails_EndsWithTheFailure_OrCountsIt()
    {
        var service = new SimulatedBulkImport();
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");

        async IAsyncEnumerable<Person> WithOneBad()
        {
            await Task.CompletedTask;
            yield return new Person("a");
            yield return new Person("b", At: null);
        }

        var failure = await Assert.ThrowsAsync<MappingException>(() => session.WriteAsync(WithOneBad(), Map()));
        Assert.Equal("time", Assert.Single(failure.Failures).Target);
        var result = await session.WriteAsync(WithOneBad(), Map(), new TdPartOptions { MaxFailedRecords = 1 });
        Assert.Equal((1, 1), (result.Rows, result.Failed));
        Assert.Equal(2, Assert.Single(result.Failures).RecordNumber);
    }

    [Fact]
    public async Task WriteAsync_DataReader_WritesItsRows()
    {
        var service = new SimulatedBulkImport();
        await using var client = Client(service);
        var session = await client.BulkImports.OpenSessionAsync("load_1", "crm_raw", "contacts");
        using var table = new DataTable();
        table.Columns.Add("email", typeof(string));
        table.Columns.Add("time", typeof(long));
        table.Rows.Add("a@example.com", 1_700_000_000L);
        await using var reader = table.CreateDataReader();

        var result = await session.WriteAsync(reader);

        Assert.Equal(
            [0x82, 0xA4, .. "time"u8, 0xCE, 0x65, 0x53, 0xF1, 0x00, 0xA5, .. "email"u8, 0xAD, .. "a@example.com"u8],
            Gunzip(service.Parts[Assert.Single(result.Parts)])
        );
    }

    private static SessionRig Client(SimulatedBulkImport service) => new(service);

    private static RowMap<Person> Map() =>
        RowMap.From<Person>(map =>
        {
            map.Time(person => person.At);
            map.Column("email", person => person.Email);
        });

    private static async IAsyncEnumerable<Person> People(int count, int failAt = -1)
    {
        await Task.CompletedTask;
        for (var i = 0; i < count; i++)
        {
            yield return i == failAt ? throw new IOException("The source broke.") : new Person($"p{i}");
        }
    }

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    private static byte[] Gunzip(byte[] content)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private sealed class Sink(List<TdPartsProgress> reported) : IProgress<TdPartsProgress>
    {
        public void Report(TdPartsProgress value) => reported.Add(value);
    }

    /// <summary>The bulk imports of a client with its real pipeline, and a clock that jumps over pauses between looks.</summary>
    private sealed class SessionRig : IAsyncDisposable
    {
        private readonly Pipeline _pipeline;

        public SessionRig(SimulatedBulkImport service)
        {
            _pipeline = Pipeline.TreasureData(
                options => options.RetryBaseDelay = TimeSpan.Zero,
                builder => builder.Http.ConfigurePrimaryHttpMessageHandler(() => service)
            );
            BulkImports = new TreasureDataClient(_pipeline.Transport, new TreasureDataClientOptions(), new InstantTime()).BulkImports;
        }

        public TreasureDataBulkImportsClient BulkImports { get; }

        public ValueTask DisposeAsync() => _pipeline.DisposeAsync();
    }
}
