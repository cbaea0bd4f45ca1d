namespace BrevoTd.Connector.Mapping;

/// <summary>Makes maps to records of custom objects in place, without a class.</summary>
public static class ObjectMap
{
    /// <summary>A map that is written in place.</summary>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="configure">Writes the rules; called once, when the map is first used.</param>
    public static ObjectMap<T> From<T>(Action<ObjectMapBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new InlineObjectMap<T>(configure);
    }
}
