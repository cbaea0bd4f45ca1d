using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>State of a user of the account. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<OrganizationUserStatus>))]
public readonly record struct OrganizationUserStatus(string Value) : IStringValue<OrganizationUserStatus>
{
    /// <summary>Takes part.</summary>
    public static OrganizationUserStatus Active { get; } = new("active");

    /// <summary>Invited, and has not answered.</summary>
    public static OrganizationUserStatus Pending { get; } = new("pending");

    static OrganizationUserStatus IStringValue<OrganizationUserStatus>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
