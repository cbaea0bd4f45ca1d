using System.Buffers;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// The pooled memory behind one or more batches. It goes back to the pool when the last reader has let go of it: a request that was given up may
/// still be reading its body, and must never read bytes that have come to belong to another batch.
/// </summary>
internal sealed class BatchStorage(RecordBuffer buffer, BatchItem[] items, SentBefore[]? before = null, ulong[]? keyHashes = null)
{
    private int _references = 1;

    public RecordBuffer Buffer => buffer;

    public BatchItem[] Items => items;

    /// <summary>The past of each record, when they are sent another time.</summary>
    public SentBefore[]? Before => before;

    /// <summary>Hashes by which sent keys are told apart (<see cref="SentKeys"/>), from the first time that the records are sent.</summary>
    public ulong[]? KeyHashes { get; set; } = keyHashes;

    public bool TryAddReference()
    {
        var references = Volatile.Read(ref _references);
        while (references > 0)
        {
            var seen = Interlocked.CompareExchange(ref _references, references + 1, references);
            if (seen == references)
            {
                return true;
            }

            references = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            buffer.ReturnToPool();
            ArrayPool<BatchItem>.Shared.Return(items);
        }
    }
}
