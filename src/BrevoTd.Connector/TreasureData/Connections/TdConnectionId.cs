using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Identifies a saved connection. The service sends it as text or as a number; both are the same id here.</summary>
/// <param name="Value">The id's digits.</param>
[JsonConverter(typeof(TdIdConverter<TdConnectionId>))]
public readonly record struct TdConnectionId(string Value) : IStringValue<TdConnectionId>
{
    /// <summary>Creates an id from a number.</summary>
    /// <param name="value">The id.</param>
    public TdConnectionId(long value)
        : this(value.ToString(CultureInfo.InvariantCulture)) { }

    static TdConnectionId IStringValue<TdConnectionId>.From(string value) => new(value);

    /// <summary>The id's digits.</summary>
    public override string ToString() => Value ?? "";
}
