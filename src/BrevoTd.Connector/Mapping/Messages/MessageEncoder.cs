namespace BrevoTd.Connector.Mapping;

/// <summary>Frames a version of a message.</summary>
internal sealed class MessageEncoder<T>(MapDefinition<T> definition) : JsonMapEncoder<T>(definition)
{
    private const int MaxRecipients = 99;

    protected override void WriteRecord(in T record)
    {
        base.WriteRecord(in record);
        if (Context.Recipients > MaxRecipients)
        {
            Context.AddFailure(
                MessageMapBuilder<T>.ToField,
                source: null,
                MappingFailureCode.TooLarge,
                "The message has more than the 99 recipients that Brevo takes. Make several records of it.",
                "list"
            );
        }
    }

    protected override EncodedRecord Describe() =>
        new()
        {
            Outcome = EncodeOutcome.Encoded,
            Key = Context.Id,
            People = Context.People,
            Weight = MessageWeight.Of(Context.Recipients, Context.LimitedBytes),
        };
}
