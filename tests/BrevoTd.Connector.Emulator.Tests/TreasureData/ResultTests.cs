using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BrevoTd.Connector.Emulator.Tests.TreasureData;

public class ResultTests
{
    private const string TwoRows = "SELECT email, score FROM contacts ORDER BY email";

    [Fact]
    public async Task Result_MsgpackGz_IsTheBytesOfTheReference()
    {
        // examples/job_result_msgpack.json; §0 #6: result_size = length of msgpack.gz
        await using var server = await StartAsync();
        var job = await RunAsync(server, TwoRows);
        var size = (await server.GetJsonAsync($"/v3/job/status/{job}")).GetProperty("result_size").GetInt64();
        var response = await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(
            "92ad61406578616d706c652e636f6dcb3fe000000000000092ad62406578616d706c652e636f6dc0",
            Convert.ToHexString(TdServer.Gunzip(bytes)).ToLowerInvariant()
        );
        Assert.Equal(size, bytes.Length);
        Assert.Equal(size, response.Content.Headers.ContentLength);
        Assert.NotNull(response.Headers.ETag);
        Assert.False(response.Headers.ETag.IsWeak);
        Assert.Equal(["bytes"], response.Headers.AcceptRanges);
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("bytes=10-", 10, null)]
    [InlineData("bytes=0-0", 0, 0)]
    [InlineData("bytes=5-9", 5, 9)]
    [InlineData("bytes=5-99999999", 5, null)]
    [InlineData("bytes=-7", -7, null)]
    public async Task Result_Range_IsThatPart(string range, int from, int? to)
    {
        // reference §0 #5
        await using var server = await StartAsync();
        var job = await RunAsync(server, TwoRows);
        var whole = await (await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz")).Content.ReadAsByteArrayAsync();
        var response = await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz", ("Range", range));
        var first = from < 0 ? whole.Length + from : from;
        var last = to ?? whole.Length - 1;
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(whole[first..(last + 1)], await response.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes {first}-{last}/{whole.Length}", response.Content.Headers.ContentRange!.ToString());
        Assert.Equal(last - first + 1, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Result_RangeBeyondTheEnd_Answers416WithTheLength()
    {
        await using var server = await StartAsync();
        var job = await RunAsync(server, TwoRows);
        var size = (await server.GetJsonAsync($"/v3/job/status/{job}")).GetProperty("result_size").GetInt64();
        var response = await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz", ("Range", $"bytes={size}-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
        Assert.Equal($"bytes */{size}", response.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("bytes=9-5")]
    [InlineData("rows=1-2")]
    public async Task Result_RangeThatCannotBeHonoured_IsTheWholeFile(string range)
    {
        await using var server = await StartAsync();
        var job = await RunAsync(server, TwoRows);
        var response = await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz", ("Range", range));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Result_IfRange_ContinuesTheSameBytes_OrStartsOver()
    {
        // reference §6.3, examples/job_result_resume.json: 200 instead of 206 means the object changed
        await using var server = await StartAsync();
        var job = await RunAsync(server, TwoRows);
        var first = await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz");
        var whole = await first.Content.ReadAsByteArrayAsync();
        var same = await server.GetAsync(
            $"/v3/job/result/{job}?format=msgpack.gz",
            ("Range", "bytes=8-"),
            ("If-Range", first.Headers.ETag!.ToString())
        );
        var changed = await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz", ("Range", "bytes=8-"), ("If-Range", "\"5f3c0e\""));
        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        Assert.Equal(whole[8..], await same.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(whole, await changed.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("json", "[\"a@example.com\",0.5]\n[\"b@example.com\",null]\n")]
    [InlineData("csv", "a@example.com,0.5\nb@example.com,\n")]
    [InlineData("csv&header=true", "email,score\na@example.com,0.5\nb@example.com,\n")]
    [InlineData("tsv&header=true", "email\tscore\na@example.com\t0.5\nb@example.com\t\n")]
    [InlineData("tsv", "a@example.com\t0.5\nb@example.com\t\n")]
    public async Task Result_TextFormats_AreWrittenRowByRow(string format, string expected)
    {
        // reference §6.3; examples/job_result_json_lines.json: one JSON array per line
        await using var server = await StartAsync();
        var job = await RunAsync(server, TwoRows);
        var response = await server.GetAsync($"/v3/job/result/{job}?format={format}");
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
        // The Ruby client compares what it got with Content-Length.
        Assert.Equal(Encoding.UTF8.GetByteCount(expected), response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Result_CsvOfAwkwardText_IsQuoted()
    {
        await using var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync("crm_raw", "contacts", [""""{"a":"x,\"y\"\nz","b":"tab\there"}""""]);
        var job = await RunAsync(server, "SELECT a, b FROM contacts");
        Assert.Equal("\"x,\"\"y\"\"\nz\",tab\there\n", await TextAsync(server, job, "csv"));
        Assert.Equal("\"x,\"\"y\"\"\nz\"\t\"tab\there\"\n", await TextAsync(server, job, "tsv"));
    }

    [Fact]
    public async Task Result_NaNAndInfinity_AreWrittenOrNullified()
    {
        // reference §6.3: nullify_special, not for msgpack
        await using var server = await TdServer.StartAsync();
        await server.CreateTableAsync("crm_raw", "numbers");
        await server.PutAsync(
            "/v3/table/import/crm_raw/numbers/msgpack.gz",
            Rows.PackGzip(Rows.Row(("time", 1), ("a", double.NaN)), Rows.Row(("time", 2), ("a", double.NegativeInfinity)))
        );
        var job = await RunAsync(server, "SELECT a FROM numbers ORDER BY time");
        Assert.Equal("[NaN]\n[-Infinity]\n", await TextAsync(server, job, "json"));
        Assert.Equal("[null]\n[null]\n", await TextAsync(server, job, "json&nullify_special=true"));
        Assert.Equal("\n\n", await TextAsync(server, job, "csv&nullify_special=true"));
        var packed = await (
            await server.GetAsync($"/v3/job/result/{job}?format=msgpack&nullify_special=true")
        ).Content.ReadAsByteArrayAsync();
        Assert.Equal("91cbfff8000000000000", Convert.ToHexString(packed[..10]).ToLowerInvariant());
    }

    [Theory]
    [InlineData("deflate, gzip", "gzip")]
    [InlineData("gzip", "gzip")]
    [InlineData("deflate", "deflate")]
    [InlineData("identity", null)]
    public async Task Result_Msgpack_IsEncodedAsAsked_WithItsLength(string accept, string? encoding)
    {
        // reference §6.3: the server applies Content-Encoding when asked; Ruby checks the length of the encoded bytes
        await using var server = await StartAsync();
        var job = await RunAsync(server, TwoRows);
        var response = await server.GetAsync($"/v3/job/result/{job}?format=msgpack", ("Accept-Encoding", accept));
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(bytes.Length, response.Content.Headers.ContentLength);
        using var plain = new MemoryStream();
        using (
            Stream stream = encoding switch
            {
                "gzip" => new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress),
                "deflate" => new System.IO.Compression.ZLibStream(
                    new MemoryStream(bytes),
                    System.IO.Compression.CompressionMode.Decompress
                ),
                _ => new MemoryStream(bytes),
            }
        )
            stream.CopyTo(plain);
        Assert.Equal(
            "92ad61406578616d706c652e636f6dcb3fe000000000000092ad62406578616d706c652e636f6dc0",
            Convert.ToHexString(plain.ToArray()).ToLowerInvariant()
        );
    }

    [Fact]
    public async Task Result_MsgpackGz_IsNeverEncodedAgain()
    {
        await using var server = await StartAsync();
        var job = await RunAsync(server, TwoRows);
        var response = await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz", ("Accept-Encoding", "deflate, gzip"));
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(0x1F, (await response.Content.ReadAsByteArrayAsync())[0]);
    }

    [Fact]
    public async Task Result_NoRows_IsAnEmptyGzipFile()
    {
        // reference §6.3: an empty body is a valid end
        await using var server = await StartAsync();
        var job = await RunAsync(server, "SELECT email FROM contacts WHERE email = 'nobody'");
        var status = await server.GetJsonAsync($"/v3/job/status/{job}");
        var bytes = await (await server.GetAsync($"/v3/job/result/{job}?format=msgpack.gz")).Content.ReadAsByteArrayAsync();
        Assert.Equal(0, status.GetProperty("num_records").GetInt32());
        Assert.Equal(status.GetProperty("result_size").GetInt64(), bytes.Length);
        Assert.Empty(TdServer.Gunzip(bytes));
        Assert.Equal("", await TextAsync(server, job, "json"));
        Assert.Equal("email\n", await TextAsync(server, job, "csv&header=true"));
    }

    [Fact]
    public async Task Result_UnknownFormat_Answers406()
    {
        // reference §3.3; jsonl and parquet are no formats that a client uses (§6.3)
        await using var server = await StartAsync();
        var job = await RunAsync(server, TwoRows);
        Assert.Equal(HttpStatusCode.NotAcceptable, (await server.GetAsync($"/v3/job/result/{job}?format=parquet")).StatusCode);
    }

    [Fact]
    public async Task Result_CutBody_CanBeResumed()
    {
        // reference §0 #5: single streams do drop mid-way
        await using var server = await StartAsync();
        var job = await RunAsync(server, TwoRows);
        var path = $"/v3/job/result/{job}?format=msgpack.gz";
        var whole = await (await server.GetAsync(path)).Content.ReadAsByteArrayAsync();
        server.Td.Faults.Add(FaultRule.CutBody(10) with { Times = 1 });
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var cut = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await Assert.ThrowsAnyAsync<Exception>(() => cut.Content.ReadAsByteArrayAsync());
        var rest = await server.GetAsync(path, ("Range", "bytes=10-"), ("If-Range", cut.Headers.ETag!.ToString()));
        Assert.Equal(whole[10..], await rest.Content.ReadAsByteArrayAsync());
    }

    private static async Task<TdServer> StartAsync()
    {
        var server = await TdServer.StartAsync();
        await server.Td.LoadJsonAsync(
            "crm_raw",
            "contacts",
            ["""{"email":"a@example.com","score":0.5}""", """{"email":"b@example.com"}"""]
        );
        return server;
    }

    private static async Task<string> RunAsync(TdServer server, string query)
    {
        var job = await server.IssueAsync("crm_raw", query);
        Assert.Equal("success", (await server.WaitAsync(job)).Text("status"));
        return job;
    }

    private static async Task<string> TextAsync(TdServer server, string job, string format) =>
        await (await server.GetAsync($"/v3/job/result/{job}?format={format}")).Content.ReadAsStringAsync();
}
