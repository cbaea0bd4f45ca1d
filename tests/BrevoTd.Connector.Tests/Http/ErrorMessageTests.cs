using System.Net;
using System.Net.Sockets;
using System.Text;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;
using CsCheck;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>Each refusal says in one text what happened and what to do, whatever the body looks like.</summary>
public sealed class ErrorMessageTests
{
    [Theory]
    [InlineData(401, """{"message":"Key not found","code":"unauthorized"}""", "unauthorized", "IP addresses")]
    [InlineData(402, """{"code":"not_enough_credits","message":"x"}""", "not_enough_credits", "credits")]
    [InlineData(403, """{"code":"permission_denied","message":"Access forbidden."}""", "permission_denied", "plan")]
    [InlineData(403, """{"code":"account_under_validation","message":"x"}""", "account_under_validation", "validation")]
    [InlineData(404, """{"code":"document_not_found","message":"Contact does not exist"}""", "document_not_found", "identifier")]
    [InlineData(404, """{"message":"x"}""", null, "BaseAddress")]
    [InlineData(413, "", null, "fewer records")]
    [InlineData(400, """{"code":"invalid id","message":"Invalid request"}""", "invalid id", "ServiceMessage")]
    [InlineData(500, "", null, "try again later")]
    public async Task Brevo_Refusal_SaysCauseAndRemedy(int status, string body, string? code, string remedy)
    {
        await using var pipeline = Pipeline.Brevo(o => o.MaxRetries = 0);
        pipeline.Handler.Then((HttpStatusCode)status, body);

        var e = await Assert.ThrowsAnyAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(code, e.ErrorCode);
        Assert.Equal("Brevo", e.Service);
        Assert.Equal("things.get", e.Operation);
        Assert.StartsWith($"Brevo answered {status}", e.Message, StringComparison.Ordinal);
        Assert.Contains("things.get (GET contacts/{identifier})", e.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, e.Message, StringComparison.Ordinal);
        Assert.Equal(status is 401 or 403, e is CredentialsRejectedException);
    }

