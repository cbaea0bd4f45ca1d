namespace BrevoTd.Connector.Mapping;

internal sealed class InlineObjectMap<T>(Action<ObjectMapBuilder<T>> configure) : ObjectMap<T>
{
    private protected override string Name => $"ObjectMap.From<{typeof(T).Name}>";

    protected override void Configure(ObjectMapBuilder<T> map) => configure(map);
}
