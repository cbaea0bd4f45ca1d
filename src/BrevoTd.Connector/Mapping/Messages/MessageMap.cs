namespace BrevoTd.Connector.Mapping;

/// <summary>Makes maps to versions of a transactional e-mail in place, without a class.</summary>
public static class MessageMap
{
    /// <summary>A map that is written in place.</summary>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <param name="configure">Writes the rules; called once, when the map is first used.</param>
    public static MessageMap<T> From<T>(Action<MessageMapBuilder<T>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new InlineMessageMap<T>(configure);
    }
}
