using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Whom a campaign shall go to: lists, segments or both, less the excluded ones. Contacts on the blocklist never get it.</summary>
public sealed record EmailCampaignAudience
{
    /// <summary>Lists to send to. A campaign that was created with segments is updated with segments only, says Brevo, and the other way round.</summary>
    public IReadOnlyList<ContactListId>? ListIds { get; init; }

    /// <summary>Segments to send to.</summary>
    public IReadOnlyList<SegmentId>? SegmentIds { get; init; }

    /// <summary>Lists whose members are left out.</summary>
    public IReadOnlyList<ContactListId>? ExclusionListIds { get; init; }

    /// <summary>Segments whose members are left out.</summary>
    public IReadOnlyList<SegmentId>? ExclusionSegmentIds { get; init; }
}
