using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Segments, which are only read here: they are set up through <see cref="BrevoEmulator.AddSegment"/>, as Brevo's are in the console.</summary>
internal sealed class SegmentEndpoints(BrevoService service)
{
    public void Map(BrevoRoutes routes) => routes.Map("GET", "/contacts/segments", List);

    /// <summary>Who is in the segment now.</summary>
    public static IdSet MembersOf(BrevoStore store, long id) =>
        store.MembersOf(store.Segment(id) ?? throw BrevoError.Invalid("Segment ID does not exist"));

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 10, 50);
        return service.Store.Read(store =>
            BrevoAnswer.Json(
                200,
                json =>
                {
                    json.WriteNumber("count", store.Segments.Count);
                    json.WriteStartArray("segments");
                    foreach (var segment in page.Of(store.Segments))
                    {
                        json.WriteStartObject();
                        json.WriteNumber("id", segment.Id);
                        json.WriteString("segmentName", segment.Name);
                        json.WriteString("categoryName", segment.Category);
                        json.WriteString("updatedAt", ContactJson.Moment(segment.UpdatedAt));
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }
            )
        );
    }
}
