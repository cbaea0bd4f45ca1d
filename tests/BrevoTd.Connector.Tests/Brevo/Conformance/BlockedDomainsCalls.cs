namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class BlockedDomainsCalls : ConformanceCalls
{
    public BlockedDomainsCalls()
    {
        Add("GET /smtp/blockedDomains", "BlockedDomains.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.BlockedDomains.ListAsync())
            .Minimal(brevo => brevo.BlockedDomains.ListAsync());
        Add("POST /smtp/blockedDomains", "BlockedDomains.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.BlockedDomains.CreateAsync("example.com"))
            .Minimal(brevo => brevo.BlockedDomains.CreateAsync("example.com"));
        Add("DELETE /smtp/blockedDomains/{domain}", "BlockedDomains.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.BlockedDomains.DeleteAsync("example.com"))
            .Minimal(brevo => brevo.BlockedDomains.DeleteAsync("example.com"));
    }
}
