namespace BrevoTd.Connector.Brevo;

internal sealed record CrmFileAddressAnswer
{
    public string? FileUrl { get; init; }
}
