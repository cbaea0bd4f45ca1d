namespace BrevoTd.Connector.Brevo;

/// <summary>A new webhook (<c>POST /webhooks</c>). An account may have 40.</summary>
public sealed record CreateWebhookRequest
{
    /// <summary>
    /// Address that Brevo calls: absolute, best with TLS, because the payloads hold people's data. A user and a password in it (<c>https://user:password@host/</c>)
    /// are sent as basic authentication.
    /// </summary>
    public required Uri Url { get; init; }

    /// <summary>Description.</summary>
    public string? Description { get; init; }

    /// <summary>What to tell of; at least one. <see langword="null"/> only for <see cref="WebhookType.Inbound"/>, where it means <c>inboundEmailProcessed</c>.</summary>
    public IReadOnlyList<WebhookTrigger>? Events { get; init; }

    /// <summary>Type. <see langword="null"/> is Brevo's default, <see cref="WebhookType.Transactional"/>. It cannot be changed later.</summary>
    public WebhookType? Type { get; init; }

    /// <summary>Channel. <see langword="null"/> is Brevo's default, <see cref="WebhookChannel.Email"/>. It cannot be changed later.</summary>
    public WebhookChannel? Channel { get; init; }

    /// <summary>
    /// Whether events are collected for five minutes and sent together, up to 500 per call, as an array. <see langword="null"/> is Brevo's default: one call per event.
    /// </summary>
    public bool? Batched { get; init; }

    /// <summary>How Brevo identifies itself: <see cref="WebhookAuthentication.Bearer"/>.</summary>
    public WebhookAuthentication? Auth { get; init; }

    /// <summary>Headers to send with every call.</summary>
    public IReadOnlyList<WebhookHeader>? Headers { get; init; }

    /// <summary>Domain whose e-mail to tell of; mandatory for <see cref="WebhookType.Inbound"/>.</summary>
    public string? Domain { get; init; }

    /// <summary>The type only; the address may carry a password.</summary>
    public override string ToString() => $"{nameof(CreateWebhookRequest)}: {Type}";
}
