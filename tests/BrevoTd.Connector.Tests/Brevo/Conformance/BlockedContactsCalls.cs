using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class BlockedContactsCalls : ConformanceCalls
{
    public BlockedContactsCalls()
    {
        Add("GET /smtp/blockedContacts", "BlockedContacts.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.BlockedContacts.ListAsync(Fill.Full<BlockedContactQuery>()))
            .Minimal(brevo => brevo.BlockedContacts.ListAsync());
        Add("DELETE /smtp/blockedContacts/{email}", "BlockedContacts.UnblockOrResubscribeAsync", Repeated.Yes)
            .Full(brevo => brevo.BlockedContacts.UnblockOrResubscribeAsync(Canaries.Email()))
            .Minimal(brevo => brevo.BlockedContacts.UnblockOrResubscribeAsync(Canaries.Email()));
        Add(
                "POST /smtp/deleteHardbounces",
                "BlockedContacts.DeleteHardBouncesAsync, BlockedContacts.DeleteAllHardBouncesAsync",
                Repeated.Yes
            )
            .Full(brevo => brevo.BlockedContacts.DeleteHardBouncesAsync(Fill.Full<DeleteHardBouncesRequest>()))
            .Minimal(brevo => brevo.BlockedContacts.DeleteAllHardBouncesAsync());
    }
}
