namespace BrevoTd.Connector.Mapping;

/// <summary>Makes maps to transactional SMS in place, without a class.</summary>
public static class SmsMap
{
    /// <summary>A map that is written in place.</summary>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="configure">Writes the rules; called once, when the map is first used.</param>
    public static SmsMap<T> From<T>(Action<SmsMapBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new InlineSmsMap<T>(configure);
    }
}
