using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A parent segment with its configuration: the master table, and the attributes and behaviors that are joined to it. A parent segment over an external warehouse has other members, and leaves most of these empty.</summary>
public record TdAudience : ICdpEntity<TdAudience>
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    public TdAudienceId? Id { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Description.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>How often it is rebuilt.</summary>
    [JsonPropertyName("scheduleType")]
    public TdCdpScheduleType? ScheduleType { get; init; }

    /// <summary>When it is rebuilt, in a form that depends on <see cref="ScheduleType"/>, such as <c>00:00</c>.</summary>
    [JsonPropertyName("scheduleOption")]
    public string? ScheduleOption { get; init; }

    /// <summary>Time zone of the schedule.</summary>
    [JsonPropertyName("timezone")]
    public string? TimeZone { get; init; }

    /// <summary>When it was last rebuilt; <see langword="null"/> before the first time.</summary>
    [JsonPropertyName("matrixUpdatedAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? RebuiltAt { get; init; }

    /// <summary>Number of people in it; <see langword="null"/> before it was built.</summary>
    [JsonPropertyName("population")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? Population { get; init; }

    /// <summary>The table with one row per person.</summary>
    [JsonPropertyName("master")]
    public TdAudienceTable? Master { get; init; }

    /// <summary>Attributes that are joined to the master table.</summary>
    [JsonPropertyName("attributes")]
    public IReadOnlyList<TdAudienceAttribute>? Attributes { get; init; }

    /// <summary>Behaviors that are joined to the master table.</summary>
    [JsonPropertyName("behaviors")]
    public IReadOnlyList<TdAudienceBehavior>? Behaviors { get; init; }

    /// <summary>Whether it is rebuilt by Hive alone.</summary>
    [JsonPropertyName("workflowHiveOnly")]
    public bool? IsWorkflowHiveOnly { get; init; }

    /// <summary>Version of the Hive engine that rebuilds it.</summary>
    [JsonPropertyName("hiveEngineVersion")]
    public string? HiveEngineVersion { get; init; }

    /// <summary>Resource pool for Hive; <see langword="null"/> for the account's default.</summary>
    [JsonPropertyName("hivePoolName")]
    public string? HivePoolName { get; init; }

    /// <summary>Resource pool for Trino; <see langword="null"/> for the account's default.</summary>
    [JsonPropertyName("prestoPoolName")]
    public string? PrestoPoolName { get; init; }

    /// <summary>Whether activations may send behaviors too.</summary>
    [JsonPropertyName("allowActivationBehavior")]
    public bool? AllowsActivationBehavior { get; init; }

    /// <summary>How many rows of a behavior an activation may send per person.</summary>
    [JsonPropertyName("maxActivationBehaviorRow")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? MaxActivationBehaviorRows { get; init; }

    /// <summary>Whether language models may work with it.</summary>
    [JsonPropertyName("llmEnabled")]
    public bool? IsLlmEnabled { get; init; }

    /// <summary>Where the preparation for language models stands, in the service's words.</summary>
    [JsonPropertyName("llmState")]
    public string? LlmState { get; init; }

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

    /// <summary>The folder that holds its segments, in answers of the newer style.</summary>
    [JsonIgnore]
    public TdSegmentFolderId? SegmentFolderId { get; init; }

    TdAudience ICdpEntity<TdAudience>.With(CdpResource resource) =>
        this with
        {
            Id = resource.Id is { } id ? new TdAudienceId(id) : Id,
            SegmentFolderId = resource.Related("parentSegmentFolder") is { } folder ? new TdSegmentFolderId(folder) : SegmentFolderId,
        };

    /// <summary>Id only.</summary>
    public override string ToString() => $"{nameof(TdAudience)} {{ Id = {Id} }}";
}
