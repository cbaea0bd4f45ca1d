using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A behavior of a parent segment: events that segments can aggregate.</summary>
public record TdAudienceBehavior : ICdpEntity<TdAudienceBehavior>
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>The parent segment; <see langword="null"/> where the behavior stands inside it.</summary>
    [JsonPropertyName("audienceId")]
    public TdAudienceId? AudienceId { get; init; }

    /// <summary>Name, as rules call it.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Database of the joined table.</summary>
    [JsonPropertyName("parentDatabaseName")]
    public string? DatabaseName { get; init; }

    /// <summary>The joined table.</summary>
    [JsonPropertyName("parentTableName")]
    public string? TableName { get; init; }

    /// <summary>Column of the master table that is joined on.</summary>
    [JsonPropertyName("parentKey")]
    public string? ParentKey { get; init; }

    /// <summary>Column of the joined table that is joined on.</summary>
    [JsonPropertyName("foreignKey")]
    public string? ForeignKey { get; init; }

    /// <summary>Columns that rules can use.</summary>
    [JsonPropertyName("schema")]
    public IReadOnlyList<TdAudienceBehaviorColumn>? Columns { get; init; }

    /// <summary>How often it is rebuilt.</summary>
    [JsonPropertyName("scheduleType")]
    public TdCdpScheduleType? ScheduleType { get; init; }

    /// <summary>When it is rebuilt.</summary>
    [JsonPropertyName("scheduleOption")]
    public string? ScheduleOption { get; init; }

    /// <summary>Whether rules are limited in time unless they say otherwise.</summary>
    [JsonPropertyName("defaultTimeFilterEnabled")]
    public bool? IsTimeFilteredByDefault { get; init; }

    /// <summary>Whether it is fed in real time.</summary>
    [JsonPropertyName("isRealtime")]
    public bool? IsRealtime { get; init; }

    TdAudienceBehavior ICdpEntity<TdAudienceBehavior>.With(CdpResource resource) => this with { Id = resource.Id ?? Id };

    /// <summary>The type only.</summary>
    public override string ToString() => nameof(TdAudienceBehavior);
}
