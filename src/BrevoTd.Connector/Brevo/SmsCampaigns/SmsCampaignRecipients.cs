using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Whom an SMS campaign goes to, as Brevo tells it.</summary>
public sealed record SmsCampaignRecipients
{
    /// <summary>Lists whose members get it.</summary>
    public IReadOnlyList<SmsCampaignList>? Lists { get; init; }

    /// <summary>Lists whose members do not get it.</summary>
    public IReadOnlyList<SmsCampaignList>? ExclusionLists { get; init; }

    /// <summary>Segments whose members get it; only in a listing.</summary>
    public IReadOnlyList<SegmentId>? Segments { get; init; }

    /// <summary>Segments whose members do not get it; only in a listing.</summary>
    public IReadOnlyList<SegmentId>? ExcludedSegments { get; init; }
}