    [Theory]
    [InlineData(401, "region")]
    [InlineData(403, "IP allow list")]
    [InlineData(404, "another region")]
    [InlineData(413, "fewer records")]
    public async Task TreasureData_Refusal_SaysCauseAndRemedy(int status, string remedy)
    {
        await using var pipeline = Pipeline.TreasureData(o => o.Site = "jp01");
        pipeline.Handler.Then((HttpStatusCode)status, """{"message":"text"}""");

        var e = await Assert.ThrowsAnyAsync<ServiceException>(() => pipeline.Call());

        Assert.Contains(remedy, e.Message, StringComparison.Ordinal);
        if (status is 401 or 404)
        {
            Assert.Contains("jp01", e.Message, StringComparison.Ordinal);
            Assert.Contains("api.treasuredata.co.jp", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Brevo_DuplicateContact_NamesTheIdentifiers()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(
            HttpStatusCode.BadRequest,
            """{"code":"invalid_parameter","message":"Unable to update contact, email is already associated with another Contact","metadata":{"duplicate_identifiers":["email","SMS",7]}}"""
        );

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call(Pipeline.Write));

        Assert.Equal(["email", "SMS"], e.DuplicateIdentifiers);
        Assert.Contains("DuplicateIdentifiers", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_AsHtml_SaysThatSomebodyElseAnswered()
    {
        await using var pipeline = Pipeline.TreasureData(o => o.MaxRetries = 0);
        pipeline.Handler.Then(HttpStatusCode.ServiceUnavailable, "<html><body>Service Unavailable</body></html>");

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Contains("HTML page", e.Message, StringComparison.Ordinal);
        Assert.Contains("proxy", e.Message, StringComparison.Ordinal);
        Assert.Equal("<html><body>Service Unavailable</body></html>", e.ServiceMessage);
    }

    [Fact]
    public async Task Refusal_WithARequestId_KeepsIt()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.BadRequest, "", ("X-Request-Id", "abc-1"));

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal("abc-1", e.RequestId);
    }

    [Fact]
    public async Task Refusal_WithAPageOfMegabytes_KeepsItsBeginning()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.BadRequest, new string('x', 5_000_000));

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(ServiceErrorReader.MaxText, e.ServiceMessage!.Length);
    }

    [Fact]
    public async Task Refusal_WhoseBodyBreaksOff_KeepsTheStatus()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.ThenBody(HttpStatusCode.BadRequest, new ScriptedStream("""{"code":"inv"""u8.ToArray(), AfterBytes.Break));

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Equal(HttpStatusCode.BadRequest, e.StatusCode);
        Assert.Equal("""{"code":"inv""", e.ServiceMessage);
    }

    [Fact]
    public async Task Details_ThatMayBeAPersonsData_AreOnlyInTheServiceMessage()
    {
        await using var brevo = Pipeline.Brevo();
        brevo.Handler.Then(
            HttpStatusCode.BadRequest,
            """{"code":"duplicate_parameter","metadata":{"duplicate_identifiers":["email","anna@example.com"]}}"""
        );
        await using var td = Pipeline.TreasureData();
        td.Handler.Then(HttpStatusCode.Conflict, """{"details":{"conflicts_with":"anna@example.com"}}""");

        var duplicate = await Assert.ThrowsAsync<ServiceException>(() => brevo.Call());
        var conflict = await Assert.ThrowsAsync<ServiceException>(() => td.Call());

        Assert.Equal(["email"], duplicate.DuplicateIdentifiers);
        Assert.Null(conflict.ConflictsWith);
        Assert.Contains("anna@example.com", conflict.ServiceMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_ThatIsNone_StandsBeforeTheText()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.Unauthorized, """{"code":"No, John.","message":"Not today."}""");

        var e = await Assert.ThrowsAsync<CredentialsRejectedException>(() => pipeline.Call());

        Assert.Null(e.ErrorCode);
        Assert.Equal("No, John.: Not today.", e.ServiceMessage);
    }

    [Theory]
    [InlineData("john.doe@example.com")]
    [InlineData("33612345678")]
    [InlineData("p33612345678")]
    [InlineData("p336-123-456")]
    [InlineData("xkeysib-abc7f")]
    [InlineData("<b>x</b>")]
    public async Task Code_ThatMayBeAPersonsData_IsOnlyInTheServiceMessage(string code)
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.Then(HttpStatusCode.BadRequest, $$"""{"code":"{{code}}"}""");

        var e = await Assert.ThrowsAsync<ServiceException>(() => pipeline.Call());

        Assert.Null(e.ErrorCode);
        Assert.Contains(code, e.ServiceMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(code, e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message":"a","text":"b","error":"c","errorMessage":"d"}""", "a")]
    [InlineData("""{"message":"","text":"b","error":"c","errorMessage":"d"}""", "b")]
    [InlineData("""{"text":null,"error":"c","errorMessage":"d"}""", "c")]
    [InlineData("""{"errorMessage":"d"}""", "d")]
    [InlineData("""{"status_code":422}""", """{"status_code":422}""")]
    [InlineData("plain text", "plain text")]
    [InlineData("", null)]
    [InlineData("""["x"]""", "x")]
    public void TreasureDataErrorReader_AnyShape_FollowsThePrecedence(string body, string? message)
    {
        var error = new TreasureDataErrorReader().Read(Encoding.UTF8.GetBytes(body), "application/json");

        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("""{"details":{"conflicts_with":"900100200"}}""", "900100200")]
    [InlineData("""{"details":{"conflicts_with":900100200}}""", "900100200")]
    [InlineData("""{"details":{"conflicts_with":null}}""", null)]
    [InlineData("""{"details":"unexpected"}""", null)]
    public void TreasureDataErrorReader_ConflictsWith_IsTextOrNumber(string body, string? expected)
    {
        Assert.Equal(expected, new TreasureDataErrorReader().Read(Encoding.UTF8.GetBytes(body), null).ConflictsWith);
    }

    [Theory]
    [InlineData("""{"\ud800":1,"code":"invalid_parameter"}""")]
    [InlineData("""{"code":"invalid_parameter","message":"\ud800"}""")]
    [InlineData("""{"code":"invalid_parameter","metadata":{"\udc00":1,"duplicate_identifiers":["\ud800"]}}""")]
    public void BrevoErrorReader_EscapeThatIsNoText_ReadsTheRest(string body)
    {
        Assert.Equal("invalid_parameter", new BrevoErrorReader().Read(Encoding.UTF8.GetBytes(body), null).Code);
    }

    [Fact]
    public void ErrorReaders_AnyBytes_NeverThrow()
    {
        var readers = new ServiceErrorReader[] { new BrevoErrorReader(), new TreasureDataErrorReader() };
        var valid =
            """{"code":"a","message":"b","metadata":{"duplicate_identifiers":["email"]},"details":{"conflicts_with":1},"x":"\ud800"}"""u8.ToArray();
        Gen.Byte.Array[0, 200]
            .Sample(bytes =>
            {
                foreach (var reader in readers)
                {
                    reader.Read(bytes, "application/json");
                }
            });
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Int[0, valid.Length])
            .Sample(
                (position, value, length) =>
                {
                    var changed = valid.ToArray();
                    changed[position] = value;
                    foreach (var reader in readers)
                    {
                        reader.Read(changed.AsMemory(0, length), "application/json");
                    }
                }
            );
    }

    public static TheoryData<HttpRequestError, string> Unreachable =>
        new()
        {
            { HttpRequestError.NameResolutionError, "could not be resolved" },
            { HttpRequestError.ConnectionError, "no connection" },
            { HttpRequestError.SecureConnectionError, "TLS" },
            { HttpRequestError.ProxyTunnelError, "proxy" },
            { HttpRequestError.ResponseEnded, "broke" },
            { HttpRequestError.Unknown, "broke" },
        };

    [Theory]
    [MemberData(nameof(Unreachable))]
    public async Task NoAnswer_OfAnyKind_SaysCauseAndRemedy(HttpRequestError error, string says)
    {
        await using var pipeline = Pipeline.TreasureData(o => o.MaxRetries = 0);
        pipeline.Handler.ThenThrow(new HttpRequestException(error, "inner", new SocketException((int)SocketError.HostUnreachable)));

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => pipeline.Call());

        Assert.StartsWith("No answer from Treasure Data to things.get", e.Message, StringComparison.Ordinal);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.InnerException);
    }
}
