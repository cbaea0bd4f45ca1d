namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo would refuse, caught before it is sent.</summary>
internal static class WhatsAppCampaignChecks
{
    private const int MaxBody = 1024;
    private const int MaxHeader = 45;

    public static void Check(CreateWhatsAppCampaignRequest request)
    {
        CampaignChecks.Text(request.Name ?? "", nameof(request.Name));
        CheckAudience(request.Recipients ?? new WhatsAppCampaignAudience());
    }

    public static void Check(UpdateWhatsAppCampaignRequest request)
    {
        CampaignChecks.NotEmpty(request == new UpdateWhatsAppCampaignRequest());
        CampaignChecks.Text(request.Name, nameof(request.Name));
        if (request.Status is { } status && status != WhatsAppCampaignStatus.Scheduled && status != WhatsAppCampaignStatus.Suspended)
        {
            throw Wrong("Status can be set to scheduled or to suspended only.");
        }

        if (request.Recipients is { } recipients)
        {
            CheckAudience(recipients);
        }
    }

    public static void Check(CreateWhatsAppTemplateRequest request)
    {
        CampaignChecks.Text(request.Name ?? "", nameof(request.Name));
        CampaignChecks.Text(request.Language ?? "", nameof(request.Language));
        CampaignChecks.Text(request.Category.Value ?? "", nameof(request.Category));
        CampaignChecks.Text(request.BodyText ?? "", nameof(request.BodyText));
        if (request.BodyText is { Length: > MaxBody } body)
        {
            throw Wrong($"BodyText has {body.Length} characters and WhatsApp takes {MaxBody}. Shorten it.");
        }

        if (request.HeaderText is { Length: > MaxHeader } header)
        {
            throw Wrong($"HeaderText has {header.Length} characters and WhatsApp takes {MaxHeader}. Shorten it.");
        }

        if (!string.IsNullOrEmpty(request.HeaderText) && request.MediaUrl is not null)
        {
            throw Wrong("HeaderText and MediaUrl are both set. A header is a text or a file: leave one of them out.");
        }

        CampaignChecks.Web(request.MediaUrl, nameof(request.MediaUrl));
    }

    private static void CheckAudience(WhatsAppCampaignAudience audience)
    {
        if (audience is not ({ ListIds.Count: > 0 } or { Segments.Count: > 0 }))
        {
            throw Wrong("Recipients names neither a list nor a segment to send to. Set ListIds or Segments.");
        }
    }

    private static ArgumentException Wrong(string message, string parameter = "request") => new(message, parameter);
}
