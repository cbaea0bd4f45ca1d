namespace BrevoTd.Connector.Brevo;

/// <summary>Whom a WhatsApp campaign shall go to: lists or segments, less the excluded lists.</summary>
public sealed record WhatsAppCampaignAudience
{
    /// <summary>Lists to send to.</summary>
    public IReadOnlyList<ContactListId>? ListIds { get; init; }

    /// <summary>Segments to send to.</summary>
    public IReadOnlyList<SegmentId>? Segments { get; init; }

    /// <summary>Lists whose members are left out.</summary>
    public IReadOnlyList<ContactListId>? ExcludedListIds { get; init; }
}
