namespace BrevoTd.Connector.TreasureData;

/// <summary>What is wrong with a result that cannot be read.</summary>
public enum TdResultProblem
{
    /// <summary>The schema is not a list of names and types.</summary>
    Schema,

    /// <summary>The data ends in the middle of a row or of the compressed stream.</summary>
    Truncated,

    /// <summary>The data is not gzip although it should be.</summary>
    NotGzip,

    /// <summary>The compressed data is damaged.</summary>
    Corrupt,

    /// <summary>Bytes that MessagePack does not know, or a value that is not a row.</summary>
    InvalidBytes,

    /// <summary>A row has more or fewer values than the schema has columns.</summary>
    RowLength,

    /// <summary>A row is larger than the configured bound.</summary>
    RowTooLarge,

    /// <summary>The result was replaced by another one while it was downloaded.</summary>
    Changed,
}
