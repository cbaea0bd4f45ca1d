namespace BrevoTd.Connector.Brevo;

internal sealed record InboundEmailListAnswer
{
    public IReadOnlyList<InboundEmail>? Events { get; init; }
}
