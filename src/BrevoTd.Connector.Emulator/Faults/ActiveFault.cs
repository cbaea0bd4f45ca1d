using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator;

/// <summary>A rule in force, with what it has done so far.</summary>
public sealed class ActiveFault
{
    private readonly FaultSet _owner;
    private readonly Regex? _path;
    private readonly ulong _seed;
    private long _matched;
    private long _hits;

    internal ActiveFault(FaultSet owner, FaultRule rule, ulong seed)
    {
        _owner = owner;
        Rule = rule;
        _seed = seed;
        if (rule.Path is { } path)
        {
            var pattern = Regex
                .Escape(path)
                .Replace(@"\*\*", ".*", StringComparison.Ordinal)
                .Replace(@"\*", "[^/]*", StringComparison.Ordinal);
            _path = new Regex($"^{pattern}$", RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The rule.</summary>
    public FaultRule Rule { get; }

    /// <summary>Requests that its method and path matched.</summary>
    public long Matched => Interlocked.Read(ref _matched);

    /// <summary>Requests it hit.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Takes the rule out of force. Requests that it has hit already go on.</summary>
    public void Remove() => _owner.Remove(this);

    /// <summary>Called under the set's lock, so that numbers and decisions follow the order of the requests.</summary>
    internal bool TryHit(string method, string path)
    {
        if (Rule.Method is { } only && !string.Equals(only, method, StringComparison.OrdinalIgnoreCase))
            return false;
        if (_path is not null && !_path.IsMatch(path))
            return false;
        if (Rule.Times is { } times && _hits >= times)
            return false;
        var number = ++_matched;
        if (number <= Rule.Skip || !IsDrawn((ulong)number))
            return false;
        _hits++;
        return true;
    }

    private bool IsDrawn(ulong number)
    {
        // SplitMix64: the decision depends on the number of the request alone, not on how many draws came before.
        var z = _seed + (number * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53)) < Rule.Probability;
    }
}
