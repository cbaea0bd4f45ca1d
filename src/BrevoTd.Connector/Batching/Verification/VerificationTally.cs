namespace BrevoTd.Connector.Batching;

/// <summary>Counts what is found. Thread-safe.</summary>
internal sealed class VerificationTally(ContactVerification mode)
{
    /// <summary>An account has few attributes; a map that names them by rows would make an unbounded table.</summary>
    private const int MaxNames = 1_000;

    private readonly Dictionary<string, long> _ignored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _different = new(StringComparer.Ordinal);
    private long _notLooked;
    private long _created;
    private long _updated;
    private long _left;
    private long _missing;
    private long _differing;

    public void Skip(long records)
    {
        lock (_ignored)
        {
            _notLooked += records;
        }
    }

    public void Miss()
    {
        lock (_ignored)
        {
            _missing++;
        }
    }

    public void Find(bool wasCreated, bool wasLeft, IReadOnlyList<string> ignored, IReadOnlyList<string> different)
    {
        lock (_ignored)
        {
            _created += wasCreated ? 1 : 0;
            _left += wasLeft ? 1 : 0;
            _updated += wasCreated || wasLeft ? 0 : 1;
            _differing += ignored.Count + different.Count > 0 ? 1 : 0;
            Add(_ignored, ignored);
            Add(_different, different);
        }
    }

    public ImportVerification Snapshot()
    {
        lock (_ignored)
        {
            return new ImportVerification
            {
                Mode = mode,
                Looked = _created + _updated + _left + _missing,
                NotLooked = _notLooked,
                Created = _created,
                Updated = _updated,
                LeftAsTheyWere = _left,
                Missing = _missing,
                Differing = _differing,
                IgnoredAttributes = new SortedDictionary<string, long>(_ignored, StringComparer.Ordinal),
                DifferentAttributes = new SortedDictionary<string, long>(_different, StringComparer.Ordinal),
            };
        }
    }

    private static void Add(Dictionary<string, long> counts, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var key = counts.ContainsKey(name) || counts.Count < MaxNames ? name : "other";
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
    }
}
