using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Name of a user of the account.</summary>
public sealed record CrmUserName
{
    /// <summary>First and last name; personal data.</summary>
    public string? FullName { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CrmUserName);
}
