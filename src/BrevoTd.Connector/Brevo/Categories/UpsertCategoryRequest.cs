using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A category of products to create or to update. Members that are <see langword="null"/> are not sent.</summary>
public sealed record UpsertCategoryRequest
{
    /// <summary>The shop's id of the category.</summary>
    public required string Id { get; init; }

    /// <summary>Name as the shop shows it. Mandatory when the category is new.</summary>
    public string? Name { get; init; }

    /// <summary>Address of the category's page.</summary>
    public string? Url { get; init; }

    /// <summary>When it was deleted from the shop.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Whether it was deleted from the shop. It stays in Brevo.</summary>
    public bool? IsDeleted { get; init; }

    [JsonInclude]
    internal bool? UpdateEnabled { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpsertCategoryRequest);
}
