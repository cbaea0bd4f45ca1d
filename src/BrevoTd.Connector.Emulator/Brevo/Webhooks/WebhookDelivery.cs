namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A body on its way to a webhook.</summary>
internal sealed record WebhookDelivery(long WebhookId, byte[] Body, int EventCount, int Attempt = 1);
