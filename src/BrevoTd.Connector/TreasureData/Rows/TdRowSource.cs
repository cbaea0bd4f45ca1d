namespace BrevoTd.Connector.TreasureData;

/// <summary>Where a row's bytes are: the reader's buffer, or the row's own after <see cref="TdRow.Detach"/>.</summary>
internal sealed class TdRowSource(TdSchema schema)
{
    public readonly TdSchema Schema = schema;

    /// <summary>Where each column's value begins in <see cref="Buffer"/>; one more entry tells where the last one ends.</summary>
    public readonly int[] Offsets = new int[schema.Count + 1];

    public byte[] Buffer = [];

    /// <summary>Counts every move of the reader; a row of another version is out of date.</summary>
    public int Version;

    public long RowNumber;

    public TdRowSource Copy()
    {
        var start = Offsets[0];
        var copy = new TdRowSource(Schema) { RowNumber = RowNumber, Buffer = Buffer.AsSpan(start, Offsets[^1] - start).ToArray() };
        for (var i = 0; i < Offsets.Length; i++)
        {
            copy.Offsets[i] = Offsets[i] - start;
        }

        return copy;
    }
}
