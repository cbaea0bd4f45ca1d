using System.Globalization;
using System.Net;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>Random records, options, faults and endings against a server with a log of its own.</summary>
public sealed class BatchWriterPropertyTests
{
    [Fact]
    public async Task AnySchedule_SumHoldsAtEveryStepAndOutcomesAgreeWithTheServer() =>
        await Gen.Int.SampleAsync(seed => new Schedule(seed).RunAsync(), iter: 1_000, threads: 2);

    private sealed class Schedule
    {
        private static readonly string[] Causes = ["invalid_emails", "duplicate_ext_id", "duplicate_email_id", "duplicate_phone_id"];

        private readonly Random _random;
        private readonly PooledClock _time = new();
        private readonly SimulatedBrevo _server;
        private readonly List<Person> _people;
        private readonly Dictionary<int, SettledRecord> _settled = [];
        private readonly Dictionary<int, string> _settledTwice = [];
        private readonly HashSet<int> _accepted = [];
        private readonly Dictionary<long, int> _idByNumber = [];
        private readonly bool _hasFaults;
        private readonly bool _mayHang;
        private readonly bool _isDisposedMidway;
        private bool _wasCutShort;
        private long _skipped;

        public Schedule(int seed)
        {
            _random = new Random(seed);
            _hasFaults = Chance(0.7);
            _mayHang = Chance(0.15);
            _isDisposedMidway = _wasCutShort = _mayHang || Chance(0.15);
            _server = new SimulatedBrevo(_time)
            {
                NextFault = PickFault,
                Plan = Plan,
                LookFault = () => Chance(0.1) && _hasFaults ? Failure() : null,
                ReportFault = _ => null,
            };
            _people = [.. Enumerable.Range(1, _random.Next(0, 120)).Select(MakePerson)];
        }

        public async Task RunAsync()
        {
            var options = MakeOptions();
            var letters = Chance(0.5) ? new MemoryDeadLetterSink() : null;
            options.DeadLetters = letters;
            options.OnSettled = Record;
            var contacts = new BrevoTd.Connector.Brevo.BrevoContactsClient(_server);
            var sink = new ContactImportSink(_server, contacts, options);
            var writer = new BatchWriter<Person>(
                new PersonEncoder(seen: Encoded),
                sink,
                options,
                Chance(0.5) ? new SlowCheck(this) : null,
                ownsSink: true
            );

            BatchWriteReport? report = null;
            var disposal = _isDisposedMidway ? DisposeMidwayAsync(writer, TimeSpan.FromSeconds(_random.Next(0, 40))) : Task.CompletedTask;
            var work = Task.Run(async () => report = await WriteAsync(writer));
            var all = Task.WhenAll(work, disposal);
            for (var step = 0; !all.IsCompleted; step++)
            {
                Assert.True(step < 200_000, $"The writer does not end: {writer.Progress}");
                CheckSum(writer.Progress);
                for (var i = 0; i < 8; i++)
                {
                    await Task.Yield();
                }

                _time.Advance(TimeSpan.FromMilliseconds(_random.Next(50, 2_000)));
            }

            await all;
            CheckSum(writer.Progress);
            Assert.Equal(0, writer.Progress.Pending);
            Assert.NotNull(report);
            CheckReport(report, writer.Progress, letters);
            CheckAgainstServer(report);
        }

        private async Task<BatchWriteReport> WriteAsync(BatchWriter<Person> writer)
        {
            var cutAt = Chance(0.2) ? _random.Next(0, _people.Count + 1) : int.MaxValue;
            try
            {
                for (var i = 0; i < _people.Count; i++)
                {
                    if (i == cutAt)
                    {
                        break;
                    }

                    await WriteOneAsync(writer, _people[i]);
                    if (Chance(0.02))
                    {
                        await FlushAsync(writer);
                    }
                }

                if (cutAt == int.MaxValue)
                {
                    if (Chance(0.1))
                    {
                        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(_random.Next(0, 5)), _time);
                        try
                        {
                            await writer.CompleteAsync(impatient.Token);
                        }
                        catch (OperationCanceledException) { }
                    }

                    await writer.CompleteAsync();
                }
            }
            catch (ConnectorException)
            {
                // The writer has stopped; its report says so.
            }
            catch (InvalidOperationException) when (_isDisposedMidway)
            {
                // Disposed of while it was written to.
            }

            _wasCutShort |= writer.Progress.Pending > 0;
            await writer.DisposeAsync();
            return await writer.CompleteAsync();
        }

        private async Task DisposeMidwayAsync(BatchWriter<Person> writer, TimeSpan after)
        {
            await Task.Delay(after, _time);
            await writer.DisposeAsync();
        }

        private async Task WriteOneAsync(BatchWriter<Person> writer, Person person)
        {
            if (Chance(0.3))
            {
                if (writer.TryWrite(person))
                {
                    Accept(person);
                    return;
                }
            }

            if (Chance(0.05))
            {
                using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(_random.Next(0, 3_000)), _time);
                try
                {
                    await writer.WriteAsync(person, cancellation.Token);
                    Accept(person);
                }
                catch (OperationCanceledException)
                {
                    // Not accepted: it must not turn up anywhere.
                }

                return;
            }

