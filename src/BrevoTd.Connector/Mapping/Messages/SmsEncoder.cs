namespace BrevoTd.Connector.Mapping;

/// <summary>Frames what is a message's own of an SMS.</summary>
internal sealed class SmsEncoder<T>(MapDefinition<T> definition) : JsonMapEncoder<T>(definition)
{
    protected override EncodedRecord Describe() =>
        new()
        {
            Outcome = EncodeOutcome.Encoded,
            Key = Context.Id,
            Phone = Context.Id,
        };
}
