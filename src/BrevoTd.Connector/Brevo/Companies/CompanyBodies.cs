using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

internal sealed record CompanyListAnswer
{
    public IReadOnlyList<Company>? Items { get; init; }
}

/// <summary>What every creation of the CRM answers.</summary>
internal sealed record CrmCreatedAnswer
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }
}

internal sealed record CrmImportAnswer
{
    public ProcessId? ProcessId { get; init; }
}

internal sealed record CrmImportMapping
{
    [JsonPropertyName("link_entities")]
    public bool? LinkEntities { get; init; }

    [JsonPropertyName("unlink_entities")]
    public bool? UnlinkEntities { get; init; }

    [JsonPropertyName("update_existing_records")]
    public bool? UpdateExistingRecords { get; init; }

    [JsonPropertyName("unset_empty_attributes")]
    public bool? UnsetEmptyAttributes { get; init; }
}

internal sealed record CrmAttributeCreateBody
{
    public required CrmAttributeType AttributeType { get; init; }

    public string? Description { get; init; }

    public required string Label { get; init; }

    public required string ObjectType { get; init; }

    public IReadOnlyList<string>? OptionsLabels { get; init; }
}

internal sealed record CrmAttributeUpdateBody
{
    public string? Label { get; init; }

    public IReadOnlyList<CrmAttributeOption>? OptionsLabels { get; init; }

    public required string ObjectType { get; init; }
}
