using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class SegmentsCalls : ConformanceCalls
{
    public SegmentsCalls() =>
        Add("GET /contacts/segments", "Segments.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Segments.ListAsync(SortOrder.Descending))
            .Minimal(brevo => brevo.Segments.ListAsync());
}
