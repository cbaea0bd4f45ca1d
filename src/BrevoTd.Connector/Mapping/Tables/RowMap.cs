namespace BrevoTd.Connector.Mapping;

/// <summary>Makes row maps in place, without a class.</summary>
public static class RowMap
{
    /// <summary>A map that is written in place.</summary>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="configure">Writes the rules; called once, when the map is first used.</param>
    public static RowMap<T> From<T>(Action<RowMapBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new InlineRowMap<T>(configure);
    }
}
