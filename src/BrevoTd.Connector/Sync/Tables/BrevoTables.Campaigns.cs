using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

public static partial class BrevoTables
{
    /// <summary>E-mail campaigns with their statistics.</summary>
    public static TableLayout<EmailCampaign> EmailCampaigns { get; } =
        new(
            "brevo_email_campaigns",
            TableContent.Snapshots,
            Id,
            new LayoutBuilder<EmailCampaign>()
                .Integer("id", "Id of the campaign", campaign => campaign.Id?.Value)
                .Text("name", "Name", campaign => campaign.Name)
                .Text("type", "classic or trigger", campaign => campaign.Type?.Value)
                .Text("status", "Status", campaign => campaign.Status?.Value)
                .Text("subject", "Subject", campaign => campaign.Subject)
                .Text("preview_text", "Preview text", campaign => campaign.PreviewText)
                .Text("sender_name", "Name of the sender", campaign => campaign.Sender?.Name)
                .Text("sender_email", "Address of the sender", campaign => campaign.Sender?.Email)
                .Text("reply_to", "Address for answers", campaign => campaign.ReplyTo)
                .Text("tag", "Tag", campaign => campaign.Tag)
                .Integers("list_ids", "Lists it went to", campaign => campaign.Recipients?.Lists?.Select(static id => id.Value))
                .Integers("segment_ids", "Segments it went to", campaign => campaign.Recipients?.Segments?.Select(static id => id.Value))
                .Moment("scheduled_at", "When it is due", campaign => campaign.ScheduledAt)
                .Moment("sent_at", "When it was sent", campaign => campaign.SentDate)
                .Moment("created_at", "When it was created", campaign => campaign.CreatedAt)
                .Moment("modified_at", "When it was changed last", campaign => campaign.ModifiedAt)
                .Integer("sent", "Sent, last 6 months, as all figures", campaign => campaign.Statistics?.GlobalStats?.Sent)
                .Integer("delivered", "Delivered", campaign => campaign.Statistics?.GlobalStats?.Delivered)
                .Integer("viewed", "Openings", campaign => campaign.Statistics?.GlobalStats?.Viewed)
                .Integer("unique_views", "Contacts that opened", campaign => campaign.Statistics?.GlobalStats?.UniqueViews)
                .Integer("trackable_views", "Openings that can be attributed", campaign => campaign.Statistics?.GlobalStats?.TrackableViews)
                .Integer(
                    "estimated_views",
                    "Openings as Brevo estimates them",
                    campaign => campaign.Statistics?.GlobalStats?.EstimatedViews
                )
                .Integer(
                    "apple_mpp_opens",
                    "Openings by Apple's privacy proxy",
                    campaign => campaign.Statistics?.GlobalStats?.AppleMppOpens
                )
                .Integer("clickers", "Contacts that clicked", campaign => campaign.Statistics?.GlobalStats?.Clickers)
                .Integer(
                    "unique_clicks",
                    "Clicks, each contact's once per link",
                    campaign => campaign.Statistics?.GlobalStats?.UniqueClicks
                )
                .Integer("unsubscriptions", "Unsubscriptions", campaign => campaign.Statistics?.GlobalStats?.Unsubscriptions)
                .Integer("hard_bounces", "Hard bounces", campaign => campaign.Statistics?.GlobalStats?.HardBounces)
                .Integer("soft_bounces", "Soft bounces", campaign => campaign.Statistics?.GlobalStats?.SoftBounces)
                .Integer("complaints", "Complaints", campaign => campaign.Statistics?.GlobalStats?.Complaints)
                .Integer("deferred", "Deferred", campaign => campaign.Statistics?.GlobalStats?.Deferred)
                .Number("opens_rate", "Share of openings, in percent", campaign => campaign.Statistics?.GlobalStats?.OpensRate)
                .Json(
                    "statistics",
                    "All statistics of the listing, those per list included",
                    campaign => campaign.Statistics,
                    EmailCampaignsJsonContext.Default.EmailCampaignStatistics
                )
                .Origin()
        );

    /// <summary>SMS campaigns with their statistics.</summary>
    public static TableLayout<SmsCampaign> SmsCampaigns { get; } =
        new(
            "brevo_sms_campaigns",
            TableContent.Snapshots,
            Id,
            new LayoutBuilder<SmsCampaign>()
                .Integer("id", "Id of the campaign", campaign => campaign.Id?.Value)
                .Text("name", "Name", campaign => campaign.Name)
                .Text("status", "Status", campaign => campaign.Status?.Value)
                .Text("content", "Text of the message", campaign => campaign.Content)
                .Text("sender", "Sender", campaign => campaign.Sender)
                .Integers(
                    "list_ids",
                    "Lists it went to",
                    campaign => campaign.Recipients?.Lists?.Select(static list => list.Id?.Value ?? 0)
                )
                .Integers("segment_ids", "Segments it went to", campaign => campaign.Recipients?.Segments?.Select(static id => id.Value))
                .Moment("scheduled_at", "When it is due", campaign => campaign.ScheduledAt)
                .Moment("sent_at", "When it was sent", campaign => campaign.SentDate)
                .Moment("created_at", "When it was created", campaign => campaign.CreatedAt)
                .Moment("modified_at", "When it was changed last", campaign => campaign.ModifiedAt)
                .Integer("sent", "Sent", campaign => campaign.Statistics?.Sent)
                .Integer("processing", "Under way", campaign => campaign.Statistics?.Processing)
                .Integer("delivered", "Delivered", campaign => campaign.Statistics?.Delivered)
                .Integer("answered", "Answered", campaign => campaign.Statistics?.Answered)
                .Integer("soft_bounces", "Soft bounces", campaign => campaign.Statistics?.SoftBounces)
                .Integer("hard_bounces", "Hard bounces", campaign => campaign.Statistics?.HardBounces)
                .Integer("unsubscriptions", "Unsubscriptions", campaign => campaign.Statistics?.Unsubscriptions)
                .Origin()
        );

    /// <summary>WhatsApp campaigns with their statistics.</summary>
    public static TableLayout<WhatsAppCampaign> WhatsAppCampaigns { get; } =
        new(
            "brevo_whatsapp_campaigns",
            TableContent.Snapshots,
            Id,
            new LayoutBuilder<WhatsAppCampaign>()
                .Integer("id", "Id of the campaign", campaign => campaign.Id?.Value)
                .Text("name", "Name", campaign => campaign.Name)
                .Text("status", "Status", campaign => campaign.Status?.Value)
                .Text("template_id", "Id of its template", campaign => campaign.TemplateId)
                .Text("error_reason", "Why it was not sent", campaign => campaign.ErrorReason)
                .Integer("invalidated_contacts", "Contacts it could not be sent to", campaign => campaign.InvalidatedContacts)
                .Moment("scheduled_at", "When it is due", campaign => campaign.ScheduledAt)
                .Moment("created_at", "When it was created", campaign => campaign.CreatedAt)
                .Moment("modified_at", "When it was changed last", campaign => campaign.ModifiedAt)
                .Integer("sent", "Sent", campaign => campaign.Statistics?.Sent)
                .Integer("delivered", "Delivered", campaign => campaign.Statistics?.Delivered)
                .Integer("read_count", "Read", campaign => campaign.Statistics?.Read)
                .Integer("unsubscriptions", "Unsubscriptions", campaign => campaign.Statistics?.Unsubscribe)
                .Integer("not_sent", "Not sent", campaign => campaign.Statistics?.NotSent)
                .Number("read_percentage", "Share of those who read it, in percent", campaign => campaign.ReadPercentage)
                .Origin()
        );
}
