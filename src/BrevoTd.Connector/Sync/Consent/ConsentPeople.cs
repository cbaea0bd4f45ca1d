using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>Whom a source names, and who of them is to be dealt with.</summary>
internal sealed class ConsentPeople(SyncContext context, ConsentAction action, Dictionary<UInt128, UInt128> done, bool isRepeated)
{
    private const string Nobody = "names nobody";
    private const string DoneBefore = "done before";

    private readonly HashSet<UInt128> _seen = [];
    private readonly SortedDictionary<string, long> _actions = new(StringComparer.Ordinal);

    public long Read { get; private set; }

    public List<(ContactIdentifier Person, UInt128 Key)> ToDo { get; } = [];

    /// <summary>People with a mark whom the source does not name any more.</summary>
    public IReadOnlyList<UInt128> Gone => [.. done.Keys.Where(key => !_seen.Contains(key))];

    /// <summary>A copy: a report keeps what it was given.</summary>
    public IReadOnlyDictionary<string, long> Actions() => new SortedDictionary<string, long>(_actions, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Skipped() =>
        _actions.Where(pair => pair.Key != action.Word).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    public void Add(ContactIdentifier? person)
    {
        Read++;
        var word = Judge(person, out var key);
        _actions[word] = _actions.GetValueOrDefault(word) + 1;
        if (word == action.Word)
        {
            ToDo.Add((person!.Value, key));
        }
    }

    private string Judge(ContactIdentifier? person, out UInt128 key)
    {
        key = 0;
        if (person is not { Value: { } value } name || string.IsNullOrWhiteSpace(value))
        {
            return Nobody;
        }

        if (context.Hash.Identifier(ConsentKeys.Of(name)) is not { } hash)
        {
            return Nobody;
        }

        key = hash;
        if (!_seen.Add(key))
        {
            return PushAction.Duplicate;
        }

        // Blocklisting makes a contact of somebody who is none.
        if (action is not ErasureAction && context.Tombstones.Contains(key))
        {
            return PushAction.Erased;
        }

        return !isRepeated && IsDone(key) ? DoneBefore : action.Word;
    }

    private bool IsDone(UInt128 key) =>
        done.TryGetValue(key, out var content)
        && ConsentMarks.IsOf(content, action)
        && context.Clock.GetUtcNow() - ConsentMarks.At(content) >= action.Recheck;
}
