namespace BrevoTd.Connector.Brevo;

/// <summary>An event that this library does not know, kept with its payload in <see cref="BrevoWebhookEvent.Raw"/>. Members that have the usual names are read.</summary>
public sealed record UnknownWebhookEvent : BrevoWebhookEvent;
