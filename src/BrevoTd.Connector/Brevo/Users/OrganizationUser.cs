using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A user of the account (<c>GET /organization/invited/users</c>).</summary>
public sealed record OrganizationUser
{
    /// <summary>E-mail address; personal data.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the user owns the account: a text, whose values Brevo does not document.</summary>
    [JsonPropertyName("is_owner")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? IsOwner { get; init; }

    /// <summary>Whether the user takes part or is invited.</summary>
    public OrganizationUserStatus? Status { get; init; }

    /// <summary>How far the user may use the parts of Brevo.</summary>
    [JsonPropertyName("feature_access")]
    public UserFeatureAccessLevels? FeatureAccess { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(OrganizationUser);
}
