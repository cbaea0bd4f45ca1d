using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>The final outcome of every record of one batch: one outcome for most of them, and the exceptions from it.</summary>
public sealed class BatchSettlement
{
    private readonly Dictionary<int, (RecordOutcome Outcome, OutcomeCause Cause)>? _exceptions;
    private Dictionary<string, long>? _unmatched;
    private Dictionary<int, SendAgainRequest>? _again;
    private HashSet<int>? _withoutLetter;

    /// <summary>Creates a settlement that can be refined record by record.</summary>
    /// <param name="outcome">Outcome of every record that <see cref="Set"/> does not name.</param>
    /// <param name="cause">Cause of that outcome; ignored for <see cref="RecordOutcome.Delivered"/>.</param>
    public BatchSettlement(RecordOutcome outcome, OutcomeCause cause = default)
        : this(outcome, cause, []) { }

    private BatchSettlement(RecordOutcome outcome, OutcomeCause cause, Dictionary<int, (RecordOutcome, OutcomeCause)>? exceptions)
    {
        DefaultOutcome = outcome;
        DefaultCause = outcome is RecordOutcome.Delivered ? default : Named(cause);
        _exceptions = exceptions;
    }

    internal static BatchSettlement AllDelivered { get; } = All(RecordOutcome.Delivered, default);

    /// <summary>Outcome of every record that is not an exception.</summary>
    public RecordOutcome DefaultOutcome { get; }

    /// <summary>Cause of <see cref="DefaultOutcome"/>; its value is <see langword="null"/> for <see cref="RecordOutcome.Delivered"/>.</summary>
    public OutcomeCause DefaultCause { get; }

    /// <summary>Whether it belongs to one batch and may still be refined.</summary>
    internal bool CanChange => _exceptions is not null;

    internal bool HasExceptions => _exceptions is { Count: > 0 };

    /// <summary>Records to be sent another time; <see cref="Of"/> tells their outcome when they are not.</summary>
    internal IReadOnlyDictionary<int, SendAgainRequest>? Again => _again;

    /// <summary>What the service says that it created and updated; <see langword="null"/> when it says nothing.</summary>
    internal (long Created, long Updated)? Written { get; private set; }

    internal IReadOnlyDictionary<string, long>? UnmatchedReportLines => _unmatched;

    /// <summary>A settlement without exceptions, which can be shared because nothing changes it.</summary>
    internal static BatchSettlement All(RecordOutcome outcome, OutcomeCause cause) => new(outcome, cause, null);

    /// <summary>Gives one record an outcome of its own; the last call for a record counts.</summary>
    /// <param name="index">Position of the record in its batch, from 0.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="cause">Why it was not delivered; ignored for <see cref="RecordOutcome.Delivered"/>.</param>
    public void Set(int index, RecordOutcome outcome, OutcomeCause cause = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ThrowIfShared();
        _again?.Remove(index);
        _exceptions![index] = (outcome, outcome is RecordOutcome.Delivered ? default : Named(cause));
    }

    /// <summary>
    /// The service has certainly not stored this record, and may take it another time. The writer sends it again with a later batch, after a pause and before any later record with the
    /// same identifier, until it has been sent <see cref="BatchWriterOptions.MaxRecordAttempts"/> times; then it is dead-lettered. The last call for a record counts.
    /// </summary>
    /// <remarks>
    /// In the settlement of an accepted batch this needs a sink that keeps its records (<see cref="ISettlingBatchSink.SendsAgain"/>); for others the record is dead-lettered at once.
    /// It is also dead-lettered when a later record with the same identifier has been sent in the meantime, because it would undo that one.
    /// </remarks>
    /// <param name="index">Position of the record in its batch, from 0.</param>
    /// <param name="cause">Why the service has not stored it.</param>
    public void SendAgain(int index, OutcomeCause cause) =>
        SendAgain(index, new SendAgainRequest(Named(cause), RecordOutcome.DeadLettered, null));

    /// <summary>
    /// The service refused this record, and might take it in another form. It is sent again as <see cref="SendAgain(int, OutcomeCause)"/> says, with other bytes; when that is not possible (any more), it
    /// is rejected with <paramref name="cause"/>.
    /// </summary>
    internal void SendAgain(
        int index,
        ReadOnlyMemory<byte> body,
        FieldRange key,
        FieldRange externalId,
        FieldRange phone,
        OutcomeCause cause
    )
    {
        BatchFiller.RequireInside(key, body.Length);
        BatchFiller.RequireInside(externalId, body.Length);
        BatchFiller.RequireInside(phone, body.Length);
        SendAgain(index, new SendAgainRequest(Named(cause), RecordOutcome.Rejected, new RecordRepair(body, key, externalId, phone)));
    }

    private void SendAgain(int index, SendAgainRequest request)
    {
        Set(index, request.Otherwise, request.Cause);
        (_again ??= [])[index] = request;
    }

    /// <summary>Counts lines of a service's report that name no record of the batch, so that they are seen in <see cref="BatchWriteReport.UnmatchedReportLines"/>.</summary>
    /// <param name="cause">Cause of the report that the lines stand in.</param>
    /// <param name="lines">How many.</param>
    public void AddUnmatchedReportLines(OutcomeCause cause, long lines)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        ThrowIfShared();

        if (lines > 0)
        {
            _unmatched ??= new Dictionary<string, long>(StringComparer.Ordinal);
            _unmatched[Named(cause).Value] = _unmatched.GetValueOrDefault(Named(cause).Value) + lines;
        }
    }

    /// <summary>
    /// Counts what the service says of the delivered records: how many it created, and how many it updated. It is added up in <see cref="BatchWriteReport.Created"/> and
    /// <see cref="BatchWriteReport.Updated"/>.
    /// </summary>
    /// <param name="created">Records that are new to the service.</param>
    /// <param name="updated">Records that it had before.</param>
    public void AddWritten(long created, long updated)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(created);
        ArgumentOutOfRangeException.ThrowIfNegative(updated);
        if (_exceptions is null)
        {
            throw new InvalidOperationException("This settlement is shared by several batches; create one with 'new BatchSettlement(…)'.");
        }

        Written = ((Written?.Created ?? 0) + created, (Written?.Updated ?? 0) + updated);
    }

    internal (RecordOutcome Outcome, OutcomeCause Cause) Of(int index) =>
        _exceptions is not null && _exceptions.TryGetValue(index, out var exception) ? exception : (DefaultOutcome, DefaultCause);

    /// <summary>Nobody wants a letter of this record, whatever its outcome.</summary>
    internal void LeaveOutLetter(int index) => (_withoutLetter ??= []).Add(index);

    internal bool IsWithoutLetter(int index) => _withoutLetter?.Contains(index) is true;

    private void ThrowIfShared()
    {
        if (_exceptions is null)
        {
            throw new InvalidOperationException("This settlement is shared by several batches; create one with 'new BatchSettlement(…)'.");
        }
    }

    private static OutcomeCause Named(OutcomeCause cause) => string.IsNullOrEmpty(cause.Value) ? new OutcomeCause("unspecified") : cause;
}
