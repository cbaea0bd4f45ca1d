namespace BrevoTd.Connector.Mapping;

/// <summary>Frames a contact as a row of <c>jsonBody</c>.</summary>
internal sealed class ContactImportEncoder<T>(MapDefinition<T> definition, ContactEncoderOptions options) : MapEncoder<T>(definition)
{
    private readonly EntryFactory<T, JsonFormat> _factory = new();
    private PlanEntry<T>[] _topLevel = [];
    private PlanEntry<T>[] _attributes = [];

    protected override void Bind(BindContext<T> bind)
    {
        _topLevel = Compile(_factory, bind, static rule => rule.Role == FieldRole.Email, WireName);
        _attributes = Compile(_factory, bind, static rule => rule.Role != FieldRole.Email, WireName);
    }

    protected override void WriteRecord(in T record)
    {
        var context = Context;
        var buffer = context.Buffer;
        buffer.Write((byte)'{');
        foreach (var entry in _topLevel)
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
            ClearsValues = Context.ClearsValues,
        };

    private FieldRange Key =>
        !Context.Email.IsEmpty ? Context.Email
        : !Context.ExternalId.IsEmpty ? Context.ExternalId
        : !Context.Sms.IsEmpty ? Context.Sms
        : Context.OtherPhone;

    private string WireName(RuleDefinition<T> rule) => rule.Role == FieldRole.ExternalId ? options.ExternalIdAttribute : rule.WireName;
}
