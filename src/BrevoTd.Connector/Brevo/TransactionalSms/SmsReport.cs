namespace BrevoTd.Connector.Brevo;

/// <summary>What happened to transactional SMS in a period (<c>GET /transactionalSMS/statistics/aggregatedReport</c>).</summary>
public sealed record SmsReport
{
    /// <summary>The days, as Brevo writes them: <c>2024-05-01|2024-05-31</c>.</summary>
    public string? Range { get; init; }

    /// <summary>Messages that Brevo accepted.</summary>
    public long? Requests { get; init; }

    /// <summary>Messages that carriers took.</summary>
    public long? Accepted { get; init; }

    /// <summary>Messages that arrived.</summary>
    public long? Delivered { get; init; }

    /// <summary>Messages that came back for good.</summary>
    public long? HardBounces { get; init; }

    /// <summary>Messages that came back for now.</summary>
    public long? SoftBounces { get; init; }

    /// <summary>Messages that were not sent because the number is blocked.</summary>
    public long? Blocked { get; init; }

    /// <summary>Messages that carriers rejected.</summary>
    public long? Rejected { get; init; }

    /// <summary>Messages that Brevo skipped.</summary>
    public long? Skipped { get; init; }

    /// <summary>Messages that were answered.</summary>
    public long? Replied { get; init; }

    /// <summary>Recipients who unsubscribed.</summary>
    public long? Unsubscribed { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(SmsReport);
}
