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

/// <summary>Addresses and domains that get no transactional e-mail; kept in the store's journal. Thread-safe.</summary>
internal sealed class BlockList(BrevoStore store)
{
    private const string EntryKind = "blockedContacts";
    private const string DomainKind = "blockedDomains";

    private readonly object _gate = new();
    private readonly List<BlockEntry> _entries = [];
    private readonly Dictionary<string, List<BlockEntry>> _byEmail = new(StringComparer.Ordinal);
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

    /// <summary>Reads what the journal holds.</summary>
    public void Load()
    {
        var (entries, domains) = store.Read(it =>
            (
                it.Documents(EntryKind).InOrder.Select(static document => EntryOf(document)).ToList(),
                it.Documents(DomainKind).InOrder.Select(static document => document.Key).ToList()
            )
        );
        lock (_gate)
        {
            foreach (var entry in entries)
                Index(entry);
            _domains.AddRange(domains);
        }
    }

    /// <summary>Adds an entry, unless the address is blocked for that sender for that reason already.</summary>
    public void Add(BlockEntry entry)
    {
        lock (_gate)
        {
            if (_byEmail.GetValueOrDefault(entry.Email)?.Exists(known => KeyOf(known) == KeyOf(entry)) == true)
                return;
            Index(entry);
            Put(EntryKind, KeyOf(entry), entry.At);
        }
    }

    /// <summary>How many were removed.</summary>
    public int Remove(Predicate<BlockEntry> which)
    {
        lock (_gate)
        {
            var gone = _entries.FindAll(which);
            foreach (var entry in gone)
            {
                _entries.Remove(entry);
                _byEmail[entry.Email].Remove(entry);
                Drop(EntryKind, KeyOf(entry));
            }

            return gone.Count;
        }
    }

    /// <summary>Whether it was not blocked before.</summary>
    public bool AddDomain(string domain, long at)
    {
        lock (_gate)
        {
            if (_domains.Contains(domain))
                return false;
            _domains.Add(domain);
            Put(DomainKind, domain, at);
            return true;
        }
    }

    public bool RemoveDomain(string domain)
    {
        lock (_gate)
        {
            if (!_domains.Remove(domain))
                return false;
            Drop(DomainKind, domain);
            return true;
        }
    }

    /// <summary>Why an address gets no message of a sender; <see langword="null"/> if it gets it.</summary>
    public string? ReasonFor(string email, string? sender)
    {
        lock (_gate)
        {
            if (_byEmail.GetValueOrDefault(email)?.Find(entry => entry.Sender is null || entry.Sender == sender) is { } blocked)
                return blocked.Reason;
            return _domains.Contains(email[(email.LastIndexOf('@') + 1)..]) ? "Domain blocked" : null;
        }
    }

    private void Index(BlockEntry entry)
    {
        _entries.Add(entry);
        if (!_byEmail.TryGetValue(entry.Email, out var some))
            _byEmail[entry.Email] = some = [];
        some.Add(entry);
    }

    private void Put(string kind, string key, long at) =>
        store.Update(it =>
        {
            var set = it.Documents(kind);
            set.Put(new Document(set.NextNumber, key, at, at, []));
            return true;
        });

    private void Drop(string kind, string key) =>
        store.Update(it =>
        {
            var set = it.Documents(kind);
            if (set.Find(key) is { } document)
                set.Remove(document);
            return true;
        });

    // Neither an address nor a code has a line break, so the key holds all there is.
    private static string KeyOf(BlockEntry entry) => $"{entry.Email}\n{entry.Sender}\n{entry.Code}";

    private static BlockEntry EntryOf(Document document)
    {
        var parts = document.Key.Split('\n');
        return new BlockEntry(parts[0], parts[1].Length == 0 ? null : parts[1], parts[2], document.CreatedAt);
    }
}
