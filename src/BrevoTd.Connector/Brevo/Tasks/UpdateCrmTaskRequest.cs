using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about a task. Members that are not set are not sent and stay as they are.</summary>
public sealed record UpdateCrmTaskRequest
{
    /// <summary>New name; not empty.</summary>
    public string? Name { get; init; }

    /// <summary>New type.</summary>
    public CrmTaskTypeId? TaskTypeId { get; init; }

    /// <summary>When it is due.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Date { get; init; }

    /// <summary>How long it takes, in whole milliseconds; not negative.</summary>
    [JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan? Duration { get; init; }

    /// <summary>New notes; setting them to <see langword="null"/> sends null.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Notes { get; init; }

    /// <summary>Whether it is done.</summary>
    public bool? Done { get; init; }

    /// <summary>User to whom it is assigned: the e-mail address or the id of an account's user; setting it to <see langword="null"/> sends null.</summary>
    [JsonPropertyName("assignToId")]
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> AssignTo { get; init; }

    /// <summary>The linked contacts from now on; an empty list takes every link away.</summary>
    [JsonPropertyName("contactsIds")]
    public IReadOnlyList<ContactId>? ReplaceContactIds { get; init; }

    /// <summary>The linked companies from now on; an empty list takes every link away.</summary>
    [JsonPropertyName("companiesIds")]
    public IReadOnlyList<CompanyId>? ReplaceCompanyIds { get; init; }

    /// <summary>The linked deals from now on; an empty list takes every link away.</summary>
    [JsonPropertyName("dealsIds")]
    public IReadOnlyList<DealId>? ReplaceDealIds { get; init; }

    /// <summary>New reminder.</summary>
    public CrmTaskReminder? Reminder { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateCrmTaskRequest);
}
