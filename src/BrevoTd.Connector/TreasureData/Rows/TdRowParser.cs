namespace BrevoTd.Connector.TreasureData;

/// <summary>Reads a row that is wholly in memory.</summary>
internal static class TdRowParser
{
    public static TdRowSource Parse(TdSchema schema, byte[] row)
    {
        var status = TdTokenScanner.ReadArrayHeader(row, out var position, out var count);
        if (status == TdScanStatus.Invalid)
        {
            throw TdRowErrors.NotARow(rowNumber: 0, byteOffset: 0);
        }

        if (status == TdScanStatus.Done && count != (uint)schema.Count)
        {
            throw TdRowErrors.RowLength(count, schema, rowNumber: 0, byteOffset: 0);
        }

        var source = new TdRowSource(schema) { Buffer = row };
        if (status == TdScanStatus.Done)
        {
            var column = 0;
            long pending = 0;
            status = TdTokenScanner.IndexRow(row, ref position, source.Offsets, ref column, ref pending, out _);
        }

        if (status == TdScanStatus.Invalid)
        {
            throw TdRowErrors.InvalidByte(rowNumber: 0, position);
        }

        if (status == TdScanStatus.Incomplete)
        {
            throw TdRowErrors.Truncated(rowNumber: 0, row.Length);
        }

        return position == row.Length ? source : throw TdRowErrors.NotARow(rowNumber: 0, position);
    }
}
