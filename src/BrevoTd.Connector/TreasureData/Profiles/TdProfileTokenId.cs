using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Identifies a token for the look-up of profiles. The service sends it as text or as a number; both are the same id here. It is no secret, the token itself is</summary>
/// <param name="Value">The id's digits.</param>
[JsonConverter(typeof(TdIdConverter<TdProfileTokenId>))]
public readonly record struct TdProfileTokenId(string Value) : IStringValue<TdProfileTokenId>
{
    /// <summary>Creates an id from a number.</summary>
    /// <param name="value">The id.</param>
    public TdProfileTokenId(long value)
        : this(value.ToString(CultureInfo.InvariantCulture)) { }

    static TdProfileTokenId IStringValue<TdProfileTokenId>.From(string value) => new(value);

    /// <summary>The id's digits.</summary>
    public override string ToString() => Value ?? "";
}
