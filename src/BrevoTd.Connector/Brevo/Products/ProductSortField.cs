using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a listing of products is sorted by. An open set: values that Brevo adds later can be made with the constructor.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ProductSortField>))]
public readonly record struct ProductSortField(string Value) : IStringValue<ProductSortField>
{
    /// <summary>By creation.</summary>
    public static ProductSortField CreatedAt { get; } = new("created_at");

    /// <summary>By name.</summary>
    public static ProductSortField Name { get; } = new("name");

    /// <summary>By price.</summary>
    public static ProductSortField Price { get; } = new("price");

    /// <summary>By id.</summary>
    public static ProductSortField Id { get; } = new("id");

    static ProductSortField IStringValue<ProductSortField>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
