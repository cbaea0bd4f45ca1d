using System.Globalization;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Identifies a parent segment (an audience in the words of the API). The service sends it as text or as a number; both are the same id here.</summary>
/// <param name="Value">The id's digits.</param>
[JsonConverter(typeof(TdIdConverter<TdAudienceId>))]
public readonly record struct TdAudienceId(string Value) : IStringValue<TdAudienceId>
{
    /// <summary>Creates an id from a number.</summary>
    /// <param name="value">The id.</param>
    public TdAudienceId(long value)
        : this(value.ToString(CultureInfo.InvariantCulture)) { }

    static TdAudienceId IStringValue<TdAudienceId>.From(string value) => new(value);

    /// <summary>The id's digits.</summary>
    public override string ToString() => Value ?? "";
}
