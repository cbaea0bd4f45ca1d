namespace BrevoTd.Connector.Brevo;

internal sealed record BlockedContactsAnswer
{
    public IReadOnlyList<BlockedContact>? Contacts { get; init; }

    public long? Count { get; init; }
}
