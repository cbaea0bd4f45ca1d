using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>One line of an order as Brevo lists it.</summary>
public sealed record OrderLine
{
    /// <summary>Id of the product. Brevo lists some as numbers; they are read as text.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? ProductId { get; init; }

    /// <summary>Id of the variant.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? VariantId { get; init; }

    /// <summary>Units as a whole number; zero where <see cref="QuantityFloat"/> counts.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Units with decimals; zero where <see cref="Quantity"/> counts.</summary>
    public decimal? QuantityFloat { get; init; }

    /// <summary>Price of one unit.</summary>
    public decimal? Price { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(OrderLine);
}
