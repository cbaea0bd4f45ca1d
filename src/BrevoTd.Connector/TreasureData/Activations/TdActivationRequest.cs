using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>An activation to be created, or all of what an activation shall be from now on.</summary>
public record TdActivationRequest
{
    /// <summary>Name, unique within the segment.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The connection that people are sent to.</summary>
    [JsonPropertyName("connectionId")]
    [JsonConverter(typeof(TdDigitsConverter))]
    public required string ConnectionId { get; init; }

    /// <summary>Settings of the connection's kind for this activation, an object; may hold secrets.</summary>
    [JsonPropertyName("connectorConfig")]
    public required JsonElement ConnectorConfig { get; init; }

    /// <summary>Description.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Whether all attributes are sent.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("allColumns")]
    public bool? SendsAllColumns { get; init; }

    /// <summary>What is sent of each person.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("columns")]
    public IReadOnlyList<TdActivationColumn>? Columns { get; init; }

    /// <summary>When it first runs, by the clock of <see cref="TimeZone"/>, to whole seconds.</summary>
    /// <value>Default: <see langword="null"/>, not set.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("startAt")]
    [JsonConverter(typeof(TdLocalTimeConverter))]
    public DateTime? StartAt { get; init; }

    /// <summary>The last day on which it runs.</summary>
    /// <value>Default: <see langword="null"/>, without end.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("endOn")]
    [JsonConverter(typeof(TdDayConverter))]
    public DateOnly? EndOn { get; init; }

    /// <summary>How often it runs.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("repeatUnit")]
    public TdRepeatUnit? RepeatUnit { get; init; }

    /// <summary>Every how many minutes, where <see cref="RepeatUnit"/> is a minute.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service (1).</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("repeatFrequency")]
    public int? RepeatFrequency { get; init; }

    /// <summary>Days of the week on which it runs, where <see cref="RepeatUnit"/> is a week: 1 is Monday, 7 Sunday.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("repeatSubFrequency")]
    public IReadOnlyList<int>? RepeatDays { get; init; }

    /// <summary>Time zone of the schedule, such as <c>Europe/Paris</c>.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("timezone")]
    public string? TimeZone { get; init; }

    /// <summary>When mails are sent: <c>onSuccess</c>, <c>onFailure</c>.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("notifyOn")]
    public IReadOnlyList<string>? NotifyOn { get; init; }

    /// <summary>Ids of users, as <see cref="TdUser.Id"/>, who get the mails.</summary>
    /// <value>Default: <see langword="null"/>, nobody.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("emailRecipients")]
    public IReadOnlyList<long>? EmailRecipients { get; init; }

    /// <summary>The template that it is made from.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("activationTemplateId")]
    public string? ActivationTemplateId { get; init; }

    /// <summary>Project of a workflow of the account's own that runs with it.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("nestedWorkflowProjectName")]
    public string? WorkflowProjectName { get; init; }

    /// <summary>That workflow.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("nestedWorkflowName")]
    public string? WorkflowName { get; init; }

    /// <summary>The connection only: settings may hold secrets, texts may name people.</summary>
    public override string ToString() => nameof(TdActivationRequest);

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            throw new ArgumentException("The activation has no name.", nameof(Name));
        }

        if (string.IsNullOrEmpty(ConnectionId) || !ConnectionId.All(char.IsAsciiDigit))
        {
            throw new ArgumentException(
                "The id of a connection consists of digits only. Look it up among the connections.",
                nameof(ConnectionId)
            );
        }

        if (ConnectorConfig.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException(
                "The settings of a connection are an object; an empty one stands for none.",
                nameof(ConnectorConfig)
            );
        }

        if (RepeatDays?.Any(static day => day is < 1 or > 7) == true)
        {
            throw new ArgumentException("Days of the week are numbers from 1, Monday, to 7, Sunday.", nameof(RepeatDays));
        }
    }
}
