using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Authentication.OAuth;

public sealed class TokenEndpointTests
{
    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Answer_ThatMayPass_IsAskedForAgain(HttpStatusCode status)
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Then(status, "<html>busy</html>").Then(status);

        var call = bench.Get();
        await Pause(bench);
        await Pause(bench);

        Assert.Equal("access-1", await call);
        Assert.Equal(3, bench.Tokens.Seen.Count);
        Assert.Equal(2, bench.Logs.GetSnapshot().Count(log => log.Id.Id == 142));
    }

    [Fact]
    public async Task Answer_WithRetryAfter_IsAskedForAgainNoEarlier()
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Then(HttpStatusCode.TooManyRequests, "", ("Retry-After", "7"));

        var call = bench.Get();
        await bench.Clock.Pass(TimeSpan.FromSeconds(7));

        Assert.Equal("access-1", await call);
    }

    [Fact]
    public async Task Answer_WithARetryAfterBeyondTheTime_FailsAtOnceAndGivesTheServiceItsRest()
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Then(HttpStatusCode.TooManyRequests, "", ("Retry-After", "90"));

        var e = await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        Assert.True(e.IsTransient);
        Assert.Equal(TimeSpan.FromSeconds(90), e.RetryAfter);
        bench.Clock.Advance(TimeSpan.FromSeconds(89));
        await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());
        Assert.Single(bench.Tokens.Seen);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("access-1", await bench.Get());
    }

    [Fact]
    public async Task Endpoint_ThatHangs_EndsAfterItsTimeOutsAndSparesTheNextCallers()
    {
        await using var bench = new OAuthBench(o =>
        {
            o.RequestTimeout = TimeSpan.FromSeconds(4);
            o.RenewalTimeout = TimeSpan.FromSeconds(6);
        });
        bench.Tokens.ThenHang().ThenHang().ThenHang();

        var call = bench.Get();
        await bench.Clock.Pass(TimeSpan.FromSeconds(4));
        await Pause(bench);
        await bench.Clock.WhenSet(due => due == TimeSpan.FromSeconds(4));
        bench.Clock.Advance(TimeSpan.FromSeconds(2));

        var e = await Assert.ThrowsAsync<TokenRequestException>(() => call);
        Assert.True(e.IsTransient);
        Assert.Contains("RenewalTimeout", e.Message, StringComparison.Ordinal);
        Assert.Equal(2, bench.Tokens.Seen.Count);
        await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());
        Assert.Equal(2, bench.Tokens.Seen.Count);
    }

    [Fact]
    public async Task Failures_OfThousandCallers_CostOneRequestPerPause()
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Otherwise = (_, _) =>
            Task.FromResult(ScriptedHandler.Json(HttpStatusCode.BadRequest, """{"error":"temporarily_unavailable"}"""));
        var first = bench.Get();
        await Pause(bench);
        await Pause(bench);
        await Pause(bench);
        await Assert.ThrowsAsync<TokenRequestException>(() => first);
        var asked = bench.Tokens.Seen.Count;

        for (var i = 0; i < 1000; i++)
        {
            await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());
        }

        Assert.Equal(asked, bench.Tokens.Seen.Count);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html>login canary</html>", "HTML")]
    [InlineData("", "empty")]
    [InlineData("{\"access_token\":\"canary", "JSON")]
    [InlineData("{\"access_token\":\"\\ud800\"}", "JSON")]
    [InlineData("[]", "JSON")]
    [InlineData("{}", "JSON")]
    [InlineData("{\"access_token\":\"canary\\ncanary\"}", "header")]
    [InlineData("{\"access_token\":\"canary\",\"token_type\":\"mac\"}", "Bearer")]
    public async Task Answer_ThatIsNoToken_IsRefusedWithoutBeingShown(string body, string expected)
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Then(HttpStatusCode.OK, body);

        var e = await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
        Assert.Single(bench.Tokens.Seen);
    }

    [Fact]
    public async Task Answer_ThatIsTooLarge_IsNotReadToItsEnd()
    {
        await using var bench = new OAuthBench();
        var endless = new EndlessStream();
        bench.Tokens.Then((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(endless) }));

        var e = await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        Assert.Contains("bytes", e.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 256 * 1024, 512 * 1024);
    }

    [Theory]
    [InlineData(HttpStatusCode.Redirect)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    [InlineData(HttpStatusCode.PermanentRedirect)]
    public async Task Redirect_OfTheTokenEndpoint_IsNotFollowed(HttpStatusCode status)
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Then(status, "", ("Location", "https://evil.example/token"));

        var e = await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        Assert.Contains("redirect", e.Message, StringComparison.Ordinal);
        Assert.False(e.IsTransient);
        Assert.Equal("https://api.brevo.com/realms/partner/oauth/token", Assert.Single(bench.Tokens.Seen).Uri);
    }

    [Theory]
    [InlineData("invalid_client", "ClientSecret")]
    [InlineData("invalid_scope", "Scope")]
    [InlineData("unauthorized_client", "grant")]
    [InlineData("unsupported_grant_type", "TokenEndpoint")]
    [InlineData("invalid_request", "ServiceMessage")]
    public async Task Refusal_ByCode_SaysWhatToDo(string code, string expected)
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Then(HttpStatusCode.BadRequest, $$"""{"error":"{{code}}","error_description":"canary"}""");

        var e = await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        Assert.Equal(code, e.Error);
        Assert.Equal("canary", e.ServiceMessage);
        Assert.Equal(HttpStatusCode.BadRequest, e.StatusCode);
        Assert.Contains(code, e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_WithAnUnknownCode_KeepsItOutOfTheMessage()
    {
        await using var bench = new OAuthBench();
        bench.Tokens.Then(HttpStatusCode.BadRequest, """{"error":"canary person@example.com"}""");

        var e = await Assert.ThrowsAsync<TokenRequestException>(() => bench.Get());

        Assert.Null(e.Error);
        Assert.Contains("canary person@example.com", e.ServiceMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }

    private static async Task Pause(OAuthBench bench) =>
        bench.Clock.Advance(await bench.Clock.WhenSet(due => due <= TimeSpan.FromSeconds(2)));

    /// <summary>Blanks without end.</summary>
    private sealed class EndlessStream : Stream
    {
        public int Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            Given += count;
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
