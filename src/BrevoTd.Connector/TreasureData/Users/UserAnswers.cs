using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

internal sealed record TdUserList
{
    [JsonPropertyName("users")]
    public IReadOnlyList<TdUser>? Users { get; init; }
}

internal sealed record TdApiKeyList
{
    [JsonPropertyName("apikeys")]
    public IReadOnlyList<string>? ApiKeys { get; init; }

    public override string ToString() => nameof(TdApiKeyList);
}
