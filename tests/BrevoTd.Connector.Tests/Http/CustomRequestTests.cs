using System.Net;
using System.Text;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Http;

/// <summary>Requests that callers compose themselves take the same way as all others.</summary>
public sealed class CustomRequestTests
{
    private static readonly CustomRequest s_read = new()
    {
        Method = HttpMethod.Get,
        Route = "loyalty/config/programs/{pid}",
        MayRepeat = true,
        RouteValues = new Dictionary<string, string> { ["pid"] = "a/b +%ü?" },
    };

    private static readonly CustomRequest s_write = new()
    {
        Method = HttpMethod.Post,
        Route = "conversations/messages",
        MayRepeat = false,
    };

    [Fact]
    public async Task SendAsync_WithValuesAndParameters_EscapesThem()
    {
        await using var pipeline = Pipeline.Brevo();
        var request = new CustomRequest
        {
            Method = s_read.Method,
            Route = "/" + s_read.Route,
            MayRepeat = true,
            RouteValues = s_read.RouteValues,
            Query = [new("state", "active"), new("state", "draft & more")],
            Headers = [new("X-Trace", "17")],
        };

        var program = await Brevo(pipeline).SendAsync(request, CustomContext.Default.CustomThing);

        Assert.Equal("ok", program.Value);
        var sent = Assert.Single(pipeline.Handler.Seen);
        Assert.Equal(
            "https://api.brevo.com/v3/loyalty/config/programs/a%2Fb%20%2B%25%C3%BC%3F?state=active&state=draft%20%26%20more",
            sent.Uri
        );
        Assert.Equal("17", sent.Headers["X-Trace"]);
        Assert.Equal(Pipeline.BrevoKey, sent.Headers["api-key"]);
    }

    [Fact]
    public async Task SendAsync_WithABody_WritesItWithTheCallersType()
    {
        await using var pipeline = Pipeline.Brevo();

        var answer = await Brevo(pipeline)
            .SendAsync(s_write, new CustomThing { Value = "é" }, CustomContext.Default.CustomThing, CustomContext.Default.CustomThing);
        await Brevo(pipeline).SendAsync(s_write, new CustomThing { Value = "2" }, CustomContext.Default.CustomThing);

        Assert.Equal("ok", answer.Value);
        Assert.Equal(["""{"value":"\u00E9"}""", """{"value":"2"}"""], pipeline.Handler.Seen.Select(request => request.Body));
        Assert.All(pipeline.Handler.Seen, request => Assert.Equal("POST", request.Method));
    }

    [Fact]
    public async Task SendAsync_OfAPerson_LogsTheRouteOnly()
    {
        await using var pipeline = Pipeline.Brevo();
        var person = Canaries.Email();
        var request = new CustomRequest
        {
            Method = HttpMethod.Get,
            Route = "loyalty/balance/{contact}",
            MayRepeat = true,
            RouteValues = new Dictionary<string, string> { ["contact"] = person },
            Query = [new("email", person)],
        };
        pipeline.Handler.Then(HttpStatusCode.NotFound, """{"code":"document_not_found","message":"none"}""");

        var refusal = await Assert.ThrowsAsync<ServiceException>(() => Brevo(pipeline).SendAsync(request));

        Assert.Contains("loyalty/balance/{contact}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(
            pipeline.Logs.GetSnapshot(),
            record => record.Message.Contains("loyalty/balance/{contact}", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(pipeline.Logs.GetSnapshot(), record => record.Message.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendAsync_OfALostAnswer_RepeatsOnlyWhatMayBeRepeated()
    {
        await using var pipeline = Pipeline.Brevo(o => o.RetryBaseDelay = o.RetryMaxDelay = TimeSpan.Zero);
        pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded));
        await Brevo(pipeline).SendAsync(s_read);
        Assert.Equal(2, pipeline.Handler.Seen.Count);

        pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded));
        var failure = await Assert.ThrowsAsync<ServiceUnreachableException>(() => Brevo(pipeline).SendAsync(s_write));

        Assert.True(failure.MayHaveBeenProcessed);
        Assert.Equal(3, pipeline.Handler.Seen.Count);
    }

