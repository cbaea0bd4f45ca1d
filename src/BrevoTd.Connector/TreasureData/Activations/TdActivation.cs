using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>An activation: the people of a segment are sent to a connection, once or on a schedule. The API calls it a syndication. It writes what it sends to the table <c>cdp_syndication_{id}</c> of the parent segment's database as well.</summary>
public record TdActivation : ICdpEntity<TdActivation>
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    public TdActivationId? Id { get; init; }

    /// <summary>The parent segment.</summary>
    [JsonPropertyName("audienceId")]
    public TdAudienceId? AudienceId { get; init; }

    /// <summary>The segment.</summary>
    [JsonPropertyName("segmentId")]
    public TdSegmentId? SegmentId { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Description.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Whether all attributes are sent.</summary>
    [JsonPropertyName("allColumns")]
    public bool? SendsAllColumns { get; init; }

    /// <summary>What is sent of each person.</summary>
    [JsonPropertyName("columns")]
    public IReadOnlyList<TdActivationColumn>? Columns { get; init; }

    /// <summary>The connection that people are sent to.</summary>
    [JsonPropertyName("connectionId")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? ConnectionId { get; init; }

    /// <summary>Settings of the connection's kind for this activation, as a tree; may hold secrets.</summary>
    [JsonPropertyName("connectorConfig")]
    public JsonElement? ConnectorConfig { get; init; }

    /// <summary>How often it runs, in the older way of saying it.</summary>
    [JsonPropertyName("scheduleType")]
    public TdCdpScheduleType? ScheduleType { get; init; }

    /// <summary>When it runs, in the older way of saying it.</summary>
    [JsonPropertyName("scheduleOption")]
    public string? ScheduleOption { get; init; }

    /// <summary>When it first runs, by the clock of <see cref="TimeZone"/>.</summary>
    [JsonPropertyName("startAt")]
    [JsonConverter(typeof(TdLocalTimeConverter))]
    public DateTime? StartAt { get; init; }

    /// <summary>The last day on which it runs.</summary>
    [JsonPropertyName("endOn")]
    [JsonConverter(typeof(TdDayConverter))]
    public DateOnly? EndOn { get; init; }

    /// <summary>How often it runs.</summary>
    [JsonPropertyName("repeatUnit")]
    public TdRepeatUnit? RepeatUnit { get; init; }

    /// <summary>Every how many of <see cref="RepeatUnit"/>; used for minutes.</summary>
    [JsonPropertyName("repeatFrequency")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? RepeatFrequency { get; init; }

    /// <summary>Days of the week on which it runs, where the unit is a week: 1 is Monday, 7 Sunday.</summary>
    [JsonPropertyName("repeatSubFrequency")]
    public IReadOnlyList<int>? RepeatDays { get; init; }

    /// <summary>Time zone of the schedule.</summary>
    [JsonPropertyName("timezone")]
    public string? TimeZone { get; init; }

    /// <summary>Whether it can run: whether its segment, columns and connection still exist.</summary>
    [JsonPropertyName("valid")]
    public bool? IsValid { get; init; }

    /// <summary>What the console shows of the last run, in the service's words.</summary>
    [JsonPropertyName("runStatus")]
    public string? RunStatus { get; init; }

    /// <summary>The latest runs.</summary>
    [JsonPropertyName("executions")]
    public IReadOnlyList<TdExecution>? Executions { get; init; }

    /// <summary>The last run, in listings of a folder.</summary>
    [JsonPropertyName("lastExecution")]
    public TdExecution? LastExecution { get; init; }

    /// <summary>How many people the last run sent, in listings of a folder.</summary>
    [JsonPropertyName("lastRecordCount")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? LastRecordCount { get; init; }

    /// <summary>When mails are sent: <c>onSuccess</c>, <c>onFailure</c>.</summary>
    [JsonPropertyName("notifyOn")]
    public IReadOnlyList<string>? NotifyOn { get; init; }

    /// <summary>Ids of users, as <see cref="TdUser.Id"/>, who get the mails.</summary>
    [JsonPropertyName("emailRecipients")]
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? EmailRecipients { get; init; }

    /// <summary>The template that it was made from.</summary>
    [JsonPropertyName("activationTemplateId")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? ActivationTemplateId { get; init; }

    /// <summary>Project of a workflow of the account's own that runs with it.</summary>
    [JsonPropertyName("nestedWorkflowProjectName")]
    public string? WorkflowProjectName { get; init; }

    /// <summary>That workflow.</summary>
    [JsonPropertyName("nestedWorkflowName")]
    public string? WorkflowName { get; init; }

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

    TdActivation ICdpEntity<TdActivation>.With(CdpResource resource) =>
        this with
        {
            Id = resource.Id is { } id ? new TdActivationId(id) : Id,
            SegmentId = resource.Related("segment") is { } segment ? new TdSegmentId(segment) : SegmentId,
        };

    /// <summary>Id only.</summary>
    public override string ToString() => $"{nameof(TdActivation)} {{ Id = {Id} }}";
}
