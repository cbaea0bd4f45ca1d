namespace BrevoTd.Connector.Mapping;

/// <summary>What a look-up (<c>Map</c>) does with a value that its dictionary does not have.</summary>
public sealed class UnknownKey
{
    private UnknownKey() { }

    /// <summary>The rule fails with code <c>unknown_key</c>. The default.</summary>
    public static UnknownKey Fail { get; } = new();

    /// <summary>The value stays as it is. Only where the look-up does not change the type.</summary>
    public static UnknownKey Keep { get; } = new();

    /// <summary>There is no value any more; it counts as absent.</summary>
    public static UnknownKey Omit { get; } = new();
}
