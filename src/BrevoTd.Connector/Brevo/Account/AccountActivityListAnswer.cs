namespace BrevoTd.Connector.Brevo;

internal sealed record AccountActivityListAnswer
{
    public IReadOnlyList<AccountActivity>? Logs { get; init; }
}