    [Fact]
    public async Task SendForAnswerAsync_AfterAThrottle_SendsTheSameContentAgain()
    {
        await using var pipeline = Pipeline.Brevo(o => o.RetryBaseDelay = o.RetryMaxDelay = TimeSpan.Zero);
        pipeline
            .Handler.Then(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", "0"))
            .Then(HttpStatusCode.Accepted, "a,b", ("X-Part", "1"), ("Content-Type", "text/csv"));
        using var content = new StreamContent(new OnceStream("rows"u8.ToArray()));

        var answer = await Brevo(pipeline).SendForAnswerAsync(s_write, content);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("a,b", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal(["1"], answer.Headers["x-part"]);
        Assert.Equal(["text/csv"], answer.Headers["content-type"]);
        Assert.Equal(["rows", "rows"], pipeline.Handler.Seen.Select(request => request.Body));
    }

    [Fact]
    public async Task DownloadAsync_OfAFile_CopiesItAsItIs()
    {
        await using var pipeline = Pipeline.Brevo();
        pipeline.Handler.ThenBody(HttpStatusCode.OK, new MemoryStream([1, 2, 3, 255]));
        using var destination = new MemoryStream();

        await Brevo(pipeline).DownloadAsync(s_read, destination);

        Assert.Equal([1, 2, 3, 255], destination.ToArray());
    }

    [Theory]
    [InlineData("contacts/ada@example.com")]
    [InlineData("contacts/17")]
    [InlineData("contacts/%2B33")]
    [InlineData("contacts?email=x")]
    [InlineData("contacts/../account")]
    [InlineData("contacts//lists")]
    [InlineData("https://api.brevo.com/v3/contacts")]
    [InlineData("")]
    public async Task SendAsync_OfARouteThatHoldsAValue_SaysWhereItBelongs(string route)
    {
        await using var pipeline = Pipeline.Brevo();
        var request = new CustomRequest
        {
            Method = HttpMethod.Get,
            Route = route,
            MayRepeat = true,
        };

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => Brevo(pipeline).SendAsync(request));

        Assert.Contains("RouteValues", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(pipeline.Handler.Seen);
    }

    [Theory]
    [InlineData("things/{id}", "other", "17", "no value for 'id'")]
    [InlineData("things/{id}", "id", "", "no value for 'id'")]
    [InlineData("things/{id}", "id", "..", "full stops")]
    [InlineData("things", "id", "17", "1 values for the 0 names")]
    public async Task SendAsync_OfValuesThatDoNotFit_SaysWhich(string route, string name, string value, string text)
    {
        await using var pipeline = Pipeline.Brevo();
        var request = new CustomRequest
        {
            Method = HttpMethod.Get,
            Route = route,
            MayRepeat = true,
            RouteValues = new Dictionary<string, string> { [name] = value },
        };

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => Brevo(pipeline).SendAsync(request));

        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_OfAHeaderWithALineBreak_IsRefused()
    {
        await using var pipeline = Pipeline.Brevo();
        var request = new CustomRequest
        {
            Method = HttpMethod.Get,
            Route = "account",
            MayRepeat = true,
            Headers = [new("X-Trace", "1\r\nX-Other: 2")],
        };

        await Assert.ThrowsAsync<ArgumentException>(() => Brevo(pipeline).SendAsync(request));
    }

    [Fact]
    public async Task SendAsync_OfTreasureData_ReachesTheMainApi()
    {
        await using var pipeline = Pipeline.TreasureData();
        var request = new CustomRequest
        {
            Method = HttpMethod.Get,
            Route = "v3/account/core_utilization",
            MayRepeat = true,
        };

        var answer = await new TreasureDataClient(pipeline.Transport, new TreasureDataClientOptions(), new FakeTimeProvider()).SendAsync(
            request,
            CustomContext.Default.CustomThing
        );

        Assert.Equal("ok", answer.Value);
        Assert.EndsWith("/v3/account/core_utilization", pipeline.Handler.Seen[0].Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_OfAFake_SaysWhatToDo() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => new FakeClient().SendAsync(s_read));

    private static BrevoClient Brevo(Pipeline pipeline) => new(pipeline.Transport);

    private sealed class FakeClient : BrevoClient;

    // Like a file on its way: it can be read once.
    private sealed class OnceStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

internal sealed record CustomThing
{
    [JsonPropertyName("value")]
    public string? Value { get; init; }
}

[JsonSerializable(typeof(CustomThing))]
internal sealed partial class CustomContext : JsonSerializerContext;
