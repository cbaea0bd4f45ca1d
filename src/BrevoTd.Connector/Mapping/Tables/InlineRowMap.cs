namespace BrevoTd.Connector.Mapping;

internal sealed class InlineRowMap<T>(Action<RowMapBuilder<T>> configure) : RowMap<T>
{
    private protected override string Name => $"RowMap.From<{typeof(T).Name}>";

    protected override void Configure(RowMapBuilder<T> map) => configure(map);
}
