namespace BrevoTd.Connector.Emulator;

/// <summary>
/// The faults of one service. For each request the rules are asked in the order in which they were added; latencies add up, and the first
/// other rule that hits decides. Faults come before the key check and before quotas. Thread-safe.
/// </summary>
public sealed class FaultSet
{
    private readonly object _gate = new();
    private readonly int _seed;
    private readonly List<ActiveFault> _active = [];
    private int _added;

    internal FaultSet(int seed) => _seed = seed;

    /// <summary>The rules in force, in order. A copy.</summary>
    public IReadOnlyList<ActiveFault> Active
    {
        get
        {
            lock (_gate)
                return [.. _active];
        }
    }

    /// <summary>Puts a rule in force for requests that come from now on.</summary>
    /// <returns>The rule in force: its counts, and the way to remove it.</returns>
    /// <exception cref="ArgumentException">The rule has a value out of range.</exception>
    public ActiveFault Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Validate();
        lock (_gate)
        {
            var seed = ((ulong)(uint)(rule.Seed ?? _seed) << 32) | (rule.Seed is null ? (uint)_added : 0);
            _added++;
            var active = new ActiveFault(this, rule, seed);
            _active.Add(active);
            return active;
        }
    }

    /// <summary>Removes every rule.</summary>
    public void Clear()
    {
        lock (_gate)
            _active.Clear();
    }

    internal void Remove(ActiveFault fault)
    {
        lock (_gate)
            _active.Remove(fault);
    }

    /// <summary>What happens to this request: how long it waits, and the rule that decides, if any.</summary>
    internal (TimeSpan Latency, FaultRule? Rule) Decide(string method, string path)
    {
        var latency = TimeSpan.Zero;
        lock (_gate)
        {
            foreach (var fault in _active)
            {
                if (!fault.TryHit(method, path))
                    continue;
                if (fault.Rule.Kind != FaultKind.Latency)
                    return (latency, fault.Rule);
                latency += fault.Rule.Delay;
            }
        }

        return (latency, null);
    }
}
