namespace BrevoTd.Connector.Brevo;

internal sealed record AttributedProductsAnswer
{
    public IReadOnlyList<AttributedProduct>? Products { get; init; }
}

internal sealed record DisplayCurrencyBody
{
    public string? Code { get; init; }
}
