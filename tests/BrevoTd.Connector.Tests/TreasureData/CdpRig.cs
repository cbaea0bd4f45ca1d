using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Tests.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

/// <summary>A client of the European site with its real pipeline, a script in place of the socket, and a clock that jumps over pauses between looks.</summary>
internal sealed class CdpRig : IAsyncDisposable
{
    public const string Cdp = "https://api-cdp.eu01.treasuredata.com/";
    public const string Workflow = "https://api-workflow.eu01.treasuredata.com/";
    public const string Main = "https://api.eu01.treasuredata.com/";
    public const string Profiles = "https://cdp-eu01.in.treasuredata.com/";

    /// <summary>The pipeline's clock stands here.</summary>
    public const string Now = "2026-11-24T08:00:00.000Z";
    public const string Earlier = "2026-11-24T07:50:00.000Z";

    public static readonly TdAudienceId Audience = new(341502);
    public static readonly TdSegmentId Segment = new(8801);
    public static readonly TdActivationId Activation = new(6601);
    public static readonly TdWorkflowAttemptId Attempt = new(9200);

    public CdpRig(InstantTime? clock = null)
    {
        Clock = clock ?? new InstantTime();
        Pipeline = Pipeline.TreasureData(o =>
        {
            o.Site = "eu01";
            o.RetryBaseDelay = TimeSpan.Zero;
        });
        Client = new TreasureDataClient(Pipeline.Transport, new TreasureDataClientOptions { Site = "eu01" }, Clock);
        Pipeline.Handler.Otherwise = static (request, _) =>
            throw new InvalidOperationException($"Nobody answers {request.Method} {request.RequestUri!.AbsolutePath}.");
    }

    public Pipeline Pipeline { get; }

    public InstantTime Clock { get; }

    public TreasureDataClient Client { get; }

    /// <summary>All requests in order: method and address.</summary>
    public IReadOnlyList<string> Seen => [.. Pipeline.Handler.Seen.Select(static request => $"{request.Method} {request.Uri}")];

    public SeenRequest Last => Pipeline.Handler.Seen[^1];

    public CdpRig Answers(string json, HttpStatusCode status = HttpStatusCode.OK)
    {
        Pipeline.Handler.Then(status, json);
        return this;
    }

    /// <summary>The answer of the next attempt gets lost, although the service has done the work.</summary>
    public CdpRig Loses()
    {
        Pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded));
        return this;
    }

    /// <summary>Whether two texts are the same JSON.</summary>
    public static void SameJson(string expected, string? actual)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual!);
        Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), $"Expected {expected}, sent {actual}");
    }

    public ValueTask DisposeAsync() => Pipeline.DisposeAsync();
}
