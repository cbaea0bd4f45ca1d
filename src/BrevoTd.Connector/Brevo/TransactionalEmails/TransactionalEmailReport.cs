namespace BrevoTd.Connector.Brevo;

/// <summary>What happened to transactional e-mails in a period (<c>GET /smtp/statistics/aggregatedReport</c>).</summary>
public sealed record TransactionalEmailReport
{
    /// <summary>The days, as Brevo writes them: <c>2024-05-01|2024-05-31</c>.</summary>
    public string? Range { get; init; }

    /// <summary>Messages that Brevo accepted.</summary>
    public long? Requests { get; init; }

    /// <summary>Messages that the recipients' servers took.</summary>
    public long? Delivered { get; init; }

    /// <summary>Messages that came back for good.</summary>
    public long? HardBounces { get; init; }

    /// <summary>Messages that came back for now.</summary>
    public long? SoftBounces { get; init; }

    /// <summary>Clicks.</summary>
    public long? Clicks { get; init; }

    /// <summary>Messages in which something was clicked.</summary>
    public long? UniqueClicks { get; init; }

    /// <summary>Openings.</summary>
    public long? Opens { get; init; }

    /// <summary>Messages that were opened.</summary>
    public long? UniqueOpens { get; init; }

    /// <summary>Complaints.</summary>
    public long? SpamReports { get; init; }

    /// <summary>Messages that were not sent because the address or its domain is blocked.</summary>
    public long? Blocked { get; init; }

    /// <summary>Messages to something that is no address.</summary>
    public long? Invalid { get; init; }

    /// <summary>Recipients who unsubscribed.</summary>
    public long? Unsubscribed { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(TransactionalEmailReport);
}
