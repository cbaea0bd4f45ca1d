namespace BrevoTd.Connector.Mapping;

/// <summary>Frames a record as one MessagePack map.</summary>
internal sealed class RowEncoder<T>(MapDefinition<T> definition) : MapEncoder<T>(definition)
{
    private const int MaxShortCount = 15;
    private readonly EntryFactory<T, RowFormat> _factory = new();
    private PlanEntry<T>[] _entries = [];
    private bool _isShort;

    protected override void Bind(BindContext<T> bind)
    {
        _entries = Compile(_factory, bind, static _ => true, static rule => rule.WireName);
        _isShort = _entries.Sum(static entry => entry.MaxFields) <= MaxShortCount;
    }

    protected override void WriteRecord(in T record)
    {
        var context = Context;
        var buffer = context.Buffer;
        // The number of fields is known only afterwards; its place is kept free.
        var isShort = _isShort;
        if (isShort)
        {
            buffer.Write(0);
        }
        else
        {
            buffer.Write([0xDE, 0, 0]);
        }

        foreach (var entry in _entries)
        {
            entry.Write(in record, context);
        }

        if (isShort)
        {
            buffer.At(0) = (byte)(0x80 | buffer.FieldCount);
        }
        else
        {
            buffer.At(1) = (byte)(buffer.FieldCount >> 8);
            buffer.At(2) = (byte)buffer.FieldCount;
        }
    }

    protected override EncodedRecord Describe() => new() { Outcome = EncodeOutcome.Encoded, ClearsValues = Context.ClearsValues };
}
