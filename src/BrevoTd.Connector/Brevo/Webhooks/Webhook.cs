using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A webhook: an address that Brevo calls when something happens (<c>GET /webhooks/{webhookId}</c>).</summary>
public sealed record Webhook
{
    /// <summary>Id.</summary>
    public WebhookId? Id { get; init; }

    /// <summary>Address that Brevo calls; it may carry a user and a password.</summary>
    public string? Url { get; init; }

    /// <summary>Description.</summary>
    public string? Description { get; init; }

    /// <summary>What it tells of.</summary>
    public WebhookType? Type { get; init; }

    /// <summary>Channel; no longer part of the answers since August 2026.</summary>
    public WebhookChannel? Channel { get; init; }

    /// <summary>The events that it subscribes to. Older webhooks have spellings of their own, such as <c>hardBounces</c>.</summary>
    public IReadOnlyList<WebhookTrigger>? Events { get; init; }

    /// <summary>Whether events are collected for five minutes and sent together, up to 500 per call.</summary>
    public bool? Batched { get; init; }

    /// <summary>How Brevo identifies itself.</summary>
    public WebhookAuthentication? Auth { get; init; }

    /// <summary>Headers of its own.</summary>
    public IReadOnlyList<WebhookHeader>? Headers { get; init; }

    /// <summary>Domain whose e-mail it tells of; only for <c>inbound</c>.</summary>
    public string? Domain { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Id and type only; the address may carry a password.</summary>
    public override string ToString() => $"{nameof(Webhook)} {Id}: {Type}";
}
