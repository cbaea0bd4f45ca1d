namespace BrevoTd.Connector.Brevo;

internal sealed record DomainNameBody
{
    public required string Name { get; init; }
}
