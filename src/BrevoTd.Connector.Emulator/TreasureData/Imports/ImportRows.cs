namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The rows of one import request, by column.</summary>
internal sealed class ImportRows
{
    /// <summary>The keys in the order in which they first appeared, <c>time</c> excluded.</summary>
    public List<ImportColumn> Columns { get; } = [];

    /// <summary>
    /// One array per row, aligned with <see cref="Columns"/>; a row that came before a column appeared is shorter.
    /// Values are null, bool, long, ulong, double, string, <see cref="List{T}"/> or <see cref="Dictionary{TKey, TValue}"/> of the same.
    /// </summary>
    public List<object?[]> Rows { get; } = [];

    /// <summary>The <c>time</c> of each row, in Unix seconds.</summary>
    public List<long> Times { get; } = [];

    /// <summary>Rows that were refused, as MessagePack maps; only collected by a bulk import.</summary>
    public List<byte[]> Refused { get; } = [];

    public int Count => Rows.Count;

    /// <summary>Adds a row and learns the columns' types from it.</summary>
    public void Add(long time, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
                Columns[i].Learn(value);
        }

        Times.Add(time);
        Rows.Add(values);
    }
}

/// <summary>One key of the imported rows.</summary>
internal sealed class ImportColumn(string key, byte[] utf8Key)
{
    public string Key { get; } = key;

    public byte[] Utf8Key { get; } = utf8Key;

    /// <summary>The narrowest type that holds every value seen; null while all were nil.</summary>
    public ColumnType? Type { get; private set; }

    public void Learn(object value)
    {
        if (Type is { } known && IsOf(known, value))
            return;
        var type = ColumnValues.TypeOf(value);
        Type = Type is null ? type : ColumnType.Widen(Type, type);
    }

    /// <summary>Spares the widening for the common case of a scalar that fits the type already known.</summary>
    private static bool IsOf(ColumnType known, object value) =>
        ReferenceEquals(known, ColumnType.Text)
        || (ReferenceEquals(known, ColumnType.Long) && value is long)
        || (ReferenceEquals(known, ColumnType.Double) && value is double or long);
}
