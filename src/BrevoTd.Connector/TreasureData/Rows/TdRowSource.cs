namespace BrevoTd.Connector.TreasureData;

/// <summary>Where a row's bytes are: the reader's buffer, or the row's own after <see cref="TdRow.Detach"/>.</summary>
internal sealed class TdRowSource(TdSchema schema)
{
    public readonly TdSchema Schema = schema;

    /// <summary>Where each column's value begins in <see cref="Buffer"/>; one more entry tells where the last one ends.</summary>
    public readonly int[] Offsets = new int[schema.Count + 1];

    public byte[] Buffer = [];

    /// <summary>Where the row itself begins in <see cref="Buffer"/>: at the header of its list.</summary>
    public int Start;

    /// <summary>Counts every move of the reader; a row of another version is out of date.</summary>
    public int Version;

    public long RowNumber;

    public TdRowSource Copy()
    {
        var start = Start;
        var copy = new TdRowSource(Schema) { RowNumber = RowNumber, Buffer = Buffer.AsSpan(start, Offsets[^1] - start).ToArray() };
        for (var i = 0; i < Offsets.Length; i++)
        {
            copy.Offsets[i] = Offsets[i] - start;
        }

        return copy;
    }

    /// <summary>Copies the row into a source of the same schema, in the memory that it has already.</summary>
    public void CopyTo(TdRowSource target)
    {
        var start = Start;
        var length = Offsets[^1] - start;
        if (target.Buffer.Length < length)
        {
            target.Buffer = new byte[Math.Max(length, 2 * target.Buffer.Length)];
        }

        System.Buffer.BlockCopy(Buffer, start, target.Buffer, 0, length);
        target.Start = 0;
        target.RowNumber = RowNumber;
        for (var i = 0; i < Offsets.Length; i++)
        {
            target.Offsets[i] = Offsets[i] - start;
        }
    }
}
