using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A token for the look-up of profiles, and what it shows of a person.</summary>
public record TdProfileTokenInfo : ICdpEntity<TdProfileTokenInfo>
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    public TdProfileTokenId? Id { get; init; }

    /// <summary>The parent segment.</summary>
    [JsonPropertyName("audienceId")]
    public TdAudienceId? AudienceId { get; init; }

    /// <summary>Name, in the newer style.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Description.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>The token itself.</summary>
    [JsonPropertyName("token")]
    public TdProfileToken? Token { get; init; }

    /// <summary>Column by whose value people are looked up.</summary>
    [JsonPropertyName("keyColumn")]
    public string? KeyColumn { get; init; }

    /// <summary>Segments that are shown, up to 15, with few of their members.</summary>
    [JsonPropertyName("segments")]
    [JsonConverter(typeof(TdTokenSegmentsConverter))]
    public IReadOnlyList<TdSegment>? Segments { get; init; }

    /// <summary>Attributes that are shown, up to 5.</summary>
    [JsonPropertyName("attributeColumns")]
    public IReadOnlyList<string>? AttributeColumns { get; init; }

    /// <summary>Whether it is of the second version.</summary>
    [JsonPropertyName("v2")]
    public bool? IsVersion2 { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("createdAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonPropertyName("updatedAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Who created it; <see langword="null"/> when that is not known, and in answers of the newer style.</summary>
    [JsonPropertyName("createdBy")]
    public TdCdpUser? CreatedBy { get; init; }

    /// <summary>Who last changed it; <see langword="null"/> when that is not known, and in answers of the newer style.</summary>
    [JsonPropertyName("updatedBy")]
    public TdCdpUser? UpdatedBy { get; init; }

    TdProfileTokenInfo ICdpEntity<TdProfileTokenInfo>.With(CdpResource resource) =>
        this with
        {
            Id = resource.Id is { } id ? new TdProfileTokenId(id) : Id,
        };

    /// <summary>Id only: the token is a secret.</summary>
    public override string ToString() => $"{nameof(TdProfileTokenInfo)} {{ Id = {Id} }}";
}
