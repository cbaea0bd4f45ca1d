using System.Net;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataExportsClientTests
{
    private static readonly string s_secret = Canaries.Token();

    private static readonly TdTableExportRequest s_request = new()
    {
        Database = "crm_raw",
        Table = "contacts",
        Bucket = "out",
        AccessKeyId = "AKIA1",
        SecretAccessKey = s_secret,
        DomainKey = "export-1",
    };

    [Fact]
    public async Task ExportTableAsync_OfAllSettings_SendsTheForm()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/export/run/crm_raw/contacts", 200, """{"job_id":900100700}""");

        var job = await wire.Client.Exports.ExportTableAsync(
            s_request with
            {
                FilePrefix = "a/b_",
                Format = TdExportFormat.TsvGzip,
                From = TreasureDataWire.Utc("2024-10-01 00:00:00"),
                To = TreasureDataWire.Utc("2024-10-02 00:00:00"),
                Encryption = "s3",
                PoolName = "night",
            }
        );

        Assert.Equal(new TdIssuedJob(new TdJobId(900_100_700), "export-1", WasAdopted: false), job);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["storage_type"] = "s3",
                ["bucket"] = "out",
                ["access_key_id"] = "AKIA1",
                ["secret_access_key"] = s_secret,
                ["file_prefix"] = "a/b_",
                ["file_format"] = "tsv.gz",
                ["from"] = "1727740800",
                ["to"] = "1727827200",
                ["encryption"] = "s3",
                ["pool_name"] = "night",
                ["domain_key"] = "export-1",
            },
            wire.LastForm
        );
        Assert.DoesNotContain(s_secret, s_request.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportTableAsync_WithARole_SendsTheRoleAndAGeneratedKey()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/export/run/crm_raw/contacts", 200, """{"job_id":"1"}""");

        var job = await wire.Client.Exports.ExportTableAsync(
            new TdTableExportRequest
            {
                Database = "crm_raw",
                Table = "contacts",
                Bucket = "out",
                AssumeRole = "arn:aws:iam::1:role/td",
            }
        );

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["storage_type"] = "s3",
                ["bucket"] = "out",
                ["assume_role"] = "arn:aws:iam::1:role/td",
                ["file_format"] = "jsonl.gz",
                ["domain_key"] = job.DomainKey,
            },
            wire.LastForm
        );
    }

    public static TheoryData<TdTableExportRequest, string> ImpossibleRequests =>
        new()
        {
            { s_request with { Database = "x" }, "Database" },
            { s_request with { Table = "X" }, "Table" },
            { s_request with { Bucket = " " }, "Bucket" },
            { s_request with { SecretAccessKey = null }, "AccessKeyId" },
            { s_request with { AssumeRole = "arn" }, "AccessKeyId" },
            { s_request with { AccessKeyId = null, SecretAccessKey = null }, "AccessKeyId" },
            { s_request with { Format = default }, "Format" },
            { s_request with { From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch }, "From" },
            { s_request with { DomainKey = "" }, "DomainKey" },
        };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(ImpossibleRequests))]
    public async Task ExportTableAsync_ImpossibleRequest_IsRefusedWithoutARequest(TdTableExportRequest request, string member)
    {
        await using var wire = TreasureDataWire.Start();

        var e = await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Exports.ExportTableAsync(request));

        Assert.Equal(member, e.ParamName);
        Assert.Empty(wire.Requests);
    }

    [Fact]
    public async Task ExportResultAsync_ToAnAddress_SendsIt()
    {
        await using var wire = TreasureDataWire
            .Start()
            .Answers("POST", "v3/job/result_export/900100200", 200, """{"job_id":"900100701"}""");

        var job = await wire.Client.Exports.ExportResultAsync(new TdJobId(900_100_200), "td://@/out/t?mode=append");

        Assert.Equal(new TdJobId(900_100_701), job);
        Assert.Equal(new Dictionary<string, string> { ["result"] = "td://@/out/t?mode=append" }, wire.LastForm);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Exports.ExportResultAsync(new TdJobId("x"), "td://@/a/b"));
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Exports.ExportResultAsync(new TdJobId(1), ""));
    }

    [Fact]
    public async Task ExportResultAsync_ThroughAConnection_SendsItsIdAndSettings()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/job/result_export/900100200", 200, """{"job_id":900100701}""");
        var connection = new TdResultConnection { Id = new TdConnectionId(17), Settings = """{"path":"out.csv"}""" };

        await wire.Client.Exports.ExportResultAsync(new TdJobId(900_100_200), connection);

        Assert.Equal(
            new Dictionary<string, string> { ["result_connection_id"] = "17", ["result_connection_settings"] = """{"path":"out.csv"}""" },
            wire.LastForm
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Exports.ExportResultAsync(new TdJobId(1), connection with { Settings = "out.csv" })
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            wire.Client.Exports.ExportResultAsync(new TdJobId(1), connection with { Id = default })
        );
        Assert.Single(wire.Requests);
    }

    [Fact]
    public async Task ExportResultAsync_AnswerLost_IsNotRepeated()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() =>
            new TreasureDataExportsClient(pipeline.Transport).ExportResultAsync(new TdJobId(1), "td://@/out/t")
        );

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Contains("read the job", e.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task IssueJob_ThroughAConnection_SendsItsIdAndSettings()
    {
        await using var wire = TreasureDataWire.Start().Answers("POST", "v3/job/issue/trino/crm_raw", 200, """{"job_id":"1"}""");
        var request = new TdQueryRequest
        {
            Database = "crm_raw",
            Query = "SELECT 1",
            ResultConnection = new TdResultConnection { Id = new TdConnectionId(17), Settings = """{"path":"out.csv"}""" },
        };

        await wire.Client.Jobs.IssueAsync(request);

        Assert.Equal(
            ("17", """{"path":"out.csv"}"""),
            (wire.LastForm["result_connection_id"], wire.LastForm["result_connection_settings"])
        );
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Jobs.IssueAsync(request with { ResultUrl = "td://@/a/b" }));
        Assert.Single(wire.Requests);
    }
}
