using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What changes about a webhook (<c>PUT /webhooks/{webhookId}</c>). Members that are not set are not sent and stay as they are; type and channel cannot be changed.</summary>
public sealed record UpdateWebhookRequest
{
    /// <summary>New address: absolute, best with TLS.</summary>
    public Uri? Url { get; init; }

    /// <summary>New description; setting it to <see langword="null"/> sends null.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Description { get; init; }

    /// <summary>The events that it tells of from now on, in place of the former ones; at least one.</summary>
    public IReadOnlyList<WebhookTrigger>? Events { get; init; }

    /// <summary>Whether events are collected for five minutes and sent together.</summary>
    public bool? Batched { get; init; }

    /// <summary>
    /// How Brevo identifies itself from now on; setting it to <see langword="null"/> sends null, of which Brevo does not say whether it takes the old token away: look at the webhook afterwards.
    /// </summary>
    [JsonConverter(typeof(OptionalAuthenticationConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<WebhookAuthentication> Auth { get; init; }

    /// <summary>The headers from now on, in place of the former ones; an empty list is sent as such.</summary>
    public IReadOnlyList<WebhookHeader>? Headers { get; init; }

    /// <summary>New domain of an inbound webhook; setting it to <see langword="null"/> sends null.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Domain { get; init; }

    /// <summary>The type's name only; the address may carry a password.</summary>
    public override string ToString() => nameof(UpdateWebhookRequest);
}