            await writer.WriteAsync(person);
            Accept(person);
        }

        private void Accept(Person person)
        {
            if (person.Skip is not null)
            {
                _skipped++;
            }
            else
            {
                lock (_settled)
                {
                    _accepted.Add(person.Id);
                }
            }
        }

        private async Task FlushAsync(BatchWriter<Person> writer)
        {
            int[] before;
            lock (_settled)
            {
                before = [.. _accepted];
            }

            await writer.FlushAsync();
            lock (_settled)
            {
                foreach (var id in before)
                {
                    Assert.True(
                        _settled.ContainsKey(id) || _server.HasTaken(id),
                        $"Record {id} was accepted before a flush, and is neither sent nor settled after it."
                    );
                }
            }
        }

        private void Record(SettledRecord record)
        {
            lock (_settled)
            {
                var id = _idByNumber[record.RecordNumber];
                if (!_settled.TryAdd(id, record))
                {
                    _settledTwice[id] = record.ToString();
                }
            }
        }

        private void CheckSum(BatchWriteProgress progress)
        {
            Assert.Equal(progress.Read, progress.Skipped + progress.Accepted);
            Assert.Equal(
                progress.Accepted,
                progress.Delivered + progress.Rejected + progress.DeadLettered + progress.Unverified + progress.Pending
            );
            Assert.True(progress.Pending >= 0);
        }

        private void CheckReport(BatchWriteReport report, BatchWriteProgress progress, MemoryDeadLetterSink? letters)
        {
            Assert.True(report.IsBalanced, report.ToTable());
            Assert.Equal(_accepted.Count, report.Accepted);
            Assert.Equal(_skipped, report.Skipped);
            Assert.Empty(_settledTwice);
            Assert.Equal(_accepted.Order(), _settled.Keys.Order());
            Assert.Equal(report.Delivered, Count(RecordOutcome.Delivered));
            Assert.Equal(report.Rejected, Count(RecordOutcome.Rejected));
            Assert.Equal(report.DeadLettered, Count(RecordOutcome.DeadLettered));
            Assert.Equal(report.Unverified, Count(RecordOutcome.Unverified));
            Assert.Equal(report.Read, progress.Read);
            Assert.Empty(report.UnmatchedReportLines);
            if (letters is not null)
            {
                Assert.Equal(report.DeadLettered, letters.Letters.Count);
            }

            long Count(RecordOutcome outcome) => _settled.Values.LongCount(record => record.Outcome == outcome);
        }

        private void CheckAgainstServer(BatchWriteReport report)
        {
            foreach (var (id, times) in _server.Received)
            {
                Assert.True(times == 1, $"Record {id} was sent {times} times.");
                Assert.Contains(id, _accepted);
            }

            foreach (var (id, settled) in _settled)
            {
                var process = _server.Taken.GetValueOrDefault(id);
                switch (settled.Outcome)
                {
                    case RecordOutcome.Delivered:
                        Assert.True(process is { IsAcknowledged: true, EndStatus: "completed" }, $"{settled}: nobody stored it.");
                        Assert.Null(process.CauseOf(id));
                        break;
                    case RecordOutcome.Rejected:
                        Assert.NotNull(process);
                        Assert.Equal(process.CauseOf(id), settled.Cause.Value);
                        break;
                    case RecordOutcome.DeadLettered:
                        Assert.True(process is null, $"{settled}: the server took it.");
                        break;
                    default:
                        Assert.True(_wasCutShort || report.StopReason is not null || _hasFaults, $"{settled}: nothing went wrong.");
                        break;
                }

                if (process is { IsAcknowledged: true } && IsLearnable(process) && !_wasCutShort)
                {
                    Assert.True(
                        settled.Outcome is RecordOutcome.Delivered or RecordOutcome.Rejected,
                        $"{settled}, although process {process.Id} can be read to its end."
                    );
                }

                if (settled.Cause == OutcomeCause.DuplicateKey)
                {
                    var person = _people[id - 1];
                    Assert.Contains(
                        _people,
                        other => other.Id != id && string.Equals(KeyOf(other), KeyOf(person), StringComparison.OrdinalIgnoreCase)
                    );
                }
            }
        }

        private static bool IsLearnable(SimulatedProcess process) =>
            process.EndStatus == "completed" && process.HasInfo && process.IsListed && process.ReportValues.Count == 0;

        private ContactImportWriterOptions MakeOptions() =>
            new()
            {
                ListIds = [42],
                CheckBeforeSending = false,
                TimeProvider = _time,
                MaxBatchRecords = _random.Next(1, 30),
                MaxBatchBytes = Chance(0.5) ? 8_000_000 : _random.Next(400, 4_000),
                MaxBatchAge = Chance(0.2) ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(_random.Next(1, 20)),
                MaxConcurrentBatches = _random.Next(1, 4),
                MaxQueuedBatches = _random.Next(1, 4),
                MaxUnsettledRecords = _random.Next(1, 200),
                StopAfterFailedRequests = _random.Next(0, 5),
                DuplicateKeys = Pick(DuplicateKeyPolicy.LastWins, DuplicateKeyPolicy.FirstWins, DuplicateKeyPolicy.NextBatch),
                SettlementTimeout = TimeSpan.FromDays(10),
                DisposeTimeout = TimeSpan.FromSeconds(_random.Next(0, 60)),
                MaxLooksPerHour = _random.Next(5, 200),
            };

        private Person MakePerson(int id)
        {
            var kind = _random.Next(10);
            var key = Chance(0.15) && id > 1 ? _random.Next(1, id) : id;
            var person = kind switch
            {
                0 => new Person(id, null) { ExternalId = $"X{key}" },
                1 => new Person(id, null) { Phone = $"+33 6 {10_000_000 + key}" },
                _ => new Person(id, Cased($"p{key}{Pick("", "+tag", "'s", "é", "ß", "\"q\"")}@exämple.com"))
                {
                    ExternalId = Chance(0.5) ? $"E{id}" : null,
                    Phone = Chance(0.5) ? $"+336{20_000_000 + id}" : null,
                },
            };
            return person with
            {
                Partition = Chance(0.2) ? 1 : 0,
                Clears = Chance(0.2),
                Skip = Chance(0.05) ? Pick("opted out", "too young") : null,
                Fails = Chance(0.05),
                Padding = Chance(0.03) ? 5_000 : _random.Next(0, 60),
            };
        }

        private ImportFault PickFault()
        {
            lock (_random)
            {
                if (_mayHang && _random.NextDouble() < 0.1)
                {
                    return _random.Next(2) == 0 ? ImportFault.HangsUnread : ImportFault.HangsStored;
                }

                if (!_hasFaults || _random.NextDouble() > 0.25)
                {
                    return ImportFault.None;
                }

                return _random.Next(40) == 0 ? ImportFault.WrongKey : (ImportFault)_random.Next(1, (int)ImportFault.HangsUnread);
            }
        }

        private void Plan(SimulatedProcess process)
        {
            lock (_random)
            {
                process.CompletesAt = _time.GetUtcNow() + TimeSpan.FromMilliseconds(_random.Next(0, 20_000));
                process.WorkingStatus = Pick("queued", "in_process", "processing", "a_new_word");
                process.HasInfoInList = Chance(0.9);
                foreach (var row in process.Rows.Where(_ => Chance(0.1)))
                {
                    var cause = Causes[_random.Next(Causes.Length)];
                    process.Refused.TryAdd(cause, []);
                    process.Refused[cause].Add(row);
                }

                var separator = Pick(';', ',', '\t', '|');
                var header = Pick("EMAIL;EXT_ID;SMS;N", "email;ext_id;sms;n", "E-mail;ext id;Phone number;N");
                var lineEnd = Pick("\n", "\r\n", "\r");
                var mark = Chance(0.3);
                var lowers = Chance(0.5);
                process.Format = rows =>
                    SimulatedProcess.Csv(
                        lowers ? rows.ConvertAll(static row => row with { Email = row.Email?.ToLowerInvariant() }) : rows,
                        separator,
                        header.Replace(';', separator),
                        lineEnd,
                        mark
                    );
                if (!_hasFaults)
                {
                    return;
                }

                process.EndStatus = Chance(0.05) ? Pick("failed", "cancelled") : "completed";
                process.HasInfo = Chance(0.95);
                process.IsListed = Chance(0.97);
                foreach (var cause in process.Refused.Keys.Where(_ => Chance(0.1)))
                {
                    process.ReportValues[cause] = Pick("\"gone\"", "3", "\"http://elsewhere.example.com/x\"");
                }
            }
        }

        /// <summary>A check that passes after a while, as short as it may be.</summary>
        private sealed class SlowCheck(Schedule schedule) : BatchCheck<Person>
        {
            public override IReadOnlyList<MappingProblem> CheckSource(Person firstRecord) => [];

            public override async Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken)
            {
                if (schedule.Chance(0.3))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), schedule._time, cancellationToken);
                }

                return [];
            }
        }

        private static Exception Failure() =>
            new ServiceException("Brevo", "processes.list", HttpStatusCode.ServiceUnavailable, "Later.")
            {
                RetryAfter = TimeSpan.FromSeconds(7),
            };

        private void Encoded(long number, Person person)
        {
            lock (_settled)
            {
                _idByNumber[number] = person.Id;
            }
        }

        private static string? KeyOf(Person person) => person.Email ?? person.ExternalId ?? person.Phone;

        private string Cased(string text) => Chance(0.3) ? text.ToUpper(CultureInfo.InvariantCulture) : text;

        private bool Chance(double probability)
        {
            lock (_random)
            {
                return _random.NextDouble() < probability;
            }
        }

        private T Pick<T>(params T[] values)
        {
            lock (_random)
            {
                return values[_random.Next(values.Length)];
            }
        }
    }
}
