using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class ExternalFeedsCalls : ConformanceCalls
{
    public ExternalFeedsCalls()
    {
        Add("GET /feeds", "ExternalFeeds.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.ExternalFeeds.ListAsync(Fill.Full<ExternalFeedQuery>()))
            .Minimal(brevo => brevo.ExternalFeeds.ListAsync());
        Add("POST /feeds", "ExternalFeeds.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.ExternalFeeds.CreateAsync(Fill.Full<CreateExternalFeedRequest>() with { MaxRetries = 3 }))
            .Minimal(brevo => brevo.ExternalFeeds.CreateAsync(Fill.Minimal<CreateExternalFeedRequest>()))
            .Demands("id");
        Add("GET /feeds/{uuid}", "ExternalFeeds.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.ExternalFeeds.GetAsync("b1c2d3e4-f5a6-47b8-89c0-d1e2f3a4b5c6"))
            .Minimal(brevo => brevo.ExternalFeeds.GetAsync("b1c2d3e4-f5a6-47b8-89c0-d1e2f3a4b5c6"));
        Add("PUT /feeds/{uuid}", "ExternalFeeds.UpdateAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.ExternalFeeds.UpdateAsync(
                    "b1c2d3e4-f5a6-47b8-89c0-d1e2f3a4b5c6",
                    Fill.Full<UpdateExternalFeedRequest>() with
                    {
                        MaxRetries = 3,
                    }
                )
            )
            .Minimal(brevo => brevo.ExternalFeeds.UpdateAsync("b1c2d3e4-f5a6-47b8-89c0-d1e2f3a4b5c6", new UpdateExternalFeedRequest()));
        Add("DELETE /feeds/{uuid}", "ExternalFeeds.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.ExternalFeeds.DeleteAsync("b1c2d3e4-f5a6-47b8-89c0-d1e2f3a4b5c6"))
            .Minimal(brevo => brevo.ExternalFeeds.DeleteAsync("b1c2d3e4-f5a6-47b8-89c0-d1e2f3a4b5c6"));
    }
}
