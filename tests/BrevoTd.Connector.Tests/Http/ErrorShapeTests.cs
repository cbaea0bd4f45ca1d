using System.Net;
using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>The shapes in which the two services, and proxies before them, explain a refusal.</summary>
public sealed class ErrorShapeTests
{
    [Theory]
    [InlineData(
        400,
        """{"code":"duplicate_parameter","message":"Contact already exist"}""",
        "duplicate_parameter",
        "Contact already exist"
    )]
    [InlineData(400, """{"message":"Unable to do it"}""", null, "Unable to do it")]
    [InlineData(400, """{"code":"never_seen_before","message":"x"}""", "never_seen_before", "x")]
    [InlineData(400, """{"code":"NAME_ALREADY_EXISTS","message":"x"}""", "NAME_ALREADY_EXISTS", "x")]
    [InlineData(400, """{"code":400,"message":["first","second",3]}""", "400", "first; second")]
    [InlineData(400, """[{"code":"invalid_parameter","message":"a"},{"message":"b"}]""", "invalid_parameter", "a; b")]
    [InlineData(400, """["a","b"]""", null, "a; b")]
    [InlineData(400, """{"errors":[{"eventIndex":[0],"message":"Invalid event"}]}""", null, "Invalid event")]
    [InlineData(400, """{"error":{"code":"out_of_range","message":"deep"}}""", "out_of_range", "deep")]
    [InlineData(400, """{"error":"invalid_grant","error_description":"Token is not active"}""", "invalid_grant", "Token is not active")]
    [InlineData(400, """{"error":"invalid_scope"}""", null, "invalid_scope")]
    [InlineData(400, """{}""", null, "{}")]
    [InlineData(400, """[]""", null, "[]")]
    [InlineData(400, "null", null, "null")]
    [InlineData(400, "", null, null)]
    [InlineData(502, "<html><head><title>502 Bad\n Gateway &amp; more</title></head></html>", null, "502 Bad\n Gateway & more")]
    [InlineData(503, "<!DOCTYPE html><body>no title</body>", null, "<!DOCTYPE html><body>no title</body>")]
    [InlineData(503, "upstream connect error", null, "upstream connect error")]
    public async Task Brevo_Shape_IsRead(int status, string body, string? code, string? text)
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxRetries = 0);
        pipeline.Handler.Then((HttpStatusCode)status, body);

        await AssertRead(pipeline, status, code, text);
    }

    [Theory]
    [InlineData(
        404,
        """{"error":"Resource not found","message":"Resource not found","severity":"error","status_code":404}""",
        null,
        "Resource not found"
    )]
    [InlineData(
        404,
        """{"message":"Couldn't find Job with account_id = 1, id = 900"}""",
        null,
        "Couldn't find Job with account_id = 1, id = 900"
    )]
    [InlineData(422, """{"error":"Invalid request","text":"Invalid text","severity":"error"}""", null, "Invalid text")]
    [InlineData(429, "", null, null)]
    [InlineData(404, """{"code":"not_found","message":"audience not found"}""", "not_found", "audience not found")]
    [InlineData(
        500,
        """{"status":500,"error":"Internal Server Error","details":"unexpected"}""",
        null,
        "Internal Server Error: unexpected"
    )]
    [InlineData(400, """{"code":3002,"message":"RT token is unknown"}""", "3002", "RT token is unknown")]
    [InlineData(
        409,
        """{"errors":[{"status":"409","code":"conflict","title":"Conflict","detail":"Folder is not empty"}]}""",
        "conflict",
        "Folder is not empty"
    )]
    [InlineData(503, "<html><body>Service Unavailable</body></html>", null, "<html><body>Service Unavailable</body></html>")]
    public async Task TreasureData_Shape_IsRead(int status, string body, string? code, string? text)
    {
        await using var pipeline = Pipeline.TreasureData(o => o.MaxRetries = 0);
        pipeline.Handler.Then((HttpStatusCode)status, body);

        await AssertRead(pipeline, status, code, text);
    }

    [Theory]
    [InlineData("invalid_parameter", "(invalid_parameter)")]
    [InlineData("2003", "(2003)")]
    [InlineData("jane doe", "a code unknown to this library")]
    [InlineData("marker7f3a9c", "a code unknown to this library")]
    public async Task Code_OfARefusal_IsInTheMessageOnlyIfItIsKnown(string code, string says)
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.BadRequest, $$"""{"code":"{{code}}"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(code, e.ErrorCode);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_ThatAreNoUtf8_AreReplaced()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.ThenBody(HttpStatusCode.BadRequest, new MemoryStream([.. """{"message":"caf"""u8, 0xE9, .. "\"}"u8]));

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.StartsWith("""{"message":"caf""", e.ServiceMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, 60, "deep")]
    [InlineData(64, 70, null)]
    [InlineData(200, 70, "deep")]
    [InlineData(8, 10, null)]
    public async Task Nesting_OfARefusal_IsBoundedByMaxAnswerDepth(int bound, int depth, string? text)
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxAnswerDepth = bound);
        var body = """{"message":"deep","x":""" + new string('[', depth) + new string(']', depth) + "}";
        pipeline.Handler.Then(HttpStatusCode.BadRequest, body);

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(text ?? body, e.ServiceMessage);
    }

    [Theory]
    [InlineData(64, 60, true)]
    [InlineData(64, 70, false)]
    [InlineData(200, 70, true)]
    [InlineData(8, 10, false)]
    public async Task Nesting_OfAResult_IsBoundedByMaxAnswerDepth(int bound, int depth, bool accepted)
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxAnswerDepth = bound);
        pipeline.Handler.Then(HttpStatusCode.OK, """{"value":"v","x":""" + new string('[', depth) + new string(']', depth) + "}");

        if (accepted)
        {
            Assert.Equal("v", await pipeline.Call());
        }
        else
        {
            await Assert.ThrowsAsync<UnexpectedAnswerException>(() => pipeline.Call());
        }
    }

    [Fact]
    public async Task Result_WithMoreBehindIt_IsRefusedWhateverTheDepth()
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxAnswerDepth = 100);
        pipeline.Handler.Then(HttpStatusCode.OK, """{"value":"v"} {"value":"w"}""");

        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => pipeline.Call());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task CompressedRefusal_ThatUnpacksToMegabytes_IsReadUpToMaxErrorBytes(string encoding)
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxErrorBytes = 1024);
        var bomb = AnswerTests.Compress(
            Encoding.UTF8.GetBytes("""{"message":"m","x":" """ + new string('x', 20_000_000) + "\"}"),
            encoding
        );
        pipeline.Handler.ThenBody(HttpStatusCode.BadRequest, new MemoryStream(bomb), encoding: encoding);

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(1024, e.ServiceMessage!.Length);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task CompressedBody_ThatNeverYieldsAByte_IsReadUpToMaxAnswerBytes(int status)
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxAnswerBytes = 10_000);
        pipeline.Handler.ThenBody((HttpStatusCode)status, new EmptyMembers(), encoding: "gzip");

        var call = pipeline.Call();

        if (status == 200)
        {
            Assert.Contains(
                "on the wire",
                (await Assert.ThrowsAsync<UnexpectedAnswerException>(() => call)).Message,
                StringComparison.Ordinal
            );
        }
        else
        {
            Assert.Null((await Assert.ThrowsAsync<ServiceException>(() => call)).ServiceMessage);
        }
    }

    [Fact]
    public async Task RemainingQuota_OfARefusal_IsTold()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.BadRequest, """{"code":"bad_request"}""", ("x-sib-ratelimit-remaining", "7"));

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(7, e.RemainingQuota);
    }

    [Fact]
    public async Task RetryAfter_OfAnAnswerRefusedLater_IsTold()
    {
        await using var pipeline = Pipeline.TreasureData();
        pipeline.Handler.Then(HttpStatusCode.Conflict, """{"message":"busy"}""", ("Retry-After", "9"));
        var request = new ServiceRequest(Pipeline.Keyed, "v3/x");

        var answer = await pipeline.Transport.SendForAnswerAsync(request, [HttpStatusCode.Conflict], default);

        Assert.Equal(TimeSpan.FromSeconds(9), pipeline.Transport.Refuse(request, answer).RetryAfter);
    }

    [Fact]
    public async Task AccountInProcess_OfBrevo_MayPass()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.BadRequest, """{"code":"account_in_process"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.True(e.IsTransient);
        Assert.Contains("try again in a minute", e.Message, StringComparison.Ordinal);
    }

    private static async Task AssertRead(Pipeline pipeline, int status, string? code, string? text)
    {
        var e = await Assert.ThrowsAnyAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal((HttpStatusCode)status, e.StatusCode);
        Assert.Equal(code, e.ErrorCode);
        Assert.Equal(text, e.ServiceMessage);
    }

    /// <summary>Endless gzip members without content.</summary>
    private sealed class EmptyMembers : Stream
    {
        private static readonly byte[] s_member = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++)
            {
                buffer.Span[i] = s_member[_position++ % s_member.Length];
            }

            return new(buffer.Length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
