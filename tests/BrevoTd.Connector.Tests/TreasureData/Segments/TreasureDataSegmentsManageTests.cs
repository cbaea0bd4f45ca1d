using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData;

public sealed class TreasureDataSegmentsManageTests
{
    private const string Path = CdpRig.Cdp + "audiences/341502/segments";
    private const string Folders = CdpRig.Cdp + "audiences/341502/folders";

    private static readonly TdSegmentRequest s_request = new()
    {
        Name = "Active buyers",
        Rule = JsonDocument.Parse("""{"type":"And","conditions":[]}""").RootElement,
        FolderId = new TdSegmentFolderId(52011),
    };

    [Fact]
    public async Task CreateAsync_OfARequest_SendsWhatWasSet()
    {
        await using var rig = new CdpRig().Answers(Segment(CdpRig.Now));

        var segment = await rig.Client.Segments.CreateAsync(CdpRig.Audience, s_request);

        Assert.Equal(CdpRig.Segment, segment.Id);
        Assert.Equal([$"POST {Path}"], rig.Seen);
        CdpRig.SameJson(
            """{"name":"Active buyers","rule":{"type":"And","conditions":[]},"segmentFolderId":"52011","kind":0}""",
            rig.Last.Body
        );
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndSegmentThere_ReturnsIt()
    {
        await using var rig = new CdpRig().Loses().Answers($"[{Segment(CdpRig.Now, folder: "1")},{Segment(CdpRig.Now)}]");

        var segment = await rig.Client.Segments.CreateAsync(CdpRig.Audience, s_request);

        Assert.Equal(new TdSegmentFolderId(52011), segment.FolderId);
        Assert.Equal([$"POST {Path}", $"GET {Path}"], rig.Seen);
    }

    [Fact]
    public async Task CreateAsync_AnswerLostAndOnlyAnEarlierOneThere_IsNotSentAgain()
    {
        await using var rig = new CdpRig().Loses().Answers($"[{Segment(CdpRig.Earlier)}]");

        var e = await Assert.ThrowsAsync<ServiceUnreachableException>(() => rig.Client.Segments.CreateAsync(CdpRig.Audience, s_request));

        Assert.True(e.MayHaveBeenProcessed);
        Assert.Equal([$"POST {Path}", $"GET {Path}"], rig.Seen);
    }

    [Fact]
    public async Task UpdateAsync_AnswerLost_IsSentAgain()
    {
        await using var rig = new CdpRig().Loses().Answers(Segment(CdpRig.Now));

        await rig.Client.Segments.UpdateAsync(CdpRig.Audience, CdpRig.Segment, new TdSegmentRequest { Name = "Active buyers" });

        Assert.Equal([$"PUT {Path}/8801", $"PUT {Path}/8801"], rig.Seen);
        CdpRig.SameJson("""{"name":"Active buyers","kind":0}""", rig.Last.Body);
    }

    [Fact]
    public async Task Folders_CreatedAndDeleted_GoToTheirPaths()
    {
        await using var rig = new CdpRig()
            .Answers("""{"id":"7","name":"VIP","parentFolderId":"52011"}""")
            .Answers("{}")
            .Answers("""{"code":"not_found"}""", HttpStatusCode.NotFound)
            .Answers("{}");
        var segments = rig.Client.Segments;

        var folder = await segments.CreateFolderAsync(CdpRig.Audience, "VIP", new TdSegmentFolderId(52011), "best");
        var body = rig.Last.Body;
        var deleted = await segments.DeleteFolderIfExistsAsync(CdpRig.Audience, folder.Id!.Value);
        var again = await segments.DeleteFolderIfExistsAsync(CdpRig.Audience, folder.Id.Value);

        Assert.True(await segments.DeleteIfExistsAsync(CdpRig.Audience, CdpRig.Segment));
        Assert.Equal((true, false), (deleted, again));
        CdpRig.SameJson("""{"name":"VIP","description":"best","parentFolderId":"52011"}""", body);
        Assert.Equal([$"POST {Folders}", $"DELETE {Folders}/7", $"DELETE {Folders}/7", $"DELETE {Path}/8801"], rig.Seen);
    }

    [Fact]
    public async Task CreateAsync_IncompleteRequest_IsRefusedBeforeItIsSent()
    {
        await using var rig = new CdpRig();
        var segments = rig.Client.Segments;

        await Assert.ThrowsAsync<ArgumentException>(() => segments.CreateAsync(CdpRig.Audience, new TdSegmentRequest { Name = " " }));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            segments.CreateAsync(CdpRig.Audience, new TdSegmentRequest { Name = "a", Rule = JsonDocument.Parse("[]").RootElement })
        );
        await Assert.ThrowsAsync<ArgumentException>(() => segments.CreateFolderAsync(CdpRig.Audience, ""));
        Assert.Empty(rig.Seen);
    }

    private static string Segment(string createdAt, string folder = "52011") =>
        $$"""{"id":"8801","audienceId":"341502","name":"Active buyers","segmentFolderId":"{{folder}}","createdAt":"{{createdAt}}"}""";
}
