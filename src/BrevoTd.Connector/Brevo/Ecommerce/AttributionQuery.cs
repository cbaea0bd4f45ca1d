namespace BrevoTd.Connector.Brevo;

/// <summary>Which campaigns and automations to take together for figures of attributed sales.</summary>
public sealed record AttributionQuery
{
    /// <summary>Only sales from then on.</summary>
    public DateTimeOffset? PeriodFrom { get; init; }

    /// <summary>Only sales until then.</summary>
    public DateTimeOffset? PeriodTo { get; init; }

    /// <summary>Ids of e-mail campaigns.</summary>
    public IReadOnlyList<string>? EmailCampaignIds { get; init; }

    /// <summary>Ids of SMS campaigns.</summary>
    public IReadOnlyList<string>? SmsCampaignIds { get; init; }

    /// <summary>Ids of automations, for their e-mails.</summary>
    public IReadOnlyList<string>? AutomationWorkflowEmailIds { get; init; }

    /// <summary>Ids of automations, for their SMS.</summary>
    public IReadOnlyList<string>? AutomationWorkflowSmsIds { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(AttributionQuery);
}
