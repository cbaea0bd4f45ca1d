using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a user may do (<c>GET /organization/user/{email}/permissions</c>). The names are those of Brevo's pages, not those that permissions are given by.</summary>
public sealed record UserPermissions
{
    /// <summary>E-mail address; personal data.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the user takes part or is invited.</summary>
    public OrganizationUserStatus? Status { get; init; }

    /// <summary>Permissions by part of Brevo.</summary>
    public IReadOnlyList<UserPrivilegeInfo>? Privileges { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UserPermissions);
}
