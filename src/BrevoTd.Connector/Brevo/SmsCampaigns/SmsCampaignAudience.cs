namespace BrevoTd.Connector.Brevo;

/// <summary>Whom an SMS campaign shall go to. Contacts on the SMS blocklist, and contacts without a number, never get it.</summary>
public sealed record SmsCampaignAudience
{
    /// <summary>Lists to send to; at least one.</summary>
    public IReadOnlyList<ContactListId>? ListIds { get; init; }

    /// <summary>Lists whose members are left out.</summary>
    public IReadOnlyList<ContactListId>? ExclusionListIds { get; init; }
}
