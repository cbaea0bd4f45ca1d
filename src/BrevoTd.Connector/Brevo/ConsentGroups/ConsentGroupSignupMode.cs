using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>How contacts come into a consent group. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ConsentGroupSignupMode>))]
public readonly record struct ConsentGroupSignupMode(string Value) : IStringValue<ConsentGroupSignupMode>
{
    /// <summary>Added one by one through the API.</summary>
    public static ConsentGroupSignupMode Manual { get; } = new("manual");

    /// <summary>Added when they sign up.</summary>
    public static ConsentGroupSignupMode Automatic { get; } = new("automatic");

    static ConsentGroupSignupMode IStringValue<ConsentGroupSignupMode>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
