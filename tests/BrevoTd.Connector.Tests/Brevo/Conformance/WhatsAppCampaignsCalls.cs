using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class WhatsAppCampaignsCalls : ConformanceCalls
{
    private const string Figure = "an example has a text with a comma, held as a number";

    private static readonly CreateWhatsAppCampaignRequest s_full = Fill.Full<CreateWhatsAppCampaignRequest>();

    public WhatsAppCampaignsCalls()
    {
        Add("GET /whatsappCampaigns", "WhatsAppCampaigns.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.WhatsAppCampaigns.ListAsync(Fill.Full<WhatsAppCampaignQuery>()))
            .Minimal(brevo => brevo.WhatsAppCampaigns.ListAsync());
        Add("POST /whatsappCampaigns", "WhatsAppCampaigns.CreateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.WhatsAppCampaigns.CreateAsync(s_full))
            .Minimal(brevo => brevo.WhatsAppCampaigns.CreateAsync(s_full with { Recipients = new() { ListIds = [7] } }))
            .Demands("id")
            .Otherwise("scheduledAt", "written with milliseconds");
        Add("GET /whatsappCampaigns/{campaignId}", "WhatsAppCampaigns.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.WhatsAppCampaigns.GetAsync(5))
            .Minimal(brevo => brevo.WhatsAppCampaigns.GetAsync(5))
            .NotRead("template.header_footer", "in an example only; no schema knows it")
            .NotRead("stats.sent", Figure)
            .NotRead("stats.delivered", Figure)
            .NotRead("stats.read", Figure)
            .NotRead("stats.unsubscribe", Figure);
        Add("PUT /whatsappCampaigns/{campaignId}", "WhatsAppCampaigns.UpdateAsync", Repeated.Yes)
            .Full(brevo =>
                brevo.WhatsAppCampaigns.UpdateAsync(
                    5,
                    Fill.Full<UpdateWhatsAppCampaignRequest>() with
                    {
                        Status = WhatsAppCampaignStatus.Suspended,
                    }
                )
            )
            .Minimal(brevo => brevo.WhatsAppCampaigns.UpdateAsync(5, new() { Name = "July" }))
            .Otherwise("rescheduleFor", "written with milliseconds");
        Add("DELETE /whatsappCampaigns/{campaignId}", "WhatsAppCampaigns.DeleteAsync", Repeated.Yes)
            .Full(brevo => brevo.WhatsAppCampaigns.DeleteAsync(5))
            .Minimal(brevo => brevo.WhatsAppCampaigns.DeleteAsync(5));
        Add("GET /whatsappCampaigns/config", "WhatsAppCampaigns.GetConfigurationAsync", Repeated.Yes)
            .Full(brevo => brevo.WhatsAppCampaigns.GetConfigurationAsync())
            .Minimal(brevo => brevo.WhatsAppCampaigns.GetConfigurationAsync());
        Add("GET /whatsappCampaigns/template-list", "WhatsAppCampaigns.ListTemplatesAsync", Repeated.Yes)
            .Full(brevo => brevo.WhatsAppCampaigns.ListTemplatesAsync(Fill.Full<WhatsAppTemplateQuery>()))
            .Minimal(brevo => brevo.WhatsAppCampaigns.ListTemplatesAsync())
            .NotRead("templates[].createdAt", "an example has a date that is cut off; it is read as none");
        Add("POST /whatsappCampaigns/template", "WhatsAppCampaigns.CreateTemplateAsync", Repeated.AfterALook)
            .Full(brevo => brevo.WhatsAppCampaigns.CreateTemplateAsync(Fill.Full<CreateWhatsAppTemplateRequest>() with { MediaUrl = null }))
            .Full(brevo =>
                brevo.WhatsAppCampaigns.CreateTemplateAsync(Fill.Full<CreateWhatsAppTemplateRequest>() with { HeaderText = null })
            )
            .Minimal(brevo => brevo.WhatsAppCampaigns.CreateTemplateAsync(Fill.Minimal<CreateWhatsAppTemplateRequest>()))
            .Demands("id");
        Add("POST /whatsappCampaigns/template/approval/{templateId}", "WhatsAppCampaigns.SendTemplateForApprovalAsync", Repeated.No)
            .Full(brevo => brevo.WhatsAppCampaigns.SendTemplateForApprovalAsync(19))
            .Minimal(brevo => brevo.WhatsAppCampaigns.SendTemplateForApprovalAsync(19));
    }
}
