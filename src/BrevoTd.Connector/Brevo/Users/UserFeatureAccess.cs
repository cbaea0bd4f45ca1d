using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>How far a user may use a part of Brevo. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<UserFeatureAccess>))]
public readonly record struct UserFeatureAccess(string Value) : IStringValue<UserFeatureAccess>
{
    /// <summary>As the owner.</summary>
    public static UserFeatureAccess Owner { get; } = new("owner");

    /// <summary>Everything.</summary>
    public static UserFeatureAccess Full { get; } = new("full");

    /// <summary>What the permissions say.</summary>
    public static UserFeatureAccess Custom { get; } = new("custom");

    /// <summary>Nothing.</summary>
    public static UserFeatureAccess None { get; } = new("none");

    static UserFeatureAccess IStringValue<UserFeatureAccess>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
