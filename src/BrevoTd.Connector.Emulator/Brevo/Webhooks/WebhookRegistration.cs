namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A webhook as it was registered. Never changed; a change stores a copy.</summary>
internal sealed record WebhookRegistration(long Id, string Url, string Type, string Channel, string[] Events)
{
    public string? Description { get; init; }

    public bool Batched { get; init; }

    public string? AuthType { get; init; }

    public string? AuthToken { get; init; }

    public KeyValuePair<string, string>[] Headers { get; init; } = [];

    public string? Domain { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long CreatedAt { get; init; }

    public long ModifiedAt { get; init; }

    public bool Wants(WebhookOccurrence occurrence) =>
        Type == occurrence.Type
        && Channel == occurrence.Channel
        && Array.Exists(Events, name => Array.IndexOf(occurrence.Triggers, name) >= 0)
        && (Type != "inbound" || occurrence.Domain is null || string.Equals(Domain, occurrence.Domain, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => $"Webhook {Id}";
}
