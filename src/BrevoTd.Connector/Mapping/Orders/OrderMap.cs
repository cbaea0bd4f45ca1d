namespace BrevoTd.Connector.Mapping;

/// <summary>Makes maps to Brevo's orders in place, without a class.</summary>
public static class OrderMap
{
    /// <summary>A map that is written in place.</summary>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="configure">Writes the rules; called once, when the map is first used.</param>
    public static OrderMap<T> From<T>(Action<OrderMapBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new InlineOrderMap<T>(configure);
    }
}
