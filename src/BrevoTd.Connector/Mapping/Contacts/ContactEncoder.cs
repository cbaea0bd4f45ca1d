namespace BrevoTd.Connector.Mapping;

/// <summary>Frames a contact: fields of its own, then its attributes. What is a field of its own depends on the wire shape.</summary>
internal abstract class ContactEncoder<T>(MapDefinition<T> definition) : MapEncoder<T>(definition)
{
    private PlanEntry<T>[] _fields = [];
    private PlanEntry<T>[] _attributes = [];

    protected EntryFactory<T, JsonFormat> Factory { get; } = new();

    protected override void Bind(BindContext<T> bind)
    {
        _fields = Compile(Factory, bind, IsField, WireName);
        _attributes = Compile(Factory, bind, rule => !IsField(rule) && rule.Role != FieldRole.Partition, WireName);
    }

    protected override void WriteRecord(in T record)
    {
        var context = Context;
        var buffer = context.Buffer;
        buffer.Write((byte)'{');
        foreach (var entry in _fields)
        {
            entry.Write(in record, context);
        }

        var withoutAttributes = buffer.Count;
        buffer.Write(withoutAttributes == 1 ? "\"attributes\":{"u8 : ",\"attributes\":{"u8);
        foreach (var entry in _attributes)
        {
            entry.Write(in record, context);
        }

        if (buffer.Last == (byte)'{')
        {
            buffer.Count = withoutAttributes;
        }
        else
        {
            buffer.Write((byte)'}');
        }

        WriteRest(in record);
        buffer.Write((byte)'}');
        if (context.FailureCount == 0 && Key.IsEmpty)
        {
            context.AddFailure(
                "contact",
                source: null,
                MappingFailureCode.NoIdentifier,
                "The contact has neither e-mail nor external id nor phone number, so Brevo could not tell whose data it is. Fill one, or leave such records out with SkipWhen.",
                "absent"
            );
        }
    }

    protected override EncodedRecord Describe() =>
        new()
        {
            Outcome = EncodeOutcome.Encoded,
            Key = Key,
            ExternalId = Context.ExternalId,
            Phone = Context.Sms,
            Partition = Partition,
            ClearsValues = Context.ClearsValues,
            People = Context.People,
        };

    /// <summary>The partition of the record just written.</summary>
    protected virtual int Partition => 0;

    /// <summary>Whether the rule writes a field beside the attributes, in front of them.</summary>
    protected abstract bool IsField(RuleDefinition<T> rule);

    protected abstract string WireName(RuleDefinition<T> rule);

    /// <summary>Writes what stands behind the attributes.</summary>
    protected virtual void WriteRest(in T record) { }

    private FieldRange Key =>
        !Context.Email.IsEmpty ? Context.Email
        : !Context.ExternalId.IsEmpty ? Context.ExternalId
        : !Context.Sms.IsEmpty ? Context.Sms
        : Context.OtherPhone;
}
