using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Permissions that a user has from now on.</summary>
public sealed record UpdateUserPermissionsRequest
{
    /// <summary>E-mail address of the user; personal data.</summary>
    public required string Email { get; init; }

    /// <summary>Whether the user may do everything that the plan has. Default: <see langword="false"/>.</summary>
    [JsonPropertyName("all_features_access")]
    public bool AllFeaturesAccess { get; init; }

    /// <summary>Permissions one by one; needed unless <see cref="AllFeaturesAccess"/> is set, and only then.</summary>
    public IReadOnlyList<UserPrivilege> Privileges { get; init; } = [];

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateUserPermissionsRequest);
}
