namespace BrevoTd.Connector.Brevo;

/// <summary>Many orders for one asynchronous upsert.</summary>
public sealed record UpsertOrdersRequest
{
    /// <summary>The orders; 1 to 1,000.</summary>
    public required IReadOnlyList<UpsertOrderRequest> Orders { get; init; }

    /// <summary>
    /// <see langword="true"/>: past orders, which start no automation; right for a first load. <see langword="false"/>: live orders, which start automations as they would singly: people may get
    /// messages. Brevo takes <see langword="true"/> when nothing is said; here it must be chosen.
    /// </summary>
    public required bool Historical { get; init; }

    /// <summary>Address that Brevo calls when the batch is done; what the call carries is not documented.</summary>
    public Uri? NotifyUrl { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpsertOrdersRequest);
}
