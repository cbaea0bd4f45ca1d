using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Reads contacts back when their import has ended. A sample is read batch by batch; for all contacts, settled batches wait for each other a little, so that one sweep serves many.
/// </summary>
internal sealed class ContactVerifier : IDisposable
{
    /// <summary>Records that wait for a sweep at most before it begins: what bounds the memory of their bodies.</summary>
    private const int RecordsOfASweep = 50_000;

    private readonly ContactLookup _lookup;
    private readonly ContactImportWriterOptions _options;
    private readonly VerificationTally _tally;
    private readonly ConditionalWeakTable<AcceptedBatch, AwaitedBatch> _known = [];
    private readonly object _lock = new();
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _closed = new();
    private List<AwaitedBatch> _waiting = [];
    private int _waitingRecords;
    private bool _isSweeping;
    private bool _isUrgent;
    private int _sampled;

    public ContactVerifier(ContactLookup lookup, ContactImportWriterOptions options)
    {
        _lookup = lookup;
        _options = options;
        _tally = lookup.Tally;
        _timer = options.TimeProvider.CreateTimer(
            static verifier => ((ContactVerifier)verifier!).Begin(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public ImportVerification Snapshot() => _tally.Snapshot();

    /// <summary>The outcome of a batch as far as it is known, which does not change any more.</summary>
    public BatchSettlement? Known(AcceptedBatch batch)
    {
        if (!_known.TryGetValue(batch, out var awaited))
        {
            return null;
        }

        awaited.GiveUp();
        return awaited.Settlement;
    }

    /// <summary>Looks for the delivered records of a batch. Contacts that are not there become unverified.</summary>
    public async Task<BatchSettlement> VerifyAsync(
        AcceptedBatch batch,
        BatchSettlement settlement,
        ContactImportSettings settings,
        CancellationToken cancellationToken
    )
    {
        if (!settlement.CanChange)
        {
            settlement = new BatchSettlement(settlement.DefaultOutcome, settlement.DefaultCause);
        }

        var awaited = new AwaitedBatch(batch, settlement, settings);
        _known.Add(batch, awaited);
        try
        {
            // Looking must not cost a record the outcome that it has already.
            using var limit = new CancellationTokenSource(TimeLeft(batch), _options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken, _closed.Token);
            if (_options.Verification is ContactVerification.Sample)
            {
                await VerifySampleAsync(awaited, either.Token).ConfigureAwait(false);
            }
            else
            {
                await SweepWithOthersAsync(awaited, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            Forget(awaited);
        }
        finally
        {
            awaited.GiveUp();
        }

        return settlement;
    }

    public void Urge(SettlementUrgency urgency)
    {
        lock (_lock)
        {
            var isUrgent = urgency is not SettlementUrgency.Relaxed;
            if (isUrgent && !_isUrgent && _waiting.Count > 0 && !_isSweeping)
            {
                _timer.Change(_options.FirstLook, Timeout.InfiniteTimeSpan);
            }

            _isUrgent = isUrgent;
        }
    }

    public void Dispose()
    {
        _closed.Cancel();
        _timer.Dispose();
    }

    /// <summary>Nine tenths of the time in which the outcome is due, from the acceptance of the batch: the writer counts from later on.</summary>
    private TimeSpan TimeLeft(AcceptedBatch batch)
    {
        if (_options.SettlementTimeout == Timeout.InfiniteTimeSpan)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = batch.AcceptedAt + (_options.SettlementTimeout * 0.9) - _options.TimeProvider.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task VerifySampleAsync(AwaitedBatch batch, CancellationToken cancellationToken)
    {
        var delivered = batch.Delivered();
        var sample = Sample(delivered);
        _tally.Skip(delivered.Count - sample.Count);
        await _lookup
            .FindOneByOneAsync([.. sample.Select(index => new AwaitedContact(batch, index))], cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Some of the records, each as likely as any other of its batch.</summary>
    private List<int> Sample(List<int> delivered)
    {
        int size;
        lock (_lock)
        {
            var wanted = (int)Math.Ceiling(delivered.Count * _options.VerificationSampleShare);
            size = Math.Min(wanted, _options.VerificationSampleSize - _sampled);
            _sampled += size;
        }

        var records = delivered.ToArray();
        for (var i = 0; i < size; i++)
        {
            var other = Random.Shared.Next(i, records.Length);
            (records[i], records[other]) = (records[other], records[i]);
        }

        return [.. records[..size]];
    }

    private async Task SweepWithOthersAsync(AwaitedBatch batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _waiting.Add(batch);
            _waitingRecords += batch.Records.Count;
            if (!_isSweeping)
            {
                Arm();
            }
        }

        await batch.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans the next sweep. Call with the lock held.</summary>
    private void Arm() =>
        _timer.Change(
            _waitingRecords >= RecordsOfASweep ? TimeSpan.Zero
                : _isUrgent ? _options.FirstLook
                : _options.MaxLookInterval,
            Timeout.InfiniteTimeSpan
        );

    private void Begin()
    {
        if (Monitor.IsEntered(_lock))
        {
            // Some clocks (those of tests) call back from within the change of a timer.
            _ = Task.Run(Begin);
            return;
        }

        List<AwaitedBatch> batches;
        lock (_lock)
        {
            if (_isSweeping || _waiting.Count == 0)
            {
                return;
            }

            _isSweeping = true;
            batches = _waiting;
            (_waiting, _waitingRecords) = ([], 0);
        }

        _ = Task.Run(() => SweepAsync(batches));
    }

    private async Task SweepAsync(List<AwaitedBatch> batches)
    {
        try
        {
            await _lookup.SweepAsync([.. batches.OrderBy(static batch => batch.Records.Number)], _closed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits for these batches has been told.
        }
        finally
        {
            batches.ForEach(static batch => batch.Done.TrySetResult());
            lock (_lock)
            {
                _isSweeping = false;
                if (_waiting.Count > 0 && !_closed.IsCancellationRequested)
                {
                    Arm();
                }
            }
        }
    }

    /// <summary>There is no time left: what has not been looked for by now never will be.</summary>
    private void Forget(AwaitedBatch batch)
    {
        lock (_lock)
        {
            if (_waiting.Remove(batch))
            {
                _waitingRecords -= batch.Records.Count;
                _tally.Skip(batch.Delivered().Count);
            }
        }
    }
}
