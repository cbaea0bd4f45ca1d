namespace BrevoTd.Connector.Mapping;

/// <summary>What all maps have in common: they are configured once, when they are first used, and do not change after that. Safe for use by several threads.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public abstract class RecordMap<T>
{
    private readonly Lazy<MapDefinition<T>> _definition;

    private protected RecordMap() => _definition = new Lazy<MapDefinition<T>>(Define, LazyThreadSafetyMode.ExecutionAndPublication);

    internal MapDefinition<T> Definition => _definition.Value;

    private protected virtual string Name => GetType().Name;

    private protected abstract void Define(MapDefinition<T> definition);

    private MapDefinition<T> Define()
    {
        var definition = new MapDefinition<T>(Name);
        Define(definition);
        definition.Close();
        return definition;
    }
}
