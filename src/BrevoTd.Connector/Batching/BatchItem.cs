using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Where one record of a batch stands, and by what it is known.</summary>
internal struct BatchItem
{
    public int Chunk;
    public int Start;

    /// <summary>Bytes of the record; -1 when it was taken out of the batch again.</summary>
    public int Length;
    public FieldRange Key;
    public FieldRange ExternalId;
    public FieldRange Phone;
    public long Number;
    public int Weight;

    public readonly bool IsRemoved => Length < 0;
}
