namespace BrevoTd.Connector.Mapping;

/// <summary>Makes contact maps in place, without a class.</summary>
public static class ContactMap
{
    /// <summary>A map that is written in place.</summary>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="configure">Writes the rules; called once, when the map is first used.</param>
    public static ContactMap<T> From<T>(Action<ContactMapBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new InlineContactMap<T>(configure);
    }
}
