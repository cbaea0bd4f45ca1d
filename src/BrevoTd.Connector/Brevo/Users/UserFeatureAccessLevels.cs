using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>How far a user may use the parts of Brevo.</summary>
public sealed record UserFeatureAccessLevels
{
    /// <summary>Marketing.</summary>
    public UserFeatureAccess? Marketing { get; init; }

    /// <summary>The CRM.</summary>
    public UserFeatureAccess? Crm { get; init; }

    /// <summary>Conversations.</summary>
    public UserFeatureAccess? Conversations { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UserFeatureAccessLevels);
}
