using System.Collections.Concurrent;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Testing;
using Xunit.Sdk;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>
/// Random schedules against a server that keeps a log of its own. Every schedule follows from its seed; a failure names the seed, and <see cref="Replay_OneSeed"/> runs it alone. All of them:
/// <c>BrevoTd.Connector.Tests -class '*BatchJudgingTests' -explicit on</c>.
/// </summary>
public sealed class BatchJudgingTests
{
    [Fact]
    public Task AnySchedule_OutcomesAgreeWithTheServersLog() => RunAsync(first: 1, count: 3_000);

    [Fact(Explicit = true)]
    public Task AHundredThousandSchedules_OutcomesAgreeWithTheServersLog() => RunAsync(first: 1_000_000, count: 100_000);

    /// <summary>Set <c>BREVOTD_SEED</c> to the seed of a failure.</summary>
    [Fact(Explicit = true)]
    public Task Replay_OneSeed() => RunAsync(int.Parse(Environment.GetEnvironmentVariable("BREVOTD_SEED") ?? "1", null), 1);

    [Fact]
    public Task SeededBug_LostFlush_IsCaught() => CatchAsync(SeededBug.LostFlush);

    [Fact]
    public Task SeededBug_DoubleSend_IsCaught() => CatchAsync(SeededBug.DoubleSend);

    [Fact]
    public Task SeededBug_WrongJoin_IsCaught() => CatchAsync(SeededBug.WrongJoin);

    private static Task RunAsync(int first, int count) =>
        Parallel.ForAsync(
            first,
            first + count,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (seed, _) =>
            {
                try
                {
                    await new JudgedRun(seed).RunAsync().WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    throw new XunitException($"The schedule of seed {seed} failed: {exception}");
                }
            }
        );

