using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class CompaniesCalls : ConformanceCalls
{
    public CompaniesCalls()
    {
        Add("GET /companies", "Companies.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Companies.ListAsync(Fill.Full<CompanyQuery>()))
            .Minimal(brevo => brevo.Companies.ListAsync())
            .Otherwise("?filters[attributes.owner]", "the text beside the parameter allows it")
            .Otherwise("?filters[attributes.text]", "the documents name one filter of a kind: any attribute");
        Add("POST /companies", "Companies.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.Companies.CreateAsync(Fill.Full<CreateCompanyRequest>()))
            .Minimal(brevo => brevo.Companies.CreateAsync(Fill.Minimal<CreateCompanyRequest>()))
            .Demands("id");
        Add("POST /companies/import", "Companies.ImportAsync", Repeated.No)
            .Full(brevo => brevo.Companies.ImportAsync(Fill.Full<ImportCrmRecordsRequest>() with { File = File() }))
            .Minimal(brevo => brevo.Companies.ImportAsync(new ImportCrmRecordsRequest { File = File() }))
            .Demands("processId");
        Add("GET /companies/{id}", "Companies.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Companies.GetAsync("61a5"))
            .Minimal(brevo => brevo.Companies.GetAsync("61a5"));
        Add("PATCH /companies/{id}", "Companies.UpdateAsync", Repeated.Yes)
            .Full(brevo => brevo.Companies.UpdateAsync("61a5", Fill.Full<UpdateCompanyRequest>()))
            .Minimal(brevo => brevo.Companies.UpdateAsync("61a5", new UpdateCompanyRequest()));
        Add("DELETE /companies/{id}", "Companies.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Companies.DeleteAsync("61a5"))
            .Minimal(brevo => brevo.Companies.DeleteAsync("61a5"));
        Add("PATCH /companies/link-unlink/{id}", "Companies.UpdateLinksAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.Companies.UpdateLinksAsync(
                    "61a5",
                    Fill.Full<UpdateCompanyLinksRequest>() with
                    {
                        UnlinkContactIds = [8],
                        UnlinkDealIds = ["62b6"],
                    }
                )
            )
            .Minimal(brevo => brevo.Companies.UpdateLinksAsync("61a5", new UpdateCompanyLinksRequest { LinkContactIds = [7] }));
        Add("GET /crm/attributes/companies", "Companies.ListAttributesAsync", Repeated.Yes)
            .Full(brevo => brevo.Companies.ListAttributesAsync())
            .Minimal(brevo => brevo.Companies.ListAttributesAsync());
        Add("POST /crm/attributes", "Companies.CreateAttributeAsync, Deals.CreateAttributeAsync", Repeated.No)
            .Full(brevo => brevo.Companies.CreateAttributeAsync(Fill.Full<CreateCrmAttributeRequest>()))
            .Full(brevo => brevo.Deals.CreateAttributeAsync(Fill.Full<CreateCrmAttributeRequest>()))
            .Minimal(brevo => brevo.Companies.CreateAttributeAsync(Fill.Minimal<CreateCrmAttributeRequest>()))
            .Demands("id");
        Add("PATCH /crm/attributes/{id}", "Companies.UpdateAttributeAsync, Deals.UpdateAttributeAsync", Repeated.Yes)
            .Full(brevo => brevo.Companies.UpdateAttributeAsync("61a5", Fill.Full<UpdateCrmAttributeRequest>()))
            .Full(brevo => brevo.Deals.UpdateAttributeAsync("61a5", Fill.Full<UpdateCrmAttributeRequest>()))
            .Minimal(brevo => brevo.Companies.UpdateAttributeAsync("61a5", new UpdateCrmAttributeRequest { Label = "Size" }));
        Add("DELETE /crm/attributes/{id}", "Companies.DeleteAttributeAsync, Deals.DeleteAttributeAsync", Repeated.Yes)
            .Full(brevo => brevo.Companies.DeleteAttributeAsync("61a5"))
            .Full(brevo => brevo.Deals.DeleteAttributeAsync("61a5"))
            .Minimal(brevo => brevo.Deals.DeleteAttributeAsync("61a5"));
        Untyped("Company.Attributes", "the account names its own attributes; each value is a union of the types that Brevo has");
    }

    private static FileUpload File() => new("records.csv", "name\nShop\n"u8.ToArray()) { MediaType = "text/csv" };
}
