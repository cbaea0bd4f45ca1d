using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Identifies a saved query. The service sends it as text or as a number; both are the same id here.</summary>
/// <param name="Value">The id's digits.</param>
[JsonConverter(typeof(TdIdConverter<TdSavedQueryId>))]
public readonly record struct TdSavedQueryId(string Value) : IStringValue<TdSavedQueryId>
{
    /// <summary>Creates an id from a number.</summary>
    /// <param name="value">The id.</param>
    public TdSavedQueryId(long value)
        : this(value.ToString(CultureInfo.InvariantCulture)) { }

    static TdSavedQueryId IStringValue<TdSavedQueryId>.From(string value) => new(value);

    /// <summary>The id's digits.</summary>
    public override string ToString() => Value ?? "";
}
