using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>
/// An element of a column that holds a list. Rules over it read its fields as columns; functions read <see cref="Value"/>, or a field by <see cref="this[string]"/>. It holds only while its list is being written.
/// </summary>
public readonly struct ListElement
{
    private readonly ElementBuffer? _buffer;
    private readonly int _version;
    private readonly int _start;
    private readonly int _length;

    internal ListElement(ElementBuffer buffer, int start, int length)
    {
        _buffer = buffer;
        _version = buffer.Version;
        _start = start;
        _length = length;
    }

    /// <summary>The element as it is: a map, a text, a number.</summary>
    /// <exception cref="InvalidOperationException">The element's list has been written; the element was kept too long.</exception>
    public TdValue Value => new(Token, "element", rowNumber: 0);

    /// <summary>A field of an element that is a map; null if the map does not have it.</summary>
    /// <param name="key">Name of the field, with regard to case.</param>
    /// <exception cref="TdColumnException">The element is no map.</exception>
    /// <exception cref="InvalidOperationException">The element's list has been written; the element was kept too long.</exception>
    public TdValue this[string key]
    {
        get
        {
            _ = Value.TryGet(key, out var field);
            return field;
        }
    }

    internal ReadOnlySpan<byte> Token =>
        _buffer is { } buffer && buffer.Version == _version
            ? buffer.Bytes.AsSpan(_start, _length)
            : throw new InvalidOperationException(
                "This element is out of date: its list has been written. Read what is needed inside the rule's function."
            );

    /// <summary>The kind only: elements are people's data.</summary>
    public override string ToString() => _buffer is { } buffer && buffer.Version == _version ? Value.ToString() : "element out of date";
}
