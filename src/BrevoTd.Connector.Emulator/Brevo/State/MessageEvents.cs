namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// Everything that happened to messages, in the order of its recording; statistics and event logs are computed from it. In memory only: a restart forgets it.
/// Thread-safe, and independent of the lock of <see cref="BrevoStore"/>.
/// </summary>
internal sealed class MessageEvents
{
    private readonly object _gate = new();
    private readonly List<MessageEvent> _all = [];
    private readonly Dictionary<string, List<MessageEvent>> _byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<(MessageChannel, long), List<MessageEvent>> _byCampaign = [];
    private readonly Dictionary<string, List<MessageEvent>> _byMessage = new(StringComparer.Ordinal);

    /// <summary>Called after each recording, outside the lock; webhooks hang here.</summary>
    public event Action<MessageEvent>? Recorded;

    public void Record(MessageEvent happened)
    {
        lock (_gate)
        {
            _all.Add(happened);
            if (happened.Email is { } email)
                Add(_byEmail, email, happened);
            if (happened.CampaignId is { } campaign)
                Add(_byCampaign, (happened.Channel, campaign), happened);
            if (happened.MessageId is { } message)
                Add(_byMessage, message, happened);
        }

        Recorded?.Invoke(happened);
    }

    /// <summary>Every event, oldest first.</summary>
    public IReadOnlyList<MessageEvent> All() => Copy(_all);

    /// <summary>What happened to messages to an address.</summary>
    /// <param name="email">The address, in small letters.</param>
    public IReadOnlyList<MessageEvent> OfRecipient(string email) => Copy(_byEmail, email);

    public IReadOnlyList<MessageEvent> OfCampaign(MessageChannel channel, long campaignId) => Copy(_byCampaign, (channel, campaignId));

    public IReadOnlyList<MessageEvent> OfMessage(string messageId) => Copy(_byMessage, messageId);

    /// <summary>Forgets events, as deleting a log of transactional e-mail does.</summary>
    public void Forget(Predicate<MessageEvent> which)
    {
        lock (_gate)
        {
            _all.RemoveAll(which);
            foreach (var some in _byEmail.Values.Concat(_byCampaign.Values).Concat(_byMessage.Values))
                some.RemoveAll(which);
        }
    }

    private MessageEvent[] Copy(List<MessageEvent> some)
    {
        lock (_gate)
            return [.. some];
    }

    private MessageEvent[] Copy<TKey>(Dictionary<TKey, List<MessageEvent>> index, TKey key)
        where TKey : notnull
    {
        lock (_gate)
            return index.TryGetValue(key, out var some) ? [.. some] : [];
    }

    private static void Add<TKey>(Dictionary<TKey, List<MessageEvent>> index, TKey key, MessageEvent happened)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var some))
            index[key] = some = [];
        some.Add(happened);
    }
}
