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
}

/// <summary>One key of the imported rows.</summary>
internal sealed class ImportColumn(string key, byte[] utf8Key)
{
    public string Key { get; } = key;

    public byte[] Utf8Key { get; } = utf8Key;

    /// <summary>The narrowest type that holds every value seen; null while all were nil.</summary>
    public ColumnType? Type { get; set; }
}
