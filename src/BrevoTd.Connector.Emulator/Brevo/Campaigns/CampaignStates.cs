namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The states of a campaign as answers spell them.</summary>
internal static class CampaignStates
{
    public const string Draft = "draft";
    public const string Queued = "queued";
    public const string Sent = "sent";
    public const string Archive = "archive";
    public const string Suspended = "suspended";
    public const string Cancelled = "cancelled";
    public const string Scheduled = "scheduled";

    /// <summary>Whether a campaign waits for its time.</summary>
    public static bool IsWaiting(this Campaign campaign) => campaign.Status is Queued or Scheduled;

    public static bool IsOver(this Campaign campaign) => campaign.Status is Sent or Archive;
}
