namespace BrevoTd.Connector.Sync;

/// <summary>Marks that this process has written and that queries may not see yet, by set. Takes 48 bytes a mark until they are old enough.</summary>
internal sealed class RecentMarks(TimeSpan memory, TimeProvider clock)
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Queue<Group>> _sets = new(StringComparer.Ordinal);

    public void Add(string set, long sequence, SyncMark[] marks)
    {
        lock (_gate)
        {
            if (!_sets.TryGetValue(set, out var groups))
            {
                _sets[set] = groups = new Queue<Group>();
            }

            Forget(groups);
            groups.Enqueue(new Group(clock.GetTimestamp(), sequence, marks));
        }
    }

    public void Forget(string set)
    {
        lock (_gate)
        {
            _sets.Remove(set);
        }
    }

    /// <summary>The newest of each key. Take it before the query whose rows it is to complete.</summary>
    public Dictionary<UInt128, (UInt128? Content, long Sequence)> Of(string set)
    {
        var newest = new Dictionary<UInt128, (UInt128?, long)>();
        lock (_gate)
        {
            if (_sets.TryGetValue(set, out var groups))
            {
                Forget(groups);
                foreach (var group in groups.OrderBy(group => group.Sequence))
                {
                    foreach (var mark in group.Marks)
                    {
                        newest[mark.Key] = (mark.Content, group.Sequence);
                    }
                }
            }
        }

        return newest;
    }

    private void Forget(Queue<Group> groups)
    {
        while (groups.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.WrittenAt) > memory)
        {
            groups.Dequeue();
        }
    }

    private sealed record Group(long WrittenAt, long Sequence, SyncMark[] Marks);
}
