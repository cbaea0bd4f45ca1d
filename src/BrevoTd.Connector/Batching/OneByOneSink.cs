using System.Net;
using System.Net.Http.Headers;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>What the service says of one record that was sent by itself.</summary>
internal enum WrittenAs
{
    /// <summary>Stored; whether it was there before is not known.</summary>
    Stored,
    Created,
    Updated,
}

/// <summary>
/// Sends the records of a batch one by one, for endpoints that take a single record. The batch is only a group: each answer is the outcome of its record, and a failure that holds for all
/// records ends the group and the writer.
/// </summary>
internal abstract class OneByOneSink(string name, int maxConcurrentCalls, int stopAfterFailedRequests) : IBatchSink
{
    /// <summary>Records in one group: few enough that the first outcome does not have to wait for long.</summary>
    public const int MaxGroup = 100;

    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly int _stopAfter = stopAfterFailedRequests == 0 ? int.MaxValue : stopAfterFailedRequests;
    private int _failuresInARow;

    public string Name => name;

    public virtual BatchLimits Limits { get; } = new() { MaxRecords = MaxGroup };

    public abstract IReadOnlyList<SinkCall> Calls { get; }

    public abstract IReadOnlyList<QuotaRule> Quotas { get; }

    public async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default)
    {
        var group = new Group(this, batch, cancellationToken);
        var workers = new Task[Math.Min(maxConcurrentCalls, batch.Count)];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = group.WorkAsync();
        }

        await Task.WhenAll(workers).ConfigureAwait(false);

        // The writer counts the batch as one call.
        batch.Requests?.Add(name, group.Begun - 1);
        return group.ToAnswer();
    }

    /// <summary>Sends one record; a refusal throws.</summary>
    protected abstract Task<WrittenAs> SendAsync(Batch batch, int index, CancellationToken cancellationToken);

    /// <summary>A body of bytes of its own: a request that was given up may still be read when the batch's memory belongs to another one.</summary>
    protected static ByteArrayContent CreateContent(byte[] json)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = s_json;
        return content;
    }

    /// <summary>The cause under which a record is rejected.</summary>
    protected virtual OutcomeCause CauseOf(ServiceException refusal) => Refusals.CauseOf(refusal);

    private sealed class Group(OneByOneSink sink, Batch batch, CancellationToken cancellationToken)
    {
        private readonly (RecordOutcome Outcome, OutcomeCause Cause)?[] _outcomes = new (RecordOutcome, OutcomeCause)?[batch.Count];
        private int _next;
        private int _created;
        private int _updated;
        private Exception? _stop;

        /// <summary>Records of which a request was made, or tried.</summary>
        public int Begun => _outcomes.Count(static outcome => outcome is not null);

        public async Task WorkAsync()
        {
            while (!cancellationToken.IsCancellationRequested && Volatile.Read(ref _stop) is null)
            {
                var index = Interlocked.Increment(ref _next) - 1;
                if (index >= batch.Count)
                {
                    return;
                }

                _outcomes[index] = await SendAsync(index).ConfigureAwait(false);
            }
        }

        public BatchAnswer ToAnswer()
        {
            var settlement = new BatchSettlement(RecordOutcome.DeadLettered, _stop is null ? OutcomeCause.NotSent : OutcomeCause.Stopped);
            for (var i = 0; i < _outcomes.Length; i++)
            {
                if (_outcomes[i] is { } known)
                {
                    settlement.Set(i, known.Outcome, known.Cause);
                }
            }

            if (_created + _updated > 0)
            {
                settlement.AddWritten(_created, _updated);
            }

            return BatchAnswer.OneByOne(settlement, _stop, batch.Count - Begun);
        }

        private async Task<(RecordOutcome, OutcomeCause)> SendAsync(int index)
        {
            try
            {
                switch (await sink.SendAsync(batch, index, cancellationToken).ConfigureAwait(false))
                {
                    case WrittenAs.Created:
                        Interlocked.Increment(ref _created);
                        break;
                    case WrittenAs.Updated:
                        Interlocked.Increment(ref _updated);
                        break;
                }

                Volatile.Write(ref sink._failuresInARow, 0);
                return (RecordOutcome.Delivered, default);
            }
            catch (Exception exception)
            {
                return Read(exception);
            }
        }

        private (RecordOutcome, OutcomeCause) Read(Exception exception)
        {
            var answer = BatchAnswer.FromException(exception);
            var settlement = answer.Settlement!;
            if (answer.Stop is not null)
            {
                Interlocked.CompareExchange(ref _stop, answer.Stop, null);
            }
            else if (!answer.IsPassingFailure)
            {
                Volatile.Write(ref sink._failuresInARow, 0);
                if (exception is ServiceException refusal)
                {
                    return OfRefusal(refusal, settlement);
                }
            }
            else if (!cancellationToken.IsCancellationRequested && Interlocked.Increment(ref sink._failuresInARow) >= sink._stopAfter)
            {
                Interlocked.CompareExchange(ref _stop, exception, null);
            }

            return (settlement.DefaultOutcome, settlement.DefaultCause);
        }

        /// <summary>The service has read this very record, so it is its own word about it.</summary>
        private (RecordOutcome, OutcomeCause) OfRefusal(ServiceException refusal, BatchSettlement settlement) =>
            refusal.StatusCode is HttpStatusCode.RequestEntityTooLarge ? (RecordOutcome.DeadLettered, OutcomeCause.RecordTooLarge)
            : refusal.IsTransient ? (settlement.DefaultOutcome, settlement.DefaultCause)
            : (RecordOutcome.Rejected, sink.CauseOf(refusal));
    }
}
