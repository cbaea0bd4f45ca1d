using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Figures of an e-mail campaign.</summary>
public sealed record CampaignStatistics
{
    /// <summary>List that the figures belong to; <see langword="null"/> in the figures of a whole campaign.</summary>
    public ContactListId? ListId { get; init; }

    /// <summary>E-mails sent.</summary>
    public long? Sent { get; init; }

    /// <summary>E-mails delivered.</summary>
    public long? Delivered { get; init; }

    /// <summary>Openings.</summary>
    public long? Viewed { get; init; }

    /// <summary>Recipients who opened.</summary>
    public long? UniqueViews { get; init; }

    /// <summary>Openings that can be tracked.</summary>
    public long? TrackableViews { get; init; }

    /// <summary>Share of recipients whose openings can be tracked, in per cent.</summary>
    public double? TrackableViewsRate { get; init; }

    /// <summary>Openings estimated from those that can be tracked.</summary>
    public long? EstimatedViews { get; init; }

    /// <summary>Openings made by Apple's mail privacy protection.</summary>
    public long? AppleMppOpens { get; init; }

    /// <summary>Share of recipients who opened, in per cent.</summary>
    public double? OpensRate { get; init; }

    /// <summary>Clicks.</summary>
    public long? Clickers { get; init; }

    /// <summary>Recipients who clicked.</summary>
    public long? UniqueClicks { get; init; }

    /// <summary>Unsubscriptions.</summary>
    public long? Unsubscriptions { get; init; }

    /// <summary>Permanent failures of delivery.</summary>
    public long? HardBounces { get; init; }

    /// <summary>Passing failures of delivery.</summary>
    public long? SoftBounces { get; init; }

    /// <summary>Complaints about spam.</summary>
    public long? Complaints { get; init; }

    /// <summary>E-mails whose delivery was put off.</summary>
    public long? Deferred { get; init; }

    /// <summary>E-mails that were returned.</summary>
    public long? ReturnBounce { get; init; }
}
