namespace BrevoTd.Connector.Mapping;

internal sealed class InlineEventMap<T>(Action<EventMapBuilder<T>> configure) : EventMap<T>
{
    private protected override string Name => $"EventMap.From<{typeof(T).Name}>";

    protected override void Configure(EventMapBuilder<T> map) => configure(map);
}