    /// <summary>The bug strikes in some schedules only; those before it does must pass.</summary>
    private static async Task CatchAsync(SeededBug bug)
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            try
            {
                await new JudgedRun(seed, bug).RunAsync().WaitAsync(TimeSpan.FromMinutes(1));
            }
            catch (XunitException)
            {
                await new JudgedRun(seed).RunAsync().WaitAsync(TimeSpan.FromMinutes(1));
                return;
            }
        }

        Assert.Fail($"Nothing noticed the bug {bug}.");
    }

    private sealed class JudgedRun
    {
        private readonly Random _random;
        private readonly PooledClock _time = new();
        private readonly JudgedServer _server;
        private readonly JudgedSink _sink;
        private readonly Dictionary<long, SettledRecord> _settled = [];
        private readonly ConcurrentDictionary<int, long> _numbers = new();
        private string? _twice;
        private readonly bool _isDisposedMidway;
        private BatchWriter<Person>? _writer;
        private long _next;

        public JudgedRun(int seed, SeededBug bug = SeededBug.None)
        {
            _random = new Random(seed);
            _isDisposedMidway = _random.Next(5) == 0;
            _server = new JudgedServer(new Random(seed ^ 0x5EED), _time, allOrNothing: _random.Next(2) == 0, mayHang: _isDisposedMidway);
            _sink = new JudgedSink(_server, isFollowed: _random.Next(2) == 0, bug);
        }

        public async Task RunAsync()
        {
            _writer = new BatchWriter<Person>(
                new PersonEncoder(seen: (number, person) => _numbers[person.Id] = number),
                _sink.AsSink(),
                new BatchWriterOptions
                {
                    TimeProvider = _time,
                    LoggerFactory = WatchedServices.Logs,
                    OnSettled = OnSettled,
                    MaxBatchRecords = _random.Next(1, 12),
                    MaxBatchAge = TimeSpan.FromSeconds(_random.Next(1, 10)),
                    MaxConcurrentBatches = _random.Next(1, 4),
                    MaxUnsettledRecords = _random.Next(1, 60),
                    MaxRecordAttempts = _random.Next(1, 5),
                    SendAgainDelay = TimeSpan.FromMilliseconds(_random.Next(0, 3_000)),
                    SplitRefusedBatches = _random.Next(5) != 0,
                    StopAfterFailedRequests = _random.Next(3) == 0 ? _random.Next(1, 4) : 0,
                    DuplicateKeys = (DuplicateKeyPolicy)_random.Next(3),
                    SettlementTimeout = TimeSpan.FromMinutes(_random.Next(1, 60)),
                    DisposeTimeout = TimeSpan.FromSeconds(_random.Next(0, 20)),
                }
            );
            var disposeAfter = TimeSpan.FromSeconds(_random.Next(0, 15));
            var disposal = _isDisposedMidway
                ? Task.Run(async () =>
                {
                    await Task.Delay(disposeAfter, _time);
                    await _writer.DisposeAsync();
                })
                : Task.CompletedTask;
            var work = Task.WhenAll(Task.Run(WriteAsync), disposal);
            var stepper = new Random(_random.Next());
            for (var step = 0; !work.IsCompleted; step++)
            {
                Assert.True(step < 100_000, $"The writer does not end: {_writer.Progress}");
                CheckSum();
                for (var i = 0; i < 8; i++)
                {
                    await Task.Yield();
                }

                _time.Advance(TimeSpan.FromMilliseconds(stepper.Next(50, 1_500)));
            }

            await work;
            await JudgeAsync();
        }

        private async Task WriteAsync()
        {
            var count = _random.Next(1, 50);
            try
            {
                while (_next < count)
                {
                    var id = (int)_next + 1;
                    var key = _random.Next(6) == 0 ? _random.Next(1, id + 1) : id;
                    var person = new Person(id, _random.Next(2) == 0 ? $"p{key}@example.com" : $"P{key}@EXAMPLE.com");
                    if (_random.Next(10) == 0)
                    {
                        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(_random.Next(0, 900)), _time);
                        try
                        {
                            await _writer!.WriteAsync(person, impatient.Token);
                        }
                        catch (OperationCanceledException)
                        {
                            // Not accepted: the same person comes once more, and must arrive once.
                            _server.Forgive(id);
                            continue;
                        }
                    }
                    else
                    {
                        await _writer!.WriteAsync(person);
                    }

                    _next = id;
                    CheckSum();
                    if (_random.Next(15) == 0)
                    {
                        await _writer.FlushAsync();
                        CheckFlushed(id);
                    }
                }

                await _writer!.FlushAsync();
                CheckFlushed((int)_next);
                await _writer.CompleteAsync();
            }
            catch (ConnectorException)
            {
                // Stopped; the report says why.
            }
            catch (InvalidOperationException)
            {
                // Disposed of, or stopped for want of useful answers.
            }

            await _writer!.DisposeAsync();
        }

        /// <summary>Everything accepted before a flush has reached the server or has its outcome.</summary>
        private void CheckFlushed(int last)
        {
            lock (_settled)
            {
                for (var id = 1; id <= last; id++)
                {
                    Assert.True(
                        _server.Of(id).Received > 0 || _settled.ContainsKey(_numbers[id]),
                        $"Record {id} was flushed, and neither arrived nor has an outcome."
                    );
                }
            }
        }

        private void OnSettled(SettledRecord record)
        {
            lock (_settled)
            {
                // What throws here is swallowed by the writer: it is judged at the end.
                _twice ??= _settled.TryAdd(record.RecordNumber, record) ? null : record.ToString();
                var now = _writer!.Progress;
                _twice ??= now.Accepted == now.Settled + now.Pending ? null : now.ToString();
            }
        }

        private void CheckSum()
        {
            var now = _writer!.Progress;
            Assert.Equal(now.Accepted, now.Delivered + now.Rejected + now.DeadLettered + now.Unverified + now.Pending);
            Assert.True(now.Pending >= 0 && now.Sent <= now.Accepted, now.ToString());
        }

        private async Task JudgeAsync()
        {
            var report = await _writer!.CompleteAsync();
            Assert.True(report.IsBalanced, report.ToTable());
            Assert.Equal(0, _writer.Progress.Pending);
            Assert.Equal(report.Accepted, _settled.Count);
            Assert.Null(_twice);
            Assert.Empty(_server.Violations);
            foreach (var (number, record) in _settled)
            {
                if (_sink.IdOf(number) is not { } id)
                {
                    Assert.True(record.Outcome is RecordOutcome.DeadLettered, $"{record}: it was never handed to the sink.");
                    continue;
                }

                var log = _server.Of(id);
                switch (record.Outcome)
                {
                    case RecordOutcome.Delivered:
                        Assert.True(log.Stored == 1, $"{record}: stored {log.Stored} times.");
                        break;
                    case RecordOutcome.DeadLettered:
                        Assert.True(log.Stored == 0, $"{record}: the server stored it.");
                        break;
                    case RecordOutcome.Rejected:
                        Assert.True(log is { Stored: 0, Refused: > 0 }, $"{record}: the server did not refuse it.");
                        break;
                }
            }
        }
    }
}
