namespace BrevoTd.Connector.TreasureData;

/// <summary>How much a row reader may hold in memory.</summary>
internal sealed record TdRowReaderOptions
{
    /// <summary>Bytes that are read at a time, and the size of the buffer as long as rows fit into it.</summary>
    /// <value>Default 128 KiB.</value>
    public int BufferSize { get; init; } = 128 * 1024;

    /// <summary>Bytes that one row may take, decompressed; the buffer grows up to it. A larger row is refused.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxRowBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Whether the stream stays open when the reader is disposed.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool LeaveOpen { get; init; }
}
