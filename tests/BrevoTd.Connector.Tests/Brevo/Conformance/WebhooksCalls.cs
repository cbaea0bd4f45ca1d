using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class WebhooksCalls : ConformanceCalls
{
    private static readonly Uri s_address = new("https://example.com/hooks");

    public WebhooksCalls()
    {
        Add("GET /webhooks", "Webhooks.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Webhooks.ListAsync(WebhookType.Marketing, SortOrder.Descending))
            .Minimal(brevo => brevo.Webhooks.ListAsync());
        Add("POST /webhooks", "Webhooks.CreateAsync", Repeated.AfterALook)
            .Full(brevo =>
                brevo.Webhooks.CreateAsync(
                    new()
                    {
                        Url = s_address,
                        Description = "Unsubscriptions",
                        Events = [WebhookTrigger.Unsubscribed, WebhookTrigger.ContactDeleted],
                        Type = WebhookType.Marketing,
                        Channel = WebhookChannel.Email,
                        Batched = true,
                        Auth = WebhookAuthentication.Bearer("token"),
                        Headers = [WebhookHeader.Of("cf-secret", "value")],
                        Domain = "example.com",
                    }
                )
            )
            .Full(brevo =>
                brevo.Webhooks.CreateAsync(
                    new()
                    {
                        Url = s_address,
                        Type = WebhookType.Inbound,
                        Domain = "example.com",
                    }
                )
            )
            .Minimal(brevo => brevo.Webhooks.CreateAsync(new() { Url = s_address, Events = [WebhookTrigger.Click] }))
            .Demands("id");
        Add("POST /webhooks/export", "Webhooks.ExportAsync", Repeated.No)
            .Full(brevo =>
                brevo.Webhooks.ExportAsync(
                    new()
                    {
                        Event = WebhookExportEvent.All,
                        Type = WebhookType.Transactional,
                        NotifyUrl = s_address,
                        StartDate = new DateOnly(2026, 11, 20),
                        EndDate = new DateOnly(2026, 11, 21),
                        Sort = SortOrder.Ascending,
                        MessageId = "<1@example.com>",
                        Email = Canaries.Email(),
                        WebhookId = 4,
                    }
                )
            )
            .Full(brevo =>
                brevo.Webhooks.ExportAsync(
                    new()
                    {
                        Event = WebhookExportEvent.Click,
                        Type = WebhookType.Marketing,
                        NotifyUrl = s_address,
                        Days = 7,
                    }
                )
            )
            .Minimal(brevo =>
                brevo.Webhooks.ExportAsync(
                    new()
                    {
                        Event = WebhookExportEvent.Request,
                        Type = WebhookType.Transactional,
                        NotifyUrl = s_address,
                    }
                )
            )
            .Demands("processId");
        Add("GET /webhooks/{webhookId}", "Webhooks.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Webhooks.GetAsync(5))
            .Minimal(brevo => brevo.Webhooks.GetAsync(5));
        Add("PUT /webhooks/{webhookId}", "Webhooks.UpdateAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.Webhooks.UpdateAsync(
                    5,
                    new()
                    {
                        Url = s_address,
                        Description = "Bounces",
                        Events = [WebhookTrigger.HardBounce],
                        Batched = false,
                        Auth = WebhookAuthentication.Bearer("token"),
                        Headers = [WebhookHeader.Of("cf-secret", "value")],
                        Domain = "example.com",
                    }
                )
            )
            .Minimal(brevo => brevo.Webhooks.UpdateAsync(5, new() { Batched = true }));
        Add("DELETE /webhooks/{webhookId}", "Webhooks.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.Webhooks.DeleteAsync(5))
            .Minimal(brevo => brevo.Webhooks.DeleteAsync(5));
    }
}
