namespace BrevoTd.Connector.Brevo;

internal sealed record BlockedDomainsAnswer
{
    public IReadOnlyList<string>? Domains { get; init; }
}

internal sealed record BlockedDomainBody
{
    public required string Domain { get; init; }
}
