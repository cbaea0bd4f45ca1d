using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A product to create or to update. Members that are <see langword="null"/> are not sent.</summary>
public sealed record UpsertProductRequest
{
    /// <summary>The shop's id of the product.</summary>
    public required string Id { get; init; }

    /// <summary>Name as the shop shows it. Mandatory when the product is new.</summary>
    public string? Name { get; init; }

    /// <summary>Address of the product's page.</summary>
    public string? Url { get; init; }

    /// <summary>Address of its picture. Brevo fetches and keeps it: up to 5 MB of jpeg, jpg, png, bmp, gif or webp.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>The shop's stock keeping unit.</summary>
    public string? Sku { get; init; }

    /// <summary>Price.</summary>
    public decimal? Price { get; init; }

    /// <summary>A further price, such as the one before a reduction.</summary>
    public decimal? AlternativePrice { get; init; }

    /// <summary>How many there are.</summary>
    public decimal? Stock { get; init; }

    /// <summary>Id of the product that this one is a variant of.</summary>
    public string? ParentId { get; init; }

    /// <summary>Brand.</summary>
    public string? Brand { get; init; }

    /// <summary>Description.</summary>
    public string? Description { get; init; }

    /// <summary>Ids of its categories, as they were sent with <see cref="BrevoCategoriesClient"/>.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>More about the product under names of one's own: texts and numbers; at most 20,000 characters as JSON. An older document allowed at most 20 names.</summary>
    public IReadOnlyDictionary<string, PropertyValue>? MetaInfo { get; init; }

    /// <summary>When it was deleted from the shop.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Whether it was deleted from the shop. It stays in Brevo.</summary>
    public bool? IsDeleted { get; init; }

    [JsonInclude]
    internal bool? UpdateEnabled { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpsertProductRequest);
}
