namespace BrevoTd.Connector.Mapping;

internal sealed class InlineCategoryMap<T>(Action<CategoryMapBuilder<T>> configure) : CategoryMap<T>
{
    private protected override string Name => $"CategoryMap.From<{typeof(T).Name}>";

    protected override void Configure(CategoryMapBuilder<T> map) => configure(map);
}
