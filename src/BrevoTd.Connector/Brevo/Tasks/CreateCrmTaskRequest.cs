using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A task to create.</summary>
public sealed record CreateCrmTaskRequest
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Type (<see cref="BrevoTasksClient.ListTypesAsync"/>).</summary>
    public required CrmTaskTypeId TaskTypeId { get; init; }

    /// <summary>When it is due.</summary>
    [JsonConverter(typeof(UtcTimeConverter))]
    public required DateTimeOffset Date { get; init; }

    /// <summary>How long it takes, in whole milliseconds; not negative.</summary>
    [JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan? Duration { get; init; }

    /// <summary>Notes.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether it is done already.</summary>
    public bool? Done { get; init; }

    /// <summary>User to whom it is assigned: the e-mail address or the id of an account's user.</summary>
    [JsonPropertyName("assignToId")]
    public string? AssignTo { get; init; }

    /// <summary>Contacts to link.</summary>
    [JsonPropertyName("contactsIds")]
    public IReadOnlyList<ContactId>? ContactIds { get; init; }

    /// <summary>Companies to link.</summary>
    [JsonPropertyName("companiesIds")]
    public IReadOnlyList<CompanyId>? CompanyIds { get; init; }

    /// <summary>Deals to link.</summary>
    [JsonPropertyName("dealsIds")]
    public IReadOnlyList<DealId>? DealIds { get; init; }

    /// <summary>Reminder before it is due.</summary>
    public CrmTaskReminder? Reminder { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateCrmTaskRequest);
}
