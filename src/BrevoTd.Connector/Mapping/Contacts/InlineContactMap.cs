namespace BrevoTd.Connector.Mapping;

internal sealed class InlineContactMap<T>(Action<ContactMapBuilder<T>> configure) : ContactMap<T>
{
    private protected override string Name => $"ContactMap.From<{typeof(T).Name}>";

    protected override void Configure(ContactMapBuilder<T> map) => configure(map);
}
