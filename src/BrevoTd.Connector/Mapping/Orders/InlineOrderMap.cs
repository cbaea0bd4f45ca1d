namespace BrevoTd.Connector.Mapping;

internal sealed class InlineOrderMap<T>(Action<OrderMapBuilder<T>> configure) : OrderMap<T>
{
    private protected override string Name => $"OrderMap.From<{typeof(T).Name}>";

    protected override void Configure(OrderMapBuilder<T> map) => configure(map);
}
