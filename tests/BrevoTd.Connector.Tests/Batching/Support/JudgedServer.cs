using System.Collections.Concurrent;
using System.Net;
using System.Text;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>A defect planted between the writer and the server.</summary>
internal enum SeededBug
{
    None,

    /// <summary>A batch is reported delivered and never leaves.</summary>
    LostFlush,

    /// <summary>A batch is sent a second time after an answer that did not allow it.</summary>
    DoubleSend,

    /// <summary>An outcome is given to the neighbour of its record.</summary>
    WrongJoin,
}

/// <summary>What the server knows of a record.</summary>
internal sealed class JudgedLog
{
    public int Received;
    public int Stored;
    public int Refused;

    /// <summary>Whether the last answer permits that the record comes again.</summary>
    public bool MayComeAgain = true;
}

/// <summary>A server that fails in every way and logs what it did, whatever it answers.</summary>
internal sealed class JudgedServer(Random random, TimeProvider time, bool allOrNothing, bool mayHang)
{
    private readonly Dictionary<int, JudgedLog> _log = [];
    private readonly Dictionary<string, Dictionary<int, bool>> _processes = [];
    private readonly HashSet<int> _bad = [.. Enumerable.Range(1, 60).Where(_ => random.Next(12) == 0)];
    private int _process;

    public List<string> Violations { get; } = [];

    public JudgedLog Of(int id)
    {
        lock (_log)
        {
            return _log.TryGetValue(id, out var log) ? log : _log[id] = new JudgedLog();
        }
    }

    /// <summary>Nothing is forgiven for what arrived: a write that was cancelled must not have.</summary>
    public void Forgive(int id)
    {
        if (Of(id).Received > 0)
        {
            lock (_log)
            {
                Violations.Add($"Record {id} arrived although its write was cancelled.");
            }
        }
    }

    public async Task<BatchAnswer> TakeAsync(int[] ids, bool isFollowed, CancellationToken cancellationToken)
    {
        var (fault, pause) = Next();
        if (fault == 0)
        {
            throw new ServiceUnreachableException("S", "o", "No connection.", mayHaveBeenProcessed: false);
        }

        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, time, cancellationToken);
        }

        lock (_log)
        {
            foreach (var id in ids)
            {
                var log = Of(id);
                log.Received++;
                if (!log.MayComeAgain)
                {
                    Violations.Add($"Record {id} came again although no answer allowed it.");
                }

                log.MayComeAgain = false;
            }
        }

        switch (fault)
        {
            case 1:
                throw Refusal(HttpStatusCode.TooManyRequests);
            case 2:
                throw Refusal(HttpStatusCode.BadGateway);
            case 3:
                Store(ids);
                throw new ServiceUnreachableException("S", "o", "No answer.", mayHaveBeenProcessed: true);
            case 4:
                Store(ids);
                throw Refusal(HttpStatusCode.InternalServerError);
            case 5:
                Store(ids);
                await Task.Delay(mayHang ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(20), time, cancellationToken);
                throw new ServiceUnreachableException("S", "o", "No answer.", mayHaveBeenProcessed: true);
            case 6 when ids.Length > 2:
                Allow(ids);
                throw Refusal(HttpStatusCode.RequestEntityTooLarge);
            case 7:
                throw Refusal(HttpStatusCode.BadRequest);
        }

        if (allOrNothing && ids.Any(_bad.Contains))
        {
            Allow(ids);
            return BatchAnswer.RefusedTogether(new OutcomeCause("invalid_parameter"));
        }

        var verdicts = Decide(ids);
        return isFollowed ? BatchAnswer.Accepted(Keep(verdicts)) : BatchAnswer.PerRecord(ToSettlement(ids, verdicts));
    }

    /// <summary>What became of an accepted batch; sometimes its report cannot be read.</summary>
    public async Task<BatchSettlement> FollowAsync(string process, int[] ids, CancellationToken cancellationToken)
    {
        Dictionary<int, bool> verdicts;
        TimeSpan pause;
        int luck;
        lock (_log)
        {
            verdicts = _processes[process];
            pause = TimeSpan.FromMilliseconds(random.Next(0, 8_000));
            luck = random.Next(20);
        }

        await Task.Delay(
            luck > 0 ? pause
                : mayHang ? Timeout.InfiniteTimeSpan
                : TimeSpan.FromMinutes(5),
            time,
            cancellationToken
        );
        return luck == 1 ? new BatchSettlement(RecordOutcome.Unverified, OutcomeCause.ReportUnreadable) : ToSettlement(ids, verdicts);
    }

    private static ServiceException Refusal(HttpStatusCode status) => new("S", "o", status, "Refused.");

    private (int Fault, TimeSpan Pause) Next()
    {
        lock (_log)
        {
            return (
                random.Next(4) == 0 ? random.Next(0, 8) : 99,
                random.Next(3) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 4_000)) : TimeSpan.Zero
            );
        }
    }

    private void Store(int[] ids)
    {
        lock (_log)
        {
            foreach (var id in ids)
            {
                Of(id).Stored++;
            }
        }
    }

    private void Allow(int[] ids)
    {
        lock (_log)
        {
            foreach (var id in ids)
            {
                Of(id).MayComeAgain = true;
            }
        }
    }

    private string Keep(Dictionary<int, bool> verdicts)
    {
        lock (_log)
        {
            var id = $"p{++_process}";
            _processes[id] = verdicts;
            return id;
        }
    }

    /// <summary>Stores most records, refuses bad ones for good and some others for the moment.</summary>
    private Dictionary<int, bool> Decide(int[] ids)
    {
        lock (_log)
        {
            var passing = new Dictionary<int, bool>();
            foreach (var id in ids)
            {
                var log = Of(id);
                if (_bad.Contains(id))
                {
                    log.Refused++;
                    passing[id] = false;
                }
                else if (random.Next(8) == 0)
                {
                    log.Refused++;
                    log.MayComeAgain = true;
                    passing[id] = true;
                }
                else
                {
                    log.Stored++;
                }
            }

            return passing;
        }
    }

    private static BatchSettlement ToSettlement(int[] ids, Dictionary<int, bool> verdicts)
    {
        var settlement = new BatchSettlement(RecordOutcome.Delivered);
        for (var i = 0; i < ids.Length; i++)
        {
            if (!verdicts.TryGetValue(ids[i], out var isPassing))
            {
                continue;
            }

            if (isPassing)
            {
                settlement.SendAgain(i, new OutcomeCause("busy"));
            }
            else
            {
                settlement.Set(i, RecordOutcome.Rejected, new OutcomeCause("bad"));
            }
        }

        return settlement;
    }
}

