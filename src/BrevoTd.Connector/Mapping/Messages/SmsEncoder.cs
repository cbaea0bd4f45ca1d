namespace BrevoTd.Connector.Mapping;

/// <summary>Frames what is a message's own of an SMS.</summary>
internal sealed class SmsEncoder<T>(MapDefinition<T> definition) : JsonMapEncoder<T>(definition)
{
    protected override void WriteRecord(in T record)
    {
        base.WriteRecord(in record);
        if (!Context.Id.IsEmpty)
        {
            Context.FoundPerson(FieldRole.Sms, Context.Id);
        }
    }

    protected override EncodedRecord Describe() =>
        new()
        {
            Outcome = EncodeOutcome.Encoded,
            Key = Context.Id,
            Phone = Context.Id,
            People = Context.People,
        };
}
