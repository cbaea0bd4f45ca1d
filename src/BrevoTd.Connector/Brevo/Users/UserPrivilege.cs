using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Permissions for one part of Brevo.</summary>
public sealed record UserPrivilege
{
    /// <summary>The part.</summary>
    public required UserFeature Feature { get; init; }

    /// <summary>What the user may do with it; permissions of another part are refused.</summary>
    public required IReadOnlyList<UserPermission> Permissions { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UserPrivilege);
}
