namespace BrevoTd.Connector.Emulator;

/// <summary>One call of a webhook.</summary>
public sealed record BrevoEmulatorWebhookCall
{
    /// <summary>Id of the webhook.</summary>
    public long WebhookId { get; init; }

    /// <summary>How many events it carried.</summary>
    public int EventCount { get; init; }

    /// <summary>1 for the first call, up to 5 for the last repeat.</summary>
    public int Attempt { get; init; }

    /// <summary>What the receiver answered; <see langword="null"/> without an answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>What came of it.</summary>
    public BrevoEmulatorWebhookOutcome Outcome { get; init; }

    /// <summary>When it ended, by the emulator's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The body that was sent.</summary>
    public string Body { get; init; } = "";

    /// <summary>Everything but the body, which holds people's data.</summary>
    public override string ToString() => $"Webhook {WebhookId}, call {Attempt} of {EventCount} events: {Outcome} {StatusCode}";
}
