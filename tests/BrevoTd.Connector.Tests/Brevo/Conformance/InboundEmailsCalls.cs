using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class InboundEmailsCalls : ConformanceCalls
{
    public InboundEmailsCalls()
    {
        Add("GET /inbound/events", "InboundEmails.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.InboundEmails.ListAsync(Fill.Full<InboundEmailQuery>()))
            .Minimal(brevo => brevo.InboundEmails.ListAsync());
        Add("GET /inbound/events/{uuid}", "InboundEmails.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.InboundEmails.GetAsync("1a825d56-029b-4a41-b8e4-1a825d56"))
            .Minimal(brevo => brevo.InboundEmails.GetAsync("1a825d56-029b-4a41-b8e4-1a825d56"));
        Add("GET /inbound/attachments/{downloadToken}", "InboundEmails.DownloadAttachmentAsync", Repeated.Yes)
            .Full(brevo => brevo.InboundEmails.DownloadAttachmentAsync("token", Stream.Null))
            .Minimal(brevo => brevo.InboundEmails.DownloadAttachmentAsync("token", Stream.Null));
    }
}
