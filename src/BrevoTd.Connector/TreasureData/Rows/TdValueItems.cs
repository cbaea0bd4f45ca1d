namespace BrevoTd.Connector.TreasureData;

/// <summary>The values of a list.</summary>
public ref struct TdValueItems
{
    private readonly string _column;
    private readonly long _rowNumber;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _current;
    private int _left;

    internal TdValueItems(ReadOnlySpan<byte> content, int count, string column, long rowNumber)
    {
        _rest = content;
        _left = count;
        Count = count;
        _column = column;
        _rowNumber = rowNumber;
    }

    /// <summary>Number of values in the list.</summary>
    public int Count { get; }

    /// <summary>The value at the enumerator's position.</summary>
    public readonly TdValue Current => new(_current, _column, _rowNumber);

    /// <summary>This enumerator.</summary>
    public readonly TdValueItems GetEnumerator() => this;

    internal readonly TdValue Wrap(ReadOnlySpan<byte> token) => new(token, _column, _rowNumber);

    /// <summary>Moves to the next value.</summary>
    /// <returns><see langword="false"/> after the last one.</returns>
    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        var length = 0;
        _ = TdTokenScanner.Skip(_rest, ref length);
        _current = _rest[..length];
        _rest = _rest[length..];
        return true;
    }
}
