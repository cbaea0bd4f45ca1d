using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which activities to list.</summary>
public sealed record AccountActivityQuery
{
    /// <summary>First day (UTC), at most 12 months ago. Needs <see cref="To"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day (UTC), at most one month after <see cref="From"/>.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only activities of the user with this e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(AccountActivityQuery);
}
