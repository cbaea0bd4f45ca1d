namespace BrevoTd.Connector.Mapping;

/// <summary>Writes a property of the records, for the way back. It is called only where there is a value.</summary>
internal abstract class PropertySetter<T>
{
    public abstract FieldKind Kind { get; }
}

internal sealed class TextSetter<T>(Action<T, string> setter) : PropertySetter<T>
{
    public override FieldKind Kind => FieldKind.Text;

    public Action<T, string> Set { get; } = setter;
}

internal sealed class ValueSetter<T, TValue>(Action<T, TValue> setter) : PropertySetter<T>
    where TValue : struct
{
    public override FieldKind Kind => ValueKinds.Of<TValue>();

    public Action<T, TValue> Set { get; } = setter;
}
