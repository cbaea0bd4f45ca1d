namespace BrevoTd.Connector.Mapping;

/// <summary>Makes maps to Brevo's events in place, without a class.</summary>
public static class EventMap
{
    /// <summary>A map that is written in place.</summary>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="configure">Writes the rules; called once, when the map is first used.</param>
    public static EventMap<T> From<T>(Action<EventMapBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new InlineEventMap<T>(configure);
    }
}
