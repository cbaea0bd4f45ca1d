namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>The documents of one kind, by key, in the order of their creation.</summary>
internal sealed class DocumentSet(string name, Action<string, Document> written, Action<string, long> removed)
{
    private readonly Dictionary<string, Document> _byKey = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, Document> _byNumber = [];
    private long _last;

    public int Count => _byNumber.Count;

    public ICollection<Document> InOrder => _byNumber.Values;

    public long NextNumber => _last + 1;

    public Document? Find(string key) => _byKey.GetValueOrDefault(key);

    public Document? Find(long number) => _byNumber.GetValueOrDefault(number);

    /// <summary>Stores a new document, or a changed one in the place of the one with its number.</summary>
    public void Put(Document document)
    {
        if (_byNumber.TryGetValue(document.Number, out var old) && old.Key != document.Key)
            _byKey.Remove(old.Key);
        _byKey[document.Key] = document;
        _byNumber[document.Number] = document;
        _last = Math.Max(_last, document.Number);
        written(name, document);
    }

    public void Remove(Document document)
    {
        _byKey.Remove(document.Key);
        _byNumber.Remove(document.Number);
        removed(name, document.Number);
    }
}
