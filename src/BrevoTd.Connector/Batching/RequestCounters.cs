using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Batching;

/// <summary>How many calls a writer has caused, by operation, and what they cost.</summary>
internal sealed class RequestCounters : ILookPayer
{
    private readonly Dictionary<string, long> _byOperation = new(StringComparer.Ordinal);
    private long _total;

    /// <summary>Repeats and waiting of the calls that went through this library's clients.</summary>
    public CallStatistics Calls { get; } = new();

    public long Total => Interlocked.Read(ref _total);

    public void Add(string operation) => Add(operation, 1);

    public void Add(string operation, long count)
    {
        Interlocked.Add(ref _total, count);
        lock (_byOperation)
        {
            _byOperation[operation] = _byOperation.GetValueOrDefault(operation) + count;
        }
    }

    public IReadOnlyDictionary<string, long> Snapshot()
    {
        lock (_byOperation)
        {
            return new SortedDictionary<string, long>(_byOperation, StringComparer.Ordinal);
        }
    }
}
