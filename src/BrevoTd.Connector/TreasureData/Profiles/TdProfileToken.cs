using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A token that permits to look up people; a secret, although web pages use it.</summary>
/// <param name="Value">The token.</param>
[JsonConverter(typeof(StringValueConverter<TdProfileToken>))]
public readonly record struct TdProfileToken(string Value) : IStringValue<TdProfileToken>
{
    static TdProfileToken IStringValue<TdProfileToken>.From(string value) => new(value);

    /// <summary>Never the token.</summary>
    public override string ToString() => "***";
}
