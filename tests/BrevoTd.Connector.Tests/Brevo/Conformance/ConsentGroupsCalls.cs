using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class ConsentGroupsCalls : ConformanceCalls
{
    public ConsentGroupsCalls()
    {
        Add("GET /contacts/consent-groups", "ConsentGroups.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.ConsentGroups.ListAsync(Fill.Full<ConsentGroupQuery>()))
            .Minimal(brevo => brevo.ConsentGroups.ListAsync());
        Add("POST /contacts/consent-groups", "ConsentGroups.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.ConsentGroups.CreateAsync(Fill.Full<CreateConsentGroupRequest>()))
            .Minimal(brevo => brevo.ConsentGroups.CreateAsync(Fill.Minimal<CreateConsentGroupRequest>()));
        Add("GET /contacts/consent-groups/{id}", "ConsentGroups.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.ConsentGroups.GetAsync(3))
            .Minimal(brevo => brevo.ConsentGroups.GetAsync(3));
        Add("PUT /contacts/consent-groups/{id}", "ConsentGroups.UpdateAsync", Repeated.Yes)
            .Full(brevo => brevo.ConsentGroups.UpdateAsync(3, Fill.Full<UpdateConsentGroupRequest>()))
            .Minimal(brevo => brevo.ConsentGroups.UpdateAsync(3, new() { Name = "News" }));
        Add("DELETE /contacts/consent-groups/{id}", "ConsentGroups.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.ConsentGroups.DeleteAsync(3))
            .Minimal(brevo => brevo.ConsentGroups.DeleteAsync(3));
    }
}
