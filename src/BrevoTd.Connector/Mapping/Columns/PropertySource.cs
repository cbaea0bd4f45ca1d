namespace BrevoTd.Connector.Mapping;

/// <summary>A property of the records, read and written by functions.</summary>
internal abstract class PropertySource;

/// <summary>A property of one type, read and written by functions.</summary>
internal sealed class PropertySource<T, TGet, TSet>(Func<T, TGet> getter, Action<T, TSet> setter) : PropertySource
{
    public Func<T, TGet> Getter { get; } = getter;

    public Action<T, TSet> Setter { get; } = setter;
}
