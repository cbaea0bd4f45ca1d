using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Permissions for one part of Brevo, in the words of Brevo's own pages.</summary>
public sealed record UserPrivilegeInfo
{
    /// <summary>Name of the part, such as <c>Email campaign</c>.</summary>
    public string? Feature { get; init; }

    /// <summary>Names of the permissions, such as <c>Create / edit / delete</c>.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UserPrivilegeInfo);
}
