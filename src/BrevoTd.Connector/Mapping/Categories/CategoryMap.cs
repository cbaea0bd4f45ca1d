namespace BrevoTd.Connector.Mapping;

/// <summary>Makes maps to Brevo's categories of products in place, without a class.</summary>
public static class CategoryMap
{
    /// <summary>A map that is written in place.</summary>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="configure">Writes the rules; called once, when the map is first used.</param>
    public static CategoryMap<T> From<T>(Action<CategoryMapBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new InlineCategoryMap<T>(configure);
    }
}
