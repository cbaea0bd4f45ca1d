using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A task of the CRM (<c>GET /crm/tasks/{id}</c>).</summary>
public sealed record CrmTask
{
    /// <summary>Id.</summary>
    public CrmTaskId? Id { get; init; }

    /// <summary>Type.</summary>
    public CrmTaskTypeId? TaskTypeId { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Contacts that are linked to it.</summary>
    [JsonPropertyName("contactsIds")]
    public IReadOnlyList<ContactId>? ContactIds { get; init; }

    /// <summary>Companies that are linked to it.</summary>
    [JsonPropertyName("companiesIds")]
    public IReadOnlyList<CompanyId>? CompanyIds { get; init; }

    /// <summary>Deals that are linked to it.</summary>
    [JsonPropertyName("dealsIds")]
    public IReadOnlyList<DealId>? DealIds { get; init; }

    /// <summary>User to whom it is assigned: the id of an account's user.</summary>
    public CrmUserId? AssignToId { get; init; }

    /// <summary>When it is due.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Date { get; init; }

    /// <summary>Notes; may hold personal data.</summary>
    public string? Notes { get; init; }

    /// <summary>Whether it is done.</summary>
    public bool? Done { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(CrmTask)} {Id}";
}
