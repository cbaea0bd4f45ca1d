using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo;

public sealed class BrevoSegmentsClientTests
{
    [Fact]
    public async Task ListAsync_OfADocumentedAnswer_ReadsEveryMember()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "contacts/segments",
                200,
                """{"count":2,"segments":[{"id":53,"segmentName":"Segment1","categoryName":"Name1","updatedAt":"2017-03-12T12:30:00Z"},{"id":50,"segmentName":"Segment2","categoryName":null,"updatedAt":""}]}"""
            );

        var segments = new List<ContactSegment>();
        await foreach (var segment in wire.Client.Segments.ListAsync(SortOrder.Descending))
        {
            segments.Add(segment);
        }

        Assert.Equal([53L, 50L], segments.Select(segment => segment.Id!.Value.Value));
        Assert.Equal("Segment1", segments[0].Name);
        Assert.Equal(new DateTimeOffset(2017, 3, 12, 12, 30, 0, TimeSpan.Zero), segments[0].UpdatedAt);
        Assert.Null(segments[1].UpdatedAt);
        Assert.Equal("/v3/contacts/segments?limit=50&offset=0&sort=desc", wire.LastRequest.PathAndQuery);
    }

    [Fact]
    public async Task ListContactsAsync_OfASegment_FiltersContacts()
    {
        await using var wire = BrevoWire.Start().Answers("GET", "contacts", 200, """{"contacts":[{"id":7}],"count":1}""");

        await foreach (var contact in wire.Client.Segments.ListContactsAsync(53))
        {
            Assert.Equal(7, contact.Id);
        }

        Assert.Equal("/v3/contacts?segmentId=53&limit=1000&offset=0&sort=asc", wire.LastRequest.PathAndQuery);
        Assert.Throws<ArgumentOutOfRangeException>(() => wire.Client.Segments.ListContactsAsync(0));
    }
}
