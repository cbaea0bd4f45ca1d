namespace BrevoTd.Connector.Mapping;

/// <summary>Frames a record as one JSON object of all its rules, objects and lists.</summary>
internal class JsonMapEncoder<T>(MapDefinition<T> definition) : MapEncoder<T>(definition)
{
    private readonly EntryFactory<T, JsonFormat> _factory = new();
    private PlanEntry<T>[] _entries = [];

    protected override void Bind(BindContext<T> bind) => _entries = Definition.Set.Compile(_factory, bind, Definition.Set.Root);

    protected override void WriteRecord(in T record)
    {
        var context = Context;
        var buffer = context.Buffer;
        buffer.Write((byte)'{');
        foreach (var entry in _entries)
        {
            entry.Write(in record, context);
        }

        buffer.Write((byte)'}');
    }

    /// <summary>An id of the user's own is compared as it stands, which the external id stands for.</summary>
    protected override EncodedRecord Describe() =>
        new()
        {
            Outcome = EncodeOutcome.Encoded,
            Key = Context.Id,
            ExternalId = Context.Id,
            ClearsValues = Context.ClearsValues,
            People = Context.People,
        };
}
