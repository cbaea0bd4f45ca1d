using System.Net;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

public sealed class SegmentTests
{
    // reference §7: segment membership is GET /contacts?segmentId=…; examples/segments.json
    [Fact]
    public async Task Segments_OfAnAccount_AreListedAndFilterContacts()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        brevo.Brevo.AddContact("a@example.com");
        brevo.Brevo.AddContact("b@other.com");
        var id = brevo.Brevo.AddSegment("Ours", static contact => contact.Email!.EndsWith("example.com", StringComparison.Ordinal), "Mine");

        var segment = (await brevo.GetAsync("contacts/segments?limit=50&offset=0&sort=asc"))
            .Json.GetProperty("segments")
            .EnumerateArray()
            .Single();
        Assert.Equal(id, segment.GetProperty("id").GetInt64());
        Assert.Equal("Ours", segment.GetProperty("segmentName").GetString());
        Assert.Equal("Mine", segment.GetProperty("categoryName").GetString());

        Assert.Equal(1, (await brevo.GetAsync($"contacts?segmentId={id}")).Json.GetProperty("count").GetInt32());
        brevo.Brevo.AddContact("c@example.com");
        Assert.Equal(2, (await brevo.GetAsync($"contacts?segmentId={id}")).Json.GetProperty("count").GetInt32());
        Assert.Equal(1, (await brevo.GetAsync($"contacts?segmentId={id}&ids=3")).Json.GetProperty("count").GetInt32());
        (await brevo.GetAsync("contacts?segmentId=99")).ExpectError(400, "invalid_parameter");
        (await brevo.GetAsync($"contacts?segmentId={id}&listIds=2")).ExpectError(400, "invalid_parameter");
    }
}
