namespace BrevoTd.Connector.Brevo;

internal sealed record SenderListAnswer
{
    public IReadOnlyList<Sender>? Senders { get; init; }
}

internal sealed record DedicatedIpListAnswer
{
    public IReadOnlyList<DedicatedIp>? Ips { get; init; }
}

internal sealed record SenderCodeBody
{
    public required int Otp { get; init; }
}
