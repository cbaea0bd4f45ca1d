using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Whom a campaign goes to, as Brevo tells it.</summary>
public sealed record EmailCampaignRecipients
{
    /// <summary>Lists whose members get it.</summary>
    public IReadOnlyList<ContactListId>? Lists { get; init; }

    /// <summary>Lists whose members do not get it.</summary>
    public IReadOnlyList<ContactListId>? ExclusionLists { get; init; }

    /// <summary>Segments whose members get it.</summary>
    public IReadOnlyList<SegmentId>? Segments { get; init; }

    /// <summary>Segments whose members do not get it.</summary>
    public IReadOnlyList<SegmentId>? ExcludedSegments { get; init; }
}
