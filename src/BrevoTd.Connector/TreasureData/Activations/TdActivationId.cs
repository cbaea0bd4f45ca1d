using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Identifies an activation (a syndication in the words of the API). The service sends it as text or as a number; both are the same id here.</summary>
/// <param name="Value">The id's digits.</param>
[JsonConverter(typeof(TdIdConverter<TdActivationId>))]
public readonly record struct TdActivationId(string Value) : IStringValue<TdActivationId>
{
    /// <summary>Creates an id from a number.</summary>
    /// <param name="value">The id.</param>
    public TdActivationId(long value)
        : this(value.ToString(CultureInfo.InvariantCulture)) { }

    static TdActivationId IStringValue<TdActivationId>.From(string value) => new(value);

    /// <summary>The id's digits.</summary>
    public override string ToString() => Value ?? "";
}
