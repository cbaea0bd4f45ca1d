using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class DealsCalls : ConformanceCalls
{
    public DealsCalls()
    {
        Add("GET /crm/deals", "Deals.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Deals.ListAsync(Fill.Full<DealQuery>()))
            .Minimal(brevo => brevo.Deals.ListAsync())
            .Otherwise("?filters[attributes.text]", "the documents name one filter of a kind: any attribute");
        Add("POST /crm/deals", "Deals.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.Deals.CreateAsync(Fill.Full<CreateDealRequest>()))
            .Minimal(brevo => brevo.Deals.CreateAsync(Fill.Minimal<CreateDealRequest>()))
            .Demands("id");
        Add("POST /crm/deals/import", "Deals.ImportAsync", Repeated.No)
            .Full(brevo => brevo.Deals.ImportAsync(Fill.Full<ImportCrmRecordsRequest>() with { File = File() }))
            .Minimal(brevo => brevo.Deals.ImportAsync(new ImportCrmRecordsRequest { File = File() }))
            .Demands("processId");
        Add("GET /crm/deals/{id}", "Deals.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Deals.GetAsync("61a5"))
            .Minimal(brevo => brevo.Deals.GetAsync("61a5"));
        Add("PATCH /crm/deals/{id}", "Deals.UpdateAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.Deals.UpdateAsync(
                    "61a5",
                    Fill.Full<UpdateDealRequest>() with
                    {
                        Attributes = new Dictionary<string, AttributeValue> { ["amount"] = 7 },
                    }
                )
            )
            .Minimal(brevo => brevo.Deals.UpdateAsync("61a5", new UpdateDealRequest()));
        Add("DELETE /crm/deals/{id}", "Deals.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Deals.DeleteAsync("61a5"))
            .Minimal(brevo => brevo.Deals.DeleteAsync("61a5"));
        Add("PATCH /crm/deals/link-unlink/{id}", "Deals.UpdateLinksAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.Deals.UpdateLinksAsync(
                    "61a5",
                    Fill.Full<UpdateDealLinksRequest>() with
                    {
                        UnlinkContactIds = [8],
                        UnlinkCompanyIds = ["62b6"],
                    }
                )
            )
            .Minimal(brevo => brevo.Deals.UpdateLinksAsync("61a5", new UpdateDealLinksRequest { LinkContactIds = [7] }));
        Add("GET /crm/attributes/deals", "Deals.ListAttributesAsync", Repeated.Yes)
            .Full(brevo => brevo.Deals.ListAttributesAsync())
            .Minimal(brevo => brevo.Deals.ListAttributesAsync());
        Add("GET /crm/pipeline/details", "Deals.GetDefaultPipelineAsync", Repeated.Yes)
            .Full(brevo => brevo.Deals.GetDefaultPipelineAsync())
            .Minimal(brevo => brevo.Deals.GetDefaultPipelineAsync());
        Add("GET /crm/pipeline/details/all", "Deals.ListPipelinesAsync", Repeated.Yes)
            .Full(brevo => brevo.Deals.ListPipelinesAsync())
            .Minimal(brevo => brevo.Deals.ListPipelinesAsync());
        Add("GET /crm/pipeline/details/{pipelineID}", "Deals.GetPipelineAsync", Repeated.Yes)
            .Full(brevo => brevo.Deals.GetPipelineAsync("61a5"))
            .Minimal(brevo => brevo.Deals.GetPipelineAsync("61a5"))
            .Demands("[]");
        Untyped("Deal.Attributes", "the account names its own attributes; each value is a union of the types that Brevo has");
    }

    private static FileUpload File() => new("records.csv", "name\nShop\n"u8.ToArray()) { MediaType = "text/csv" };
}
