using System.Collections.Concurrent;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>Erases people, and writes the proof of it.</summary>
internal sealed class ErasureAction(string proofDatabase) : ConsentAction("erasure")
{
    private static readonly SinkCall[] s_calls =
    [
        new SinkCall("GET", "contacts/{identifier}") { PerBatch = 0, PerRecord = 2 },
        new SinkCall("DELETE", "contacts/{identifier}") { PerBatch = 0, PerRecord = 1 },
    ];

    private readonly ConcurrentQueue<ContactErasure> _proofs = new();

    public override string Target => "brevo.contacts.erasure";

    public override string Word => "erase";

    public override string Participle => "erased";

    /// <summary>Nothing brings anybody back: more than a few are a mistake in the source.</summary>
    public override double DefaultMaxShare => 0.05;

    public override IReadOnlyList<SinkCall> Calls => s_calls;

    public override TimeSpan Recheck => ConsentWatch.LateImports;

    public override Task<long> CountAllAsync(SyncContext context, CancellationToken cancellationToken) =>
        CountContactsAsync(context, cancellationToken);

    public override async Task<int> ApplyAsync(
        SyncContext context,
        ContactIdentifier person,
        UInt128 key,
        CancellationToken cancellationToken
    )
    {
        var eraser = new PersonEraser(context.Brevo.Contacts, context.Tombstones, context.Hash, context.Clock);
        var (erasure, calls) = await eraser.EraseAsync([person], cancellationToken).ConfigureAwait(false);
        _proofs.Enqueue(erasure);
        return calls;
    }

    public override async Task FlushAsync(SyncContext context, string step, CancellationToken cancellationToken)
    {
        var proofs = new List<ContactErasure>();
        while (_proofs.TryDequeue(out var proof))
        {
            proofs.Add(proof);
        }

        try
        {
            await ErasureProofs
                .WriteAsync(context.TreasureData, proofDatabase, context.Account, context.Job, context.RunId, proofs, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception)
        {
            proofs.ForEach(_proofs.Enqueue);
            throw;
        }
    }
}
