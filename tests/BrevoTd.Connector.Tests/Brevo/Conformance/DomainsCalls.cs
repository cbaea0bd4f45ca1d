using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class DomainsCalls : ConformanceCalls
{
    public DomainsCalls()
    {
        Add("GET /senders/domains", "Domains.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Domains.ListAsync())
            .Minimal(brevo => brevo.Domains.ListAsync());
        Add("POST /senders/domains", "Domains.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.Domains.CreateAsync("example.com"))
            .Minimal(brevo => brevo.Domains.CreateAsync("example.com"));
        Add("GET /senders/domains/{domainName}", "Domains.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Domains.GetAsync("example.com"))
            .Minimal(brevo => brevo.Domains.GetAsync("example.com"));
        Add("DELETE /senders/domains/{domainName}", "Domains.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Domains.DeleteAsync("example.com"))
            .Minimal(brevo => brevo.Domains.DeleteAsync("example.com"));
        Add("PUT /senders/domains/{domainName}/authenticate", "Domains.AuthenticateAsync", Repeated.Yes)
            .Full(brevo => brevo.Domains.AuthenticateAsync("example.com"))
            .Minimal(brevo => brevo.Domains.AuthenticateAsync("example.com"));
    }
}
