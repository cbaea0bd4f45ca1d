namespace BrevoTd.Connector.TreasureData;

/// <summary>Words for results that cannot be read.</summary>
internal static class TdRowErrors
{
    public static TreasureDataResultException NotARow(long rowNumber, long byteOffset) =>
        new(
            TdResultProblem.InvalidBytes,
            $"{Place(rowNumber, byteOffset)} is not a row: a result in MessagePack is a sequence of lists. Was it requested in the format msgpack or msgpack.gz?",
            rowNumber,
            byteOffset
        );

    public static TreasureDataResultException InvalidByte(long rowNumber, long byteOffset) =>
        new(
            TdResultProblem.InvalidBytes,
            $"{Place(rowNumber, byteOffset)} holds a byte (0xC1) that MessagePack does not know. The result is damaged; download it again.",
            rowNumber,
            byteOffset
        );

    public static TreasureDataResultException RowLength(uint count, TdSchema schema, long rowNumber, long byteOffset) =>
        new(
            TdResultProblem.RowLength,
            $"{Place(rowNumber, byteOffset)} has {count} values, but the schema has {schema.Count} columns. The schema does not belong to this result.",
            rowNumber,
            byteOffset
        );

    public static TreasureDataResultException Truncated(long rowNumber, long byteOffset) =>
        new(
            TdResultProblem.Truncated,
            $"{Place(rowNumber, byteOffset)} is incomplete: the data ends in the middle of it. Download the result again.",
            rowNumber,
            byteOffset
        );

    public static TreasureDataResultException TooLarge(long bytes, int bound, long rowNumber, long byteOffset) =>
        new(
            TdResultProblem.RowTooLarge,
            $"{Place(rowNumber, byteOffset)} takes {bytes} bytes or more; the bound is {bound}. Raise the bound on a row's size, or select less in the SQL.",
            rowNumber,
            byteOffset
        );

    private static string Place(long rowNumber, long byteOffset) =>
        rowNumber > 0 ? $"Row {rowNumber} of the result (at byte {byteOffset})" : $"The row (at byte {byteOffset})";
}
