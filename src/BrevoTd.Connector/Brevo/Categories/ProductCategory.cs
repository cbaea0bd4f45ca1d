using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A category of products as Brevo knows it.</summary>
public sealed record ProductCategory
{
    /// <summary>The shop's id. Brevo gives some as numbers; they are read as text.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Address of the category's page.</summary>
    public string? Url { get; init; }

    /// <summary>When Brevo got to know it.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last in Brevo.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether it was deleted from the shop; it is still in Brevo.</summary>
    public bool? IsDeleted { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ProductCategory);
}
