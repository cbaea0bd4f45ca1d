namespace BrevoTd.Connector.Brevo;

internal sealed record WebhookListAnswer
{
    public IReadOnlyList<Webhook>? Webhooks { get; init; }
}

internal sealed record WebhookCreatedAnswer
{
    public WebhookId? Id { get; init; }
}

internal sealed record WebhookExportAnswer
{
    public ProcessId? ProcessId { get; init; }
}
