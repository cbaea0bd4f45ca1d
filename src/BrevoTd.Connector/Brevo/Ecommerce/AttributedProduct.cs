using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Sales of one product that a campaign or an automation brought about.</summary>
public sealed record AttributedProduct
{
    /// <summary>The shop's id of the product.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>The shop's stock keeping unit.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Sku { get; init; }

    /// <summary>Address of its picture.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Address of its page.</summary>
    public string? Url { get; init; }

    /// <summary>Price.</summary>
    public decimal? Price { get; init; }

    /// <summary>Sum of the sales, in the display currency.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>How many orders.</summary>
    public decimal? OrdersCount { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(AttributedProduct);
}
