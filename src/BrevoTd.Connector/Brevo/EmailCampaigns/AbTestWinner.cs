using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Which version of an A/B test won. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<AbTestWinner>))]
public readonly record struct AbTestWinner(string Value) : IStringValue<AbTestWinner>
{
    /// <summary>The campaign is not being sent yet.</summary>
    public static AbTestWinner NotAvailable { get; } = new("notAvailable");

    /// <summary>The test is under way.</summary>
    public static AbTestWinner Pending { get; } = new("pending");

    /// <summary>Both did equally well.</summary>
    public static AbTestWinner Tie { get; } = new("tie");

    /// <summary>Version A.</summary>
    public static AbTestWinner A { get; } = new("A");

    /// <summary>Version B.</summary>
    public static AbTestWinner B { get; } = new("B");

    static AbTestWinner IStringValue<AbTestWinner>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
