using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What the Data Ingestion API says of one record.</summary>
public record TdIngestionReceipt
{
    /// <summary>Whether the record was taken; <see langword="null"/> if the receipt does not say.</summary>
    [JsonPropertyName("success")]
    public bool? Success { get; init; }

    /// <summary>The id that the service gave the record, if it tells one. It is not stored in the table.</summary>
    [JsonPropertyName("uuid")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Uuid { get; init; }

    /// <summary>Why the record was refused, in the service's words. It may quote data: keep it out of logs.</summary>
    [JsonPropertyName("error")]
    [JsonConverter(typeof(TdTextOrJsonConverter))]
    public string? Error { get; init; }

    /// <summary>Whether the record was refused: not a success, or with an error.</summary>
    [JsonIgnore]
    public bool IsRefused => Success == false || (Success is null && Error is not null);

    /// <summary>Success only.</summary>
    public override string ToString() => $"{nameof(TdIngestionReceipt)} {{ Success = {Success} }}";
}

internal sealed record TdIngestionAnswer
{
    [JsonPropertyName("receipts")]
    public IReadOnlyList<TdIngestionReceipt?>? Receipts { get; init; }
}

[JsonSerializable(typeof(TdIngestionAnswer))]
internal sealed partial class IngestionJsonContext : JsonSerializerContext;
