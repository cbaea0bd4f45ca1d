namespace BrevoTd.Connector.Mapping;

internal sealed class InlineProductMap<T>(Action<ProductMapBuilder<T>> configure) : ProductMap<T>
{
    private protected override string Name => $"ProductMap.From<{typeof(T).Name}>";

    protected override void Configure(ProductMapBuilder<T> map) => configure(map);
}
