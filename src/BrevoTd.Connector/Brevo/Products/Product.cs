using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A product as Brevo knows it.</summary>
public sealed record Product
{
    /// <summary>The shop's id. Brevo gives some as numbers; they are read as text.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Address of the product's page.</summary>
    public string? Url { get; init; }

    /// <summary>Address of its picture in the shop.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Address of Brevo's copy of the picture.</summary>
    public string? S3Original { get; init; }

    /// <summary>Address of Brevo's copy in 120 × 120.</summary>
    public string? S3ThumbAnalytics { get; init; }

    /// <summary>Address of Brevo's copy in 600 × 400.</summary>
    public string? S3ThumbEditor { get; init; }

    /// <summary>The shop's stock keeping unit.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Sku { get; init; }

    /// <summary>Price.</summary>
    public decimal? Price { get; init; }

    /// <summary>A further price.</summary>
    public decimal? AlternativePrice { get; init; }

    /// <summary>How many there are.</summary>
    public decimal? Stock { get; init; }

    /// <summary>Id of the product that this one is a variant of.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? ParentId { get; init; }

    /// <summary>Brand.</summary>
    public string? Brand { get; init; }

    /// <summary>Description.</summary>
    public string? Description { get; init; }

    /// <summary>Ids of its categories.</summary>
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>More about the product.</summary>
    public IReadOnlyDictionary<string, PropertyValue>? MetaInfo { get; init; }

    /// <summary>When Brevo got to know it.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last in Brevo.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether it was deleted from the shop; it is still in Brevo.</summary>
    public bool? IsDeleted { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(Product);
}
