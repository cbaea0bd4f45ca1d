namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>An address that gets no transactional e-mail, from one sender or from all.</summary>
/// <param name="Email">In small letters.</param>
/// <param name="Sender"><see langword="null"/> for all of them.</param>
/// <param name="Code">Brevo's code of the reason.</param>
/// <param name="At">Milliseconds since 1970.</param>
internal sealed record BlockEntry(string Email, string? Sender, string Code, long At)
{
    public const string HardBounce = "hardBounce";
    public const string Spam = "contactFlaggedAsSpam";
    public const string UnsubscribedByEmail = "unsubscribedViaEmail";
    public const string Admin = "adminBlocked";

    /// <summary>Every code with its words.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [HardBounce] = "Hard bounced",
            [Spam] = "Contact flagged as spam",
            [UnsubscribedByEmail] = "Unsubscribed via email",
            ["unsubscribedViaMA"] = "Unsubscribed via Marketing Automation",
            ["unsubscribedViaApi"] = "Unsubscribed via API",
            [Admin] = "Admin blocked",
        };

    public string Reason => Reasons.GetValueOrDefault(Code, Code);

    public override string ToString() => $"{nameof(BlockEntry)} {Code}";
}

/// <summary>Addresses and domains that get no transactional e-mail. In memory only: a restart forgets it. Thread-safe.</summary>
internal sealed class BlockList
{
    private readonly object _gate = new();
    private readonly List<BlockEntry> _entries = [];
    private readonly List<string> _domains = [];

    /// <summary>In the order of their creation.</summary>
    public IReadOnlyList<BlockEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    public IReadOnlyList<string> Domains
    {
        get
        {
            lock (_gate)
                return [.. _domains];
        }
    }

    /// <summary>Adds an entry, unless the address is blocked for that sender for that reason already.</summary>
    public void Add(BlockEntry entry)
    {
        lock (_gate)
        {
            if (!_entries.Any(known => known.Email == entry.Email && known.Sender == entry.Sender && known.Code == entry.Code))
                _entries.Add(entry);
        }
    }

    /// <summary>How many were removed.</summary>
    public int Remove(Predicate<BlockEntry> which)
    {
        lock (_gate)
            return _entries.RemoveAll(which);
    }

    /// <summary>Whether it was not blocked before.</summary>
    public bool AddDomain(string domain)
    {
        lock (_gate)
        {
            if (_domains.Contains(domain))
                return false;
            _domains.Add(domain);
            return true;
        }
    }

    public bool RemoveDomain(string domain)
    {
        lock (_gate)
            return _domains.Remove(domain);
    }

    /// <summary>Why an address gets no message of a sender; <see langword="null"/> if it gets it.</summary>
    public string? ReasonFor(string email, string? sender)
    {
        lock (_gate)
        {
            if (_entries.Find(entry => entry.Email == email && (entry.Sender is null || entry.Sender == sender)) is { } blocked)
                return blocked.Reason;
            return _domains.Contains(email[(email.LastIndexOf('@') + 1)..]) ? "Domain blocked" : null;
        }
    }
}
