using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which received e-mails to list, and in which order.</summary>
public sealed record InboundEmailQuery
{
    /// <summary>Only those from this e-mail address.</summary>
    public string? Sender { get; init; }

    /// <summary>Only those from then on; not in the future. Needs <see cref="To"/>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those until then, at most 30 days after <see cref="From"/>; not in the future.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Order of the listing. Default: oldest first, so that what arrives during a sweep comes at its end.</summary>
    public SortOrder Order { get; init; } = SortOrder.Ascending;

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(InboundEmailQuery);
}
