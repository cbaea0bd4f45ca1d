using System.Net;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.Tests.TreasureData.Rows;
using BrevoTd.Connector.TreasureData;
using Nerdbank.MessagePack;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataBulkImportsClientTests
{
    private const string Uploading =
        """{"name":"s1","database":"crm_raw","table":"contacts","status":"uploading","upload_frozen":false,"job_id":null,"valid_records":null,"error_records":null,"valid_parts":null,"error_parts":null}""";

    private const string Ready =
        """{"name":"s1","database":"crm_raw","table":"contacts","status":"ready","upload_frozen":true,"job_id":"900100300","valid_records":99998,"error_records":"2","valid_parts":4,"error_parts":0}""";

    private static readonly byte[] s_part = RowBytes.Gzip(RowBytes.Hex("81a474696d65ce66fb3b80"));

    [Fact]
    public async Task ListAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers(
                "GET",
                "v3/bulk_import/list",
                200,
                $$"""{"bulk_imports":[{{Ready}},{"name":"orphan","database":null,"table":null,"status":"thawing","upload_frozen":false,"job_id":12}]}"""
            );

        var sessions = await wire.Client.BulkImports.ListAsync();

        Assert.Equal(["s1", "orphan"], sessions.Select(session => session.Name));
        Assert.Equal("crm_raw", sessions[0].Database);
        Assert.Equal("contacts", sessions[0].Table);
        Assert.Equal(TdBulkImportStatus.Ready, sessions[0].Status);
        Assert.True(sessions[0].IsFrozen);
        Assert.Equal(new TdJobId(900_100_300), sessions[0].JobId);
        Assert.Equal(
            (99_998L, 2L, 4L, 0L),
            (sessions[0].ValidRecords, sessions[0].ErrorRecords, sessions[0].ValidParts, sessions[0].ErrorParts)
        );
        Assert.Null(sessions[1].Database);
        Assert.Equal(new TdBulkImportStatus("thawing"), sessions[1].Status);
        Assert.Equal(new TdJobId(12), sessions[1].JobId);
    }

    [Fact]
    public async Task GetAsync_NewSession_HasNoCountsYet()
    {
        await using var wire = TreasureDataWire.Start().Answers("GET", "v3/bulk_import/show/s1", 200, Uploading);

        var session = await wire.Client.BulkImports.GetAsync("s1");

        Assert.Equal(TdBulkImportStatus.Uploading, session.Status);
        Assert.False(session.IsFrozen);
        Assert.Null(session.JobId);
        Assert.Null(session.ErrorRecords);
    }

    [Fact]
    public async Task CreateAsync_OfASession_PostsIt()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/bulk_import/create/s1/crm_raw/contacts", 200, """{"name":"s1","bulk_import":"s1"}""");

        await wire.Client.BulkImports.CreateAsync("s1", "crm_raw", "contacts");

        Assert.Equal(("POST", "/v3/bulk_import/create/s1/crm_raw/contacts"), (wire.LastRequest.Method, wire.LastRequest.PathAndQuery));
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.BulkImports.CreateAsync("s1", "CRM", "contacts"));
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.BulkImports.CreateAsync("", "crm_raw", "contacts"));
        Assert.Single(wire.Requests);
    }

    [Theory]
    [InlineData(Uploading, true)]
    [InlineData(Ready, false)]
    public async Task CreateAsync_AnswerLost_TakesANewSessionForItsOwn(string found, bool own)
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.OK, found)
            .Then(HttpStatusCode.Conflict, """{"message":"exists"}""")
            .Then(HttpStatusCode.OK, found);

        var call = Imports(pipeline).CreateAsync("s1", "crm_raw", "contacts");

        if (own)
        {
            await call;
        }
        else
        {
            Assert.Equal(HttpStatusCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => call)).StatusCode);
        }

        Assert.Equal(own ? 2 : 4, pipeline.Handler.Seen.Count);
    }

    [Theory]
    [InlineData(200, "contacts", true)]
    [InlineData(409, "contacts", false)]
    [InlineData(409, "orders", null)]
    public async Task CreateIfNotExistsAsync_NewOrExisting_SucceedsForTheSameTable(int status, string table, bool? created)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", $"v3/bulk_import/create/s1/crm_raw/{table}", status, """{"name":"s1"}""")
            .Answers("GET", "v3/bulk_import/show/s1", 200, Ready);

        var call = wire.Client.BulkImports.CreateIfNotExistsAsync("s1", "crm_raw", table);

        if (created is { } expected)
        {
            Assert.Equal(expected, await call);
        }
        else
        {
            Assert.Equal(HttpStatusCode.Conflict, (await Assert.ThrowsAsync<ServiceException>(() => call)).StatusCode);
        }
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task DeleteIfExistsAsync_ExistingOrGone_Succeeds(int status, bool deleted)
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/bulk_import/delete/s1", status, """{"name":"s1"}""");

        Assert.Equal(deleted, await wire.Client.BulkImports.DeleteIfExistsAsync("s1"));
        if (deleted)
        {
            await wire.Client.BulkImports.DeleteAsync("s1");
        }
        else
        {
            await Assert.ThrowsAsync<ServiceException>(() => wire.Client.BulkImports.DeleteAsync("s1"));
        }
    }

    [Fact]
    public async Task ListPartsAsync_OfADocumentedAnswer_ReturnsTheNames()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("GET", "v3/bulk_import/list_parts/s1", 200, """{"parts":["part-0","part-1"],"name":"s1","bulk_import":"s1"}""");

        Assert.Equal(["part-0", "part-1"], await wire.Client.BulkImports.ListPartsAsync("s1"));
    }

    [Fact]
    public async Task UploadPartAsync_OfRows_SendsThemWithTheirLength()
    {
        await using var wire = TreasureDataWire.Start().Answers("PUT", "*", 200, """{"name":"s1"}""");

        await wire.Client.BulkImports.UploadPartAsync("s 1", "part-0.gz", s_part);

        var request = wire.Server.LogEntries.Single().RequestMessage!;
        Assert.Equal("/v3/bulk_import/upload_part/s%201/part-0.gz", wire.LastRequest.PathAndQuery);
        Assert.Equal(s_part, request.BodyAsBytes);
        Assert.Equal("application/octet-stream", request.Headers!["Content-Type"].Single());
        Assert.False(request.Headers.ContainsKey("Transfer-Encoding"));
        Assert.False(request.Headers.ContainsKey("Content-Encoding"));
    }

    [Fact]
    public async Task UploadPartAsync_AnswerLost_IsRepeatedWithTheSameBytes()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.Then(HttpStatusCode.BadGateway).Then(HttpStatusCode.OK, """{"name":"s1"}""");

        await Imports(pipeline).UploadPartAsync("s1", "p", s_part);

        Assert.Equal(2, pipeline.Handler.Seen.Count);
        Assert.Equal(pipeline.Handler.Seen[0].Body, pipeline.Handler.Seen[1].Body);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a.b.gz")]
    [InlineData("")]
    [InlineData("..")]
    public async Task UploadPartAsync_ImpossiblePart_IsRefusedWithoutARequest(string part)
    {
        await using var wire = TreasureDataWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.BulkImports.UploadPartAsync("s1", part, s_part));

        Assert.Equal("part", e.ParamName);
        Assert.Equal(
            "content",
            (
                await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.BulkImports.UploadPartAsync("s1", "p", new byte[] { 1, 2 }))
            ).ParamName
        );
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task DeletePartAsync_OfAPart_PostsIt()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/bulk_import/delete_part/s1/part-0", 200, "{}");

        await wire.Client.BulkImports.DeletePartAsync("s1", "part-0");

        Assert.Single(wire.Requests);
    }

    [Theory]
    [InlineData(200, Uploading, true)]
    [InlineData(409, Ready, false)]
    [InlineData(409, Uploading, null)]
    public async Task FreezeAsync_FrozenBefore_CountsAsSuccess(int status, string session, bool? frozen)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/bulk_import/freeze/s1", status, """{"name":"s1","message":"conflict"}""")
            .Answers("GET", "v3/bulk_import/show/s1", 200, session);

        var call = wire.Client.BulkImports.FreezeAsync("s1");

        if (frozen is { } expected)
        {
            Assert.Equal(expected, await call);
        }
        else
        {
            await Assert.ThrowsAsync<ServiceException>(() => call);
        }
    }

    [Theory]
    [InlineData(200, Uploading, true)]
    [InlineData(409, Uploading, false)]
    [InlineData(409, Ready, null)]
    public async Task UnfreezeAsync_NotFrozen_CountsAsSuccess(int status, string session, bool? thawed)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/bulk_import/unfreeze/s1", status, """{"name":"s1","message":"conflict"}""")
            .Answers("GET", "v3/bulk_import/show/s1", 200, session);

        var call = wire.Client.BulkImports.UnfreezeAsync("s1");

        if (thawed is { } expected)
        {
            Assert.Equal(expected, await call);
        }
        else
        {
            await Assert.ThrowsAsync<ServiceException>(() => call);
        }
    }

    [Theory]
    [InlineData("900100300")]
    [InlineData("\"900100300\"")]
    public async Task PerformAsync_OfAPriority_SendsTheForm(string jobId)
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/bulk_import/perform/s1", 200, $$"""{"name":"s1","bulk_import":"s1","job_id":{{jobId}}}""");

        Assert.Equal(new TdJobId(900_100_300), await wire.Client.BulkImports.PerformAsync("s1", TdPriority.Low));
        Assert.Equal(new Dictionary<string, string> { ["priority"] = "-1" }, wire.LastForm);
    }

    [Fact]
    public async Task PerformAsync_InAPool_SendsJsonAndThePriorityInTheQuery()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/bulk_import/perform/s1", 200, """{"job_id":900100300}""");

        await wire.Client.BulkImports.PerformAsync("s1", TdPriority.High, "night");

        Assert.Equal("/v3/bulk_import/perform/s1?priority=1", wire.LastRequest.PathAndQuery);
        Assert.Equal("""{"pool_name":"night"}""", wire.LastRequest.Body);
    }

    [Fact]
    public async Task PerformAsync_AnswerLostAndPerformed_ReturnsTheJobOfTheSession()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Then(HttpStatusCode.OK, Ready.Replace("ready", "performing", StringComparison.Ordinal));

        Assert.Equal(new TdJobId(900_100_300), await Imports(pipeline).PerformAsync("s1"));
        Assert.Equal(2, pipeline.Handler.Seen.Count);
    }

    [Theory]
    [InlineData("committing", 2)]
    [InlineData("committed", 2)]
    [InlineData("ready", 3)]
    public async Task CommitAsync_AnswerLost_IsRepeatedOnlyIfTheStatusSaysThatItWasNot(string status, int sent)
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Then(HttpStatusCode.OK, Ready.Replace("ready", status, StringComparison.Ordinal))
            .Then(HttpStatusCode.OK, """{"name":"s1"}""");

        await Imports(pipeline).CommitAsync("s1");

        Assert.Equal(sent, pipeline.Handler.Seen.Count);
    }

    [Fact]
    public async Task CommitAsync_NotReady_Throws()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/bulk_import/commit/s1", 409, """{"message":"not ready"}""");

        await Assert.ThrowsAsync<ServiceException>(() => wire.Client.BulkImports.CommitAsync("s1"));

        Assert.Single(wire.Requests);
    }

    [Fact]
    public async Task ReadErrorRecordsAsync_OfRefusedRows_StreamsThem()
    {
        var email = Canaries.Email();
        var rows = RowBytes.Pack(
            (ref MessagePackWriter writer) =>
            {
                for (var i = 0; i < 5_000; i++)
                {
                    writer.WriteMapHeader(3);
                    writer.Write("time");
                    writer.Write(1_727_740_800 + i);
                    writer.Write("email");
                    writer.Write(email);
                    writer.Write("tags");
                    writer.WriteArrayHeader(2);
                    writer.Write(new string('t', i % 300));
                    writer.WriteNil();
                }
            }
        );
        await using var wire = Streaming(RowBytes.Gzip(rows));

        var read = new List<TdMapRow>();
        await foreach (var row in wire.Client.BulkImports.ReadErrorRecordsAsync("s1"))
        {
            read.Add(row);
        }

        Assert.Equal(5_000, read.Count);
        Assert.Equal(rows, read.SelectMany(row => row.Raw.ToArray()));
        var last = read[^1];
        Assert.Equal(5_000, last.Number);
        Assert.Equal(["time", "email", "tags"], last.Columns);
        Assert.Equal(1_727_745_799, last["time"].Int64());
        Assert.Equal(email, last["email"].Text());
        Assert.Equal([new string('t', 199), null], last["tags"].TextList());
        Assert.False(last.TryGet("Email", out _));
        var e = Assert.Throws<TdColumnException>(() => last["phone"].IsNull);
        Assert.Equal((TdColumnProblem.Absent, 5_000L), (e.Problem, e.RowNumber));
        Assert.DoesNotContain("canary", last.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadErrorRecordsAsync_EmptyBody_HasNoRows()
    {
        await using var wire = Streaming([]);

        await foreach (var _ in wire.Client.BulkImports.ReadErrorRecordsAsync("s1"))
        {
            Assert.Fail("There is no row.");
        }

        Assert.Equal("/v3/bulk_import/error_records/s1", wire.LastRequest.PathAndQuery);
    }

    public static TheoryData<string, TdResultProblem> DamagedBodies =>
        new()
        {
            { Convert.ToHexString(RowBytes.Gzip(RowBytes.Hex("81a474696d65"))), TdResultProblem.Truncated },
            { Convert.ToHexString(RowBytes.Gzip(RowBytes.Hex("81a474696d65c1"))), TdResultProblem.InvalidBytes },
            { Convert.ToHexString(RowBytes.Gzip(RowBytes.Hex("92a16101"))), TdResultProblem.InvalidBytes },
            { Convert.ToHexString(s_part.AsSpan(0, s_part.Length - 6)), TdResultProblem.Truncated },
            { "81A474696D6501", TdResultProblem.NotGzip },
        };

    [Theory]
    [MemberData(nameof(DamagedBodies))]
    public async Task ReadErrorRecordsAsync_DamagedBody_FailsUnderItsOwnName(string body, TdResultProblem problem)
    {
        await using var wire = Streaming(Convert.FromHexString(body));

        var e = await Assert.ThrowsAsync<TreasureDataResultException>(async () =>
        {
            await foreach (var row in wire.Client.BulkImports.ReadErrorRecordsAsync("s1"))
            {
                Assert.Equal(1, row.Number);
            }
        });

        Assert.Equal((problem, "bulk_imports.error_records"), (e.Problem, e.Operation));
    }

    private static TreasureDataWire Streaming(byte[] body)
    {
        var wire = TreasureDataWire.Start();
        wire.Server.Given(Request.Create().UsingGet())
            .RespondWith(Response.Create().WithHeader("Content-Type", "application/octet-stream").WithBody(body));
        return wire;
    }

    [Fact]
    public async Task DeletePartIfExistsAsync_PartIsGone_SaysSoAndIsRepeated()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline
            .Handler.Then(HttpStatusCode.BadGateway)
            .Then(HttpStatusCode.NotFound, """{"message":"no such part"}""")
            .Then(HttpStatusCode.OK, """{"name":"s1"}""");

        Assert.False(await Imports(pipeline).DeletePartIfExistsAsync("s1", "p"));
        Assert.True(await Imports(pipeline).DeletePartIfExistsAsync("s1", "p"));

        Assert.All(
            pipeline.Handler.Seen,
            request => Assert.EndsWith("v3/bulk_import/delete_part/s1/p", request.Uri, StringComparison.Ordinal)
        );
    }

    private static TreasureDataBulkImportsClient Imports(Pipeline pipeline)
    {
        var jobs = new TreasureDataJobsClient(pipeline.Transport, new TreasureDataClientOptions(), TimeProvider.System);
        return new TreasureDataBulkImportsClient(pipeline.Transport, jobs, TimeProvider.System);
    }
}
