namespace BrevoTd.Connector.TreasureData;

/// <summary>The pairs of a map.</summary>
public ref struct TdValuePairs
{
    private TdValueItems _items;
    private ReadOnlySpan<byte> _key;

    internal TdValuePairs(ReadOnlySpan<byte> content, int count, string column, long rowNumber)
    {
        _items = new TdValueItems(content, checked(count * 2), column, rowNumber);
        Count = count;
    }

    /// <summary>Number of pairs in the map.</summary>
    public int Count { get; }

    /// <summary>The pair at the enumerator's position.</summary>
    public readonly TdValuePair Current => new(_items.Wrap(_key), _items.Current);

    /// <summary>This enumerator.</summary>
    public readonly TdValuePairs GetEnumerator() => this;

    /// <summary>Moves to the next pair.</summary>
    /// <returns><see langword="false"/> after the last one.</returns>
    public bool MoveNext()
    {
        if (!_items.MoveNext())
        {
            return false;
        }

        _key = _items.Current.Raw;
        return _items.MoveNext();
    }
}

/// <summary>A key of a map and its value.</summary>
public readonly ref struct TdValuePair
{
    internal TdValuePair(TdValue key, TdValue value)
    {
        Key = key;
        Value = value;
    }

    /// <summary>The key, usually text.</summary>
    public TdValue Key { get; }

    /// <summary>The value, which may be null.</summary>
    public TdValue Value { get; }
}
