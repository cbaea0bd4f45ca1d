using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a contact is told about a product. An open set: values that Brevo adds later can be made with the constructor.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ProductAlertType>))]
public readonly record struct ProductAlertType(string Value) : IStringValue<ProductAlertType>
{
    /// <summary>The product is in stock again.</summary>
    public static ProductAlertType BackInStock { get; } = new("back_in_stock");

    static ProductAlertType IStringValue<ProductAlertType>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
