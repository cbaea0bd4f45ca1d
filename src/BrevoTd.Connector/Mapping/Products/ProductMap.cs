namespace BrevoTd.Connector.Mapping;

/// <summary>Makes maps to Brevo's products in place, without a class.</summary>
public static class ProductMap
{
    /// <summary>A map that is written in place.</summary>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="configure">Writes the rules; called once, when the map is first used.</param>
    public static ProductMap<T> From<T>(Action<ProductMapBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new InlineProductMap<T>(configure);
    }
}
