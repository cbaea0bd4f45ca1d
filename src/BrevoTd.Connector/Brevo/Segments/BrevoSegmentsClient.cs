using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Segments of contacts and their members. Reached through <see cref="BrevoClient.Segments"/>.</summary>
/// <remarks>Segments are created and changed in Brevo's console only.</remarks>
public class BrevoSegmentsClient
{
    private const int MaxPageSize = 50;

    private static readonly ServiceOperation s_list = new("segments.list", HttpMethod.Get, "contacts/segments", RepeatRule.Idempotent);

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoSegmentsClient() => _transport = null!;

    internal BrevoSegmentsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists the segments of the account (<c>GET /contacts/segments</c>), 50 per request.</summary>
    /// <param name="order">Order by creation. Default: oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<ContactSegment> ListAsync(
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    ) =>
        BrevoListing.Create(
            _transport,
            s_list,
            static () => new QueryString("contacts/segments"),
            MaxPageSize,
            order,
            SegmentsJsonContext.Default.SegmentListAnswer,
            static answer => new OffsetPageable<ContactSegment>.Slice(answer.Segments, answer.Count),
            static segment => segment.Id?.ToString(),
            cancellationToken
        );

    /// <summary>
    /// Lists the contacts of a segment (<c>GET /contacts</c> with <c>segmentId</c>), 1,000 per request. Contacts that come into the segment while it is swept may be
    /// missed, unless they are newer than what was read; one that stays in it comes exactly once.
    /// </summary>
    /// <param name="id">Id of the segment.</param>
    /// <param name="modifiedSince">Only contacts that changed since then. Whether the moment itself counts is not documented.</param>
    /// <param name="order">Order by creation. Default: oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<Contact> ListContactsAsync(
        SegmentId id,
        DateTimeOffset? modifiedSince = null,
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    )
    {
        if (id.Value < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(id), id, "The id of a segment is a positive number.");
        }

        var query = new ContactQuery
        {
            SegmentId = id,
            ModifiedSince = modifiedSince,
            Order = order,
        };
        return new BrevoContactsClient(_transport).ListAsync(query, cancellationToken);
    }
}
