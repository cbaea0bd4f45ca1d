namespace BrevoTd.Connector.Brevo;

/// <summary>One line of an order to send.</summary>
public sealed record OrderLineRequest
{
    /// <summary>Id of the product, as it was sent with <see cref="BrevoProductsClient"/>.</summary>
    public required string ProductId { get; init; }

    /// <summary>How many units were ordered, as a whole number. Exactly one of this and <see cref="QuantityFloat"/>.</summary>
    public long? Quantity { get; init; }

    /// <summary>How many units were ordered, with decimals. Exactly one of this and <see cref="Quantity"/>.</summary>
    public decimal? QuantityFloat { get; init; }

    /// <summary>Id of the variant of the product.</summary>
    public string? VariantId { get; init; }

    /// <summary>Price of one unit.</summary>
    public required decimal Price { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(OrderLineRequest);
}
