using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class SendersCalls : ConformanceCalls
{
    private static readonly SenderIpAssignment[] s_ips =
    [
        new()
        {
            Ip = "203.0.113.100",
            Domain = "example.com",
            Weight = 100,
        },
    ];

    public SendersCalls()
    {
        Add("GET /senders", "Senders.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Senders.ListAsync("203.0.113.100", "example.com"))
            .Minimal(brevo => brevo.Senders.ListAsync());
        Add("POST /senders", "Senders.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.Senders.CreateAsync(Fill.Full<CreateSenderRequest>() with { Ips = s_ips }))
            .Minimal(brevo => brevo.Senders.CreateAsync(Fill.Minimal<CreateSenderRequest>()));
        Add("PUT /senders/{senderId}", "Senders.UpdateAsync", Repeated.Yes)
            .Full(brevo => brevo.Senders.UpdateAsync(7, Fill.Full<UpdateSenderRequest>() with { ReplaceIps = s_ips }))
            .Minimal(brevo => brevo.Senders.UpdateAsync(7, new UpdateSenderRequest { Name = "Shop" }));
        Add("DELETE /senders/{senderId}", "Senders.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Senders.DeleteAsync(7))
            .Minimal(brevo => brevo.Senders.DeleteAsync(7));
        Add("PUT /senders/{senderId}/validate", "Senders.ValidateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.Senders.ValidateAsync(7, 123456))
            .Minimal(brevo => brevo.Senders.ValidateAsync(7, 123456));
        Add("GET /senders/ips", "Senders.ListDedicatedIpsAsync", Repeated.Yes)
            .Full(brevo => brevo.Senders.ListDedicatedIpsAsync())
            .Minimal(brevo => brevo.Senders.ListDedicatedIpsAsync());
        Add("GET /senders/{senderId}/ips", "Senders.ListDedicatedIpsOfSenderAsync", Repeated.Yes)
            .Full(brevo => brevo.Senders.ListDedicatedIpsOfSenderAsync(7))
            .Minimal(brevo => brevo.Senders.ListDedicatedIpsOfSenderAsync(7));
    }
}
