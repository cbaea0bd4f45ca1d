using System.IO.Compression;
using System.Net;
using System.Text;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>What becomes of an answer: read, decompressed, bounded, streamed, or refused with a reason.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task Request_OfACall_CarriesCredentialAndNames()
    {
        await using var pipeline = Pipeline.Brevo(o => o.ApplicationName = "NightlyJob/2.1");

        await pipeline.Call(path: "contacts/a%2Bb%40example.com?identifierType=email_id");

        var seen = pipeline.Handler.Seen.Single();
        Assert.Equal("https://api.brevo.com/v3/contacts/a%2Bb%40example.com?identifierType=email_id", seen.Uri);
        Assert.Equal(Pipeline.BrevoKey, seen.Headers["api-key"]);
        Assert.Equal("application/json", seen.Headers["Accept"]);
        Assert.Equal("gzip, br", seen.Headers["Accept-Encoding"]);
        Assert.Matches(
            @"^BrevoTd\.Connector/\S+, \(\.NET .*\), NightlyJob/2\.1$|^BrevoTd\.Connector/\S+ \(\.NET .*\) NightlyJob/2\.1$",
            seen.Headers["User-Agent"]
        );
        Assert.DoesNotContain("Authorization", seen.Headers.Keys);
    }

    [Fact]
    public async Task Request_ToTreasureData_CarriesItsScheme()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.Site = "eu01");

        await pipeline.Call(path: "v3/job/show/1");

        var seen = pipeline.Handler.Seen.Single();
        Assert.Equal("https://api.eu01.treasuredata.com/v3/job/show/1", seen.Uri);
        Assert.Equal("TD1 " + Pipeline.TreasureDataKey, seen.Headers["Authorization"]);
    }

    [Theory]
    [InlineData("https://example.com/base")]
    [InlineData("https://example.com/base/")]
    public async Task BaseAddress_WithOrWithoutLastSlash_KeepsItsPath(string address)
    {
        await using var pipeline = Pipeline.Brevo(o => o.BaseAddress = new Uri(address));

        await pipeline.Call(path: "contacts/1");

        Assert.Equal("https://example.com/base/contacts/1", pipeline.Handler.Seen.Single().Uri);
    }

    [Fact]
    public async Task Body_ThatBreaksOff_IsRepeated()
    {
        await using var pipeline = Pipeline.Brevo(o => o.RetryBaseDelay = TimeSpan.Zero);
        var first = new ScriptedStream("""{"value":"h"""u8.ToArray(), AfterBytes.Break);
        pipeline.Handler.ThenBody(HttpStatusCode.OK, first);

        Assert.Equal("ok", await pipeline.Call());
        Assert.True(first.IsDisposed);
    }

    [Fact]
    public async Task Body_ShorterThanAnnounced_IsRepeated()
    {
        await using var pipeline = Pipeline.Brevo(o => o.RetryBaseDelay = TimeSpan.Zero);
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new ScriptedStream("""{"value":"h"}"""u8.ToArray(), AfterBytes.End), length: 100);

        Assert.Equal("ok", await pipeline.Call());
    }

    [Fact]
    public async Task Body_OfAWriteThatBreaksOff_FailsAndSaysThatTheWorkMayBeDone()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.ThenBody(HttpStatusCode.Created, new ScriptedStream("""{"id":"""u8.ToArray(), AfterBytes.Break));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => pipeline.Call(Pipeline.Write));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Contains("broke before the answer was complete", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Body_Compressed_IsRead(string encoding)
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new MemoryStream(Compress("""{"value":"small"}"""u8, encoding)), encoding: encoding);

        Assert.Equal("small", await pipeline.Call());
    }

    [Fact]
    public async Task Body_DamagedGzip_IsRepeated()
    {
        await using var pipeline = Pipeline.Brevo(o => o.RetryBaseDelay = TimeSpan.Zero);
        var damaged = Compress("""{"value":"small"}"""u8, "gzip");
        damaged[0] = 0;
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new MemoryStream(damaged), encoding: "gzip");

        Assert.Equal("ok", await pipeline.Call());
    }

    [Fact]
    public async Task Body_ThatDecompressesBeyondTheBound_IsRefused()
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxAnswerBytes = 100_000);
        var bomb = Compress(new byte[10_000_000], "gzip");
        Assert.True(bomb.Length < 100_000);
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new MemoryStream(bomb), encoding: "gzip");

        var e = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => pipeline.Call());

        Assert.Contains("MaxAnswerBytes", e.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Body_AtTheBound_IsAcceptedAndAboveRefused(int below, bool accepted)
    {
        const int Bound = 5000;
        var length = accepted ? Bound - below : Bound + below;
        var body = """{"value":""" + "\"" + new string('x', length - 12) + "\"}";
        Assert.Equal(length, body.Length);
        await using var pipeline = Pipeline.Brevo(o => o.MaxAnswerBytes = Bound);
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new MemoryStream(Encoding.UTF8.GetBytes(body)));

        if (accepted)
        {
            Assert.Equal(length - 12, (await pipeline.Call())!.Length);
        }
        else
        {
            await Assert.ThrowsAsync<UnexpectedAnswerException>(() => pipeline.Call());
        }
    }

    [Theory]
    [InlineData("""<!DOCTYPE html><html><body>Welcome</body></html>""", "HTML page")]
    [InlineData("  \n<HTML><head></head></HTML>", "HTML page")]
    [InlineData("", "empty body")]
    [InlineData("""{"value":"a""", "cut, malformed")]
    [InlineData("""[1,2]""", "cut, malformed")]
    [InlineData("null", "not the documented JSON")]
    public async Task Json_ThatIsNone_IsUnexpected(string body, string says)
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.OK, body);

        var e = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => pipeline.Call());

        Assert.Equal(HttpStatusCode.OK, e.StatusCode);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.Contains("https://api.brevo.com/v3/", e.Message, StringComparison.Ordinal);
        Assert.False(e.IsTransient);
    }

    [Fact]
    public async Task Json_WithByteOrderMark_IsRead()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new MemoryStream([0xEF, 0xBB, 0xBF, .. """{"value":"marked"}"""u8]));

        Assert.Equal("marked", await pipeline.Call());
    }

    [Fact]
    public async Task AcceptedStatus_OfAnAnswer_IsReturned()
    {
        await using var pipeline = Pipeline.TreasureData();
        pipeline.Handler.Then(HttpStatusCode.Conflict, """{"message":"taken","details":{"conflicts_with":900100200}}""");
        var request = new ServiceRequest(Pipeline.Keyed, "v3/job/issue/trino/db");

        var answer = await pipeline.Transport.SendForAnswerAsync(request, [HttpStatusCode.Conflict], default);
        var refused = pipeline.Transport.Refuse(request, answer);

        Assert.False(answer.IsSuccess);
        Assert.Equal("900100200", refused.ConflictsWith);
        Assert.Equal("taken", refused.ServiceMessage);
    }

    [Fact]
    public async Task Redirect_OnTheSameHost_IsFollowedWithMethodAndBody()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline
            .Handler.Then(HttpStatusCode.PermanentRedirect, "", ("Location", "/v3/moved"))
            .Then(HttpStatusCode.TemporaryRedirect, "", ("Location", "https://api.brevo.com/v3/again"));

        Assert.Equal("ok", await pipeline.Call(Pipeline.Write));

        Assert.Equal(
            ["POST https://api.brevo.com/v3/contacts/1", "POST https://api.brevo.com/v3/moved", "POST https://api.brevo.com/v3/again"],
            pipeline.Handler.Seen.Select(r => $"{r.Method} {r.Uri}")
        );
        Assert.All(pipeline.Handler.Seen, r => Assert.Equal("""{"a":1}""", r.Body));
    }

    [Theory]
    [InlineData(HttpStatusCode.PermanentRedirect, "https://evil.example.com/v3/x")]
    [InlineData(HttpStatusCode.TemporaryRedirect, "http://api.brevo.com/v3/x")]
    [InlineData(HttpStatusCode.TemporaryRedirect, "https://api.brevo.com:8443/v3/x")]
    [InlineData(HttpStatusCode.Found, "/v3/x")]
    [InlineData(HttpStatusCode.SeeOther, "/v3/x")]
    public async Task Redirect_ElsewhereOrOfAnotherKind_IsNotFollowed(HttpStatusCode status, string location)
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(status, "", ("Location", location));

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(status, e.StatusCode);
        Assert.Contains("redirect", e.Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task Redirect_InACircle_Ends()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Otherwise = (_, _) =>
        {
            var response = ScriptedHandler.Json(HttpStatusCode.TemporaryRedirect, "");
            response.Headers.Location = new Uri("/v3/contacts/1", UriKind.Relative);
            return Task.FromResult(response);
        };

        await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(6, pipeline.Handler.Seen.Count);
    }

    [Fact]
    public async Task ForeignHost_OfARequest_GetsNoCredentialAndUsesNoQuota()
    {
        await using var pipeline = Pipeline.Brevo();
        for (var i = 0; i < 150; i++)
        {
            var request = new ServiceRequest(Pipeline.Slow, "report.csv?signature=abc")
            {
                BaseAddress = new Uri("https://files.example.com/reports/"),
            };
            await pipeline.Transport.SendAsync(request, default);
        }

        Assert.All(pipeline.Handler.Seen, r => Assert.DoesNotContain("api-key", r.Headers.Keys));
        Assert.Equal("https://files.example.com/reports/report.csv?signature=abc", pipeline.Handler.Seen[0].Uri);
    }

    [Fact]
    public async Task ForeignHost_ThatRefuses_IsNotACredentialsProblem()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.Forbidden, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>");
        var request = new ServiceRequest(Pipeline.Slow, "") { BaseAddress = new Uri("https://files.example.com/report.csv?signature=abc") };

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Transport.SendAsync(request, default));

        Assert.Contains("expired", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("signature", e.ToString(), StringComparison.Ordinal);
        Assert.Equal("https://files.example.com/report.csv?signature=abc", pipeline.Handler.Seen.Single().Uri);
    }

    [Fact]
    public async Task ForeignHost_WithoutTls_IsNotAsked()
    {
        await using var pipeline = Pipeline.Brevo();
        var request = new ServiceRequest(Pipeline.Slow, "x") { BaseAddress = new Uri("http://files.example.com/") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.Transport.SendAsync(request, default));

        Assert.Empty(pipeline.Handler.Seen);
    }

    [Fact]
    public async Task Stream_OfAnAnswer_IsHandedOnAsItIs()
    {
        await using var pipeline = Pipeline.TreasureData();
        var bytes = Compress("rows"u8, "gzip");
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new MemoryStream(bytes), length: bytes.Length);

        using var response = await pipeline.Transport.SendForStreamAsync(new ServiceRequest(Pipeline.Read, "v3/job/result/1"), default);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);

        Assert.Equal(bytes, copy.ToArray());
        Assert.Equal(bytes.Length, response.Content.Headers.ContentLength);
        Assert.Equal("identity", pipeline.Handler.Seen.Single().Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task Stream_RefusedAnswer_IsTheUsualException()
    {
        await using var pipeline = Pipeline.TreasureData();
        pipeline.Handler.Then(HttpStatusCode.NotFound, """{"message":"Couldn't find Job"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(() =>
            pipeline.Transport.SendForStreamAsync(new ServiceRequest(Pipeline.Read, "v3/x"), default)
        );

        Assert.Equal("Couldn't find Job", e.ServiceMessage);
    }

    [Fact]
    public async Task Stream_ThatFallsSilent_FailsAfterReadIdleTimeout()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.ReadIdleTimeout = TimeSpan.FromSeconds(23));
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new ScriptedStream("rows"u8.ToArray(), AfterBytes.Stall));

        using var response = await pipeline.Transport.SendForStreamAsync(new ServiceRequest(Pipeline.Read, "v3/x"), default);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[100];
        Assert.Equal(4, await stream.ReadAsync(buffer));
        var silent = stream.ReadAsync(buffer).AsTask();
        await pipeline.Clock.Pass(TimeSpan.FromSeconds(23));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => silent);
        Assert.Contains("ReadIdleTimeout (23 s)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ReadSlowlyByTheCaller_DoesNotTimeOut()
    {
        await using var pipeline = Pipeline.TreasureData();
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new ScriptedStream("rows"u8.ToArray(), AfterBytes.End));

        using var response = await pipeline.Transport.SendForStreamAsync(new ServiceRequest(Pipeline.Read, "v3/x"), default);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[2];
        Assert.Equal(2, await stream.ReadAsync(buffer));
        pipeline.Clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(2, await stream.ReadAsync(buffer));
        Assert.Equal(0, await stream.ReadAsync(buffer));
    }

    [Fact]
    public async Task Stream_ThatBreaksOff_FailsWithTheUsualException()
    {
        await using var pipeline = Pipeline.TreasureData();
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new ScriptedStream("rows"u8.ToArray(), AfterBytes.Break));

        using var response = await pipeline.Transport.SendForStreamAsync(new ServiceRequest(Pipeline.Read, "v3/x"), default);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[100];
        await stream.ReadExactlyAsync(buffer.AsMemory(0, 4));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => stream.ReadAsync(buffer).AsTask());
        Assert.IsType<IOException>(e.InnerException);
    }

    [Fact]
    public async Task Stream_CancelledRead_EndsAtOnce()
    {
        await using var pipeline = Pipeline.TreasureData();
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new ScriptedStream([], AfterBytes.Stall));
        using var source = new CancellationTokenSource();

        using var response = await pipeline.Transport.SendForStreamAsync(new ServiceRequest(Pipeline.Read, "v3/x"), default);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var read = stream.ReadAsync(new byte[1], source.Token).AsTask();
        await source.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(source.Token, e.CancellationToken);
    }

    internal static byte[] Compress(ReadOnlySpan<byte> bytes, string encoding)
    {
        using var target = new MemoryStream();
        using (
            Stream compressor = encoding switch
            {
                "gzip" => new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true),
                "br" => new BrotliStream(target, CompressionLevel.Optimal, leaveOpen: true),
                _ => new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true),
            }
        )
        {
            compressor.Write(bytes);
        }

        return target.ToArray();
    }
}
