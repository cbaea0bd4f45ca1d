namespace BrevoTd.Connector.Brevo;

internal sealed record WhatsAppEventsAnswer
{
    public IReadOnlyList<WhatsAppEvent>? Events { get; init; }
}
