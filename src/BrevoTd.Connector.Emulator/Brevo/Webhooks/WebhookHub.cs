namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Gives what happens to the webhooks that ask for it, and remembers it for exports.</summary>
internal sealed class WebhookHub : IAsyncDisposable
{
    private static readonly TimeSpan s_history = TimeSpan.FromDays(7);
    private const int KeptEvents = 100_000;

    private readonly TimeProvider _clock;
    private readonly object _gate = new();
    private readonly Queue<WebhookRecord> _records = new();

    public WebhookHub(ConnectorEmulatorOptions options, string? file)
    {
        _clock = options.TimeProvider;
        Registry = new WebhookRegistry(file);
        Courier = new WebhookCourier(Registry, _clock);
        Contacts = new WebhookContacts(this, options);
    }

    public WebhookRegistry Registry { get; }

    public WebhookCourier Courier { get; }

    public IContactObserver Contacts { get; }

    /// <returns>How many webhooks tell of it.</returns>
    public int Publish(WebhookOccurrence occurrence)
    {
        var count = 0;
        foreach (var webhook in Registry.All)
        {
            if (!webhook.Wants(occurrence))
                continue;
            Remember(webhook, occurrence);
            Courier.Take(webhook, occurrence.Payload(webhook.Id));
            count++;
        }

        return count;
    }

    /// <summary>What was told in the last seven days, oldest first.</summary>
    public List<WebhookRecord> History()
    {
        lock (_gate)
        {
            Forget();
            return [.. _records];
        }
    }

    public ValueTask DisposeAsync() => Courier.DisposeAsync();

    private void Remember(WebhookRegistration webhook, WebhookOccurrence occurrence)
    {
        lock (_gate)
        {
            _records.Enqueue(
                new WebhookRecord(
                    webhook.Id,
                    occurrence.Type,
                    occurrence.Name,
                    occurrence.Triggers,
                    occurrence.Email,
                    occurrence.MessageId,
                    occurrence.At
                )
            );
            Forget();
        }
    }

    private void Forget()
    {
        var since = (_clock.GetUtcNow() - s_history).ToUnixTimeMilliseconds();
        while (_records.Count > KeptEvents || (_records.TryPeek(out var oldest) && oldest.At < since))
            _records.Dequeue();
    }
}

/// <summary>An event that was told to a webhook.</summary>
internal sealed record WebhookRecord(long WebhookId, string Type, string Name, string[] Triggers, string? Email, string? MessageId, long At)
{
    public override string ToString() => $"Webhook {WebhookId}: {Name}";
}
