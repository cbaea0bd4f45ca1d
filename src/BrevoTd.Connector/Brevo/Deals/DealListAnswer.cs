namespace BrevoTd.Connector.Brevo;

internal sealed record DealListAnswer
{
    public IReadOnlyList<Deal>? Items { get; init; }
}
