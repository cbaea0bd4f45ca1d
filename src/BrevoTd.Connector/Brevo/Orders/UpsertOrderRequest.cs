using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An order in its present state. Brevo knows it by <see cref="Id"/>: an order with that id is brought to this state, otherwise it is created.</summary>
public sealed record UpsertOrderRequest
{
    /// <summary>The shop's id of the order.</summary>
    public required string Id { get; init; }

    /// <summary>When the order was placed. Written in UTC with milliseconds.</summary>
    [JsonConverter(typeof(UtcTimeConverter))]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its state changed last. Written in UTC with milliseconds.</summary>
    [JsonConverter(typeof(UtcTimeConverter))]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>State in the shop's own words, such as <c>completed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Total with shipping, tax and items.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The lines; at least one.</summary>
    public required IReadOnlyList<OrderLineRequest> Products { get; init; }

    /// <summary>Whose order it is. Without it, no contact gets the order.</summary>
    public OrderIdentifiers? Identifiers { get; init; }

    /// <summary>Where the invoice goes.</summary>
    public OrderBilling? Billing { get; init; }

    /// <summary>Codes of the coupons applied. Brevo stores them without regard to case.</summary>
    public IReadOnlyList<string>? Coupons { get; init; }

    /// <summary>Id of the store where the order was placed.</summary>
    public string? StoreId { get; init; }

    /// <summary>More about the order under names of one's own: texts, numbers and truth values.</summary>
    public IReadOnlyDictionary<string, PropertyValue>? MetaInfo { get; init; }

    /// <summary>The type's name only; the rest may be personal data.</summary>
    public override string ToString() => nameof(UpsertOrderRequest);
}