/// <summary>Carries batches to the judged server, with one defect if a test plants it.</summary>
internal sealed class JudgedSink(JudgedServer server, bool isFollowed, SeededBug bug)
{
    private readonly ConcurrentDictionary<long, int> _ids = new();

    public IBatchSink AsSink() => isFollowed ? new Followed(this) : new Plain(this);

    /// <summary>The record with this number, once it was handed over.</summary>
    public int? IdOf(long number) => _ids.TryGetValue(number, out var id) ? id : null;

    private async Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        var ids = new int[batch.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = SimulatedBrevo.IdsOf(Encoding.UTF8.GetString(batch.GetRecord(i).Span))[0];
            _ids[batch.GetRecordNumber(i)] = ids[i];
        }

        if (bug is SeededBug.LostFlush && batch.Number == 2)
        {
            return BatchAnswer.Delivered;
        }

        var answer = await server.TakeAsync(ids, isFollowed, cancellationToken);
        if (bug is SeededBug.DoubleSend && batch.Number == 2)
        {
            answer = await server.TakeAsync(ids, isFollowed, cancellationToken);
        }

        return bug is SeededBug.WrongJoin && answer.Settlement is { HasExceptions: true } settlement
            ? BatchAnswer.PerRecord(Shifted(settlement, ids.Length))
            : answer;
    }

    private async Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken)
    {
        var ids = new int[batch.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = _ids[batch.GetRecordNumber(i)];
        }

        var settlement = await server.FollowAsync(batch.ProcessId, ids, cancellationToken);
        return bug is SeededBug.WrongJoin && settlement.HasExceptions ? Shifted(settlement, ids.Length) : settlement;
    }

    private static BatchSettlement Shifted(BatchSettlement settlement, int count)
    {
        var shifted = new BatchSettlement(settlement.DefaultOutcome, settlement.DefaultCause);
        for (var i = 0; i < count; i++)
        {
            var (outcome, cause) = settlement.Of(i);
            shifted.Set((i + 1) % count, outcome, cause);
        }

        return shifted;
    }

    private sealed class Plain(JudgedSink owner) : IBatchSink
    {
        public string Name => "judged";

        public BatchLimits Limits { get; } = new();

        public Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default) =>
            owner.SendAsync(batch, cancellationToken);
    }

    private sealed class Followed(JudgedSink owner) : ISettlingBatchSink
    {
        public string Name => "judged";

        public BatchLimits Limits { get; } = new();

        public bool SendsAgain => true;

        public Task<BatchAnswer> SendAsync(Batch batch, CancellationToken cancellationToken = default) =>
            owner.SendAsync(batch, cancellationToken);

        public Task<BatchSettlement> SettleAsync(AcceptedBatch batch, CancellationToken cancellationToken = default) =>
            owner.SettleAsync(batch, cancellationToken);
    }
}
