namespace BrevoTd.Connector.Batching;

/// <summary>One writer's entries in a journal.</summary>
internal sealed class JournalRun
{
    private readonly BatchJournal _journal;
    private readonly WireFormat _format;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _failed;
    private readonly long _run;
    private JournalFrame? _spare;

    /// <param name="journal">The journal.</param>
    /// <param name="sink">The writer's sink.</param>
    /// <param name="time">The clock.</param>
    /// <param name="failed">Told when an entry could not be written; may be called more than once, and within any call.</param>
    public JournalRun(BatchJournal journal, IBatchSink sink, TimeProvider time, Action<Exception> failed)
    {
        _journal = journal;
        _format = sink.Format;
        _time = time;
        _failed = failed;
        _run = journal.NextRun();
        var frame = Begin(JournalFormat.Run);
        frame.Number(_run);
        frame.Text(sink.Name);
        Append(frame);
    }

    public KeyHasher Hasher => _journal.Hasher;

    public bool Skips => _journal.Skips;

    public bool IsToSkip(UInt128 hash) => _journal.IsToSkip(hash);

    /// <summary>Notes a batch that is about to be sent. It may be sent when the task has completed, and must not be when it failed.</summary>
    public Task SendingAsync(Batch batch)
    {
        batch.JournalId = _journal.NextBatch();
        var frame = Begin(JournalFormat.Sending);
        frame.Number(batch.JournalId);
        frame.Number(_run);
        frame.Number(batch.Number);
        frame.Number(_time.GetUtcNow().ToUnixTimeMilliseconds());
        frame.Byte(_journal.KeepsKeys ? (byte)1 : (byte)0);
        frame.Number(batch.Count);
        long last = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var number = batch.GetRecordNumber(i);
            frame.Difference(number - last);
            last = number;
            frame.Hash(batch.HashKey(i, Hasher));
            if (_journal.KeepsKeys)
            {
                frame.Text(batch.GetKey(i));
            }
        }

        return End(frame);
    }

    public void Accepted(Batch batch, string processId)
    {
        var frame = Begin(JournalFormat.Accepted);
        frame.Number(batch.JournalId);
        frame.Text(processId);
        Append(frame);
    }

    /// <summary>Notes the outcome of a batch's records.</summary>
    /// <param name="records">The batch, whether it was sent or not.</param>
    /// <param name="settlement">The outcomes.</param>
    /// <param name="again">Positions of records without an outcome, because they are sent another time.</param>
    public void Settled(IBatchRecords records, BatchSettlement settlement, IReadOnlySet<int>? again)
    {
        if (records.JournalId == 0)
        {
            Unsent(records, settlement, again);
            return;
        }

        var frame = Begin(JournalFormat.Settled);
        frame.Number(records.JournalId);
        Outcome(frame, (settlement.DefaultOutcome, settlement.DefaultCause));
        var exceptions = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            if (pass == 1)
            {
                frame.Number(exceptions);
            }

            for (var i = 0; (settlement.HasExceptions || again is not null) && i < records.Count; i++)
            {
                var isOpen = again?.Contains(i) is true;
                if (!isOpen && settlement.Of(i) == (settlement.DefaultOutcome, settlement.DefaultCause))
                {
                    continue;
                }

                if (pass == 0)
                {
                    exceptions++;
                    continue;
                }

                frame.Number(i);
                if (isOpen)
                {
                    frame.Byte(JournalFormat.NoOutcome);
                    frame.Text(null);
                }
                else
                {
                    Outcome(frame, settlement.Of(i));
                }
            }
        }

        Append(frame);
    }

    /// <summary>Notes a record that was never sent.</summary>
    public void Unsent(long number, ReadOnlySpan<byte> key, bool ignoresCase, OutcomeCause cause)
    {
        var frame = BeginUnsent(1);
        frame.Number(number);
        frame.Hash(Hasher.Hash(key, ignoresCase, _format));
        if (_journal.KeepsKeys)
        {
            frame.Text(KeyText.Decode(key, _format));
        }

        Outcome(frame, (RecordOutcome.DeadLettered, cause));
        Append(frame);
    }

    public Task FlushAsync() => _journal.FlushAsync();

    private void Unsent(IBatchRecords records, BatchSettlement settlement, IReadOnlySet<int>? again)
    {
        var frame = BeginUnsent(records.Count - (again?.Count ?? 0));
        for (var i = 0; i < records.Count; i++)
        {
            if (again?.Contains(i) is true)
            {
                continue;
            }

            frame.Number(records.GetRecordNumber(i));
            frame.Hash(records.HashKey(i, Hasher));
            if (_journal.KeepsKeys)
            {
                frame.Text(records.GetKey(i));
            }

            Outcome(frame, settlement.Of(i));
        }

        Append(frame);
    }

    private JournalFrame BeginUnsent(int count)
    {
        var frame = Begin(JournalFormat.Unsent);
        frame.Number(_run);
        frame.Byte(_journal.KeepsKeys ? (byte)1 : (byte)0);
        frame.Number(count);
        return frame;
    }

    private static void Outcome(JournalFrame frame, (RecordOutcome Outcome, OutcomeCause Cause) of)
    {
        frame.Byte((byte)of.Outcome);
        frame.Text(of.Cause.Value);
    }

    private JournalFrame Begin(byte kind)
    {
        var frame = Interlocked.Exchange(ref _spare, null) ?? new JournalFrame();
        frame.Begin(kind);
        return frame;
    }

    private Task End(JournalFrame frame)
    {
        frame.End();
        var written = _journal.Append(frame);
        Volatile.Write(ref _spare, frame);
        return written;
    }

    /// <summary>For entries that nothing waits for; the next batch is sent after them in any case.</summary>
    private void Append(JournalFrame frame)
    {
        var written = End(frame);
        if (!written.IsCompletedSuccessfully)
        {
            _ = TellAsync(written);
        }
    }

    private async Task TellAsync(Task written)
    {
        try
        {
            await written.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Never within the call that appended: it may hold a lock.
            await Task.Yield();
            _failed(exception);
        }
    }
}
