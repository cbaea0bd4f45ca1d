using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The account and its limits. Members are <see langword="null"/> where the answer does not carry them.</summary>
public record TdAccount
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Plan in the service's words, often a number.</summary>
    [JsonPropertyName("plan")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Plan { get; init; }

    /// <summary>Space that all tables take, in bytes.</summary>
    [JsonPropertyName("storage_size")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? StorageSize { get; init; }

    /// <summary>Number of cores that the account's jobs always get.</summary>
    [JsonPropertyName("guaranteed_cores")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? GuaranteedCores { get; init; }

    /// <summary>Number of cores that the account's jobs get at most.</summary>
    [JsonPropertyName("maximum_cores")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? MaximumCores { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Sizes only.</summary>
    public override string ToString() => $"{nameof(TdAccount)} {{ StorageSize = {StorageSize}, MaximumCores = {MaximumCores} }}";
}

internal sealed record TdAccountAnswer
{
    [JsonPropertyName("account")]
    public TdAccount? Account { get; init; }
}
