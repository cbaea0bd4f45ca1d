using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.Tests.Batching;

public sealed class BatchWriterTests
{
    private readonly PooledClock _time = new();
    private readonly ScriptedSink _sink = new();

    [Fact]
    public async Task CompleteAsync_ManyRecords_SendsThemOnceInOrderInFullBatches()
    {
        await using var writer = Writer(options => options.MaxBatchRecords = 100);

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 250).Select(Person.Number));

        Assert.Equal([100, 100, 50], _sink.Ids.Select(ids => ids.Length));
        Assert.Equal(Enumerable.Range(1, 250), _sink.Ids.SelectMany(ids => ids));
        Assert.Equal(250, report.Delivered);
        Assert.Equal(3, report.Batches);
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task WriteAsync_CheckEndsWhileTheRecordIsEncoded_DoesNotWaitForRoomThatIsThere()
    {
        for (var i = 0; i < 50; i++)
        {
            var check = new PassingCheck();
            var encoder = new PersonEncoder(seen: (_, _) => check.WaitUntilEnded());
            await using var writer = new BatchWriter<Person>(encoder, _sink, new BatchWriterOptions(), check, ownsSink: false);

            await writer.WriteAsync(Person.Number(1)).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

            Assert.Equal(1, (await writer.CompleteAsync()).Delivered);
        }
    }

    [Fact]
    public async Task WriteAllAsync_AsyncSource_WritesEveryRecord()
    {
        await using var writer = Writer();

        var report = await writer.WriteAllAsync(Source());

        Assert.Equal(30, report.Delivered);

        static async IAsyncEnumerable<Person> Source()
        {
            for (var i = 1; i <= 30; i++)
            {
                await Task.Yield();
                yield return Person.Number(i);
            }
        }
    }

    [Fact]
    public async Task WriteAllAsync_Channel_WritesWhatComesUntilItIsCompleted()
    {
        await using var writer = Writer();
        var channel = System.Threading.Channels.Channel.CreateBounded<Person>(2);
        var written = writer.WriteAllAsync(channel.Reader);
        for (var i = 1; i <= 20; i++)
        {
            await channel.Writer.WriteAsync(Person.Number(i));
        }

        channel.Writer.Complete();

        Assert.Equal(20, (await written).Delivered);
        Assert.Equal(Enumerable.Range(1, 20), _sink.Ids.SelectMany(ids => ids));
    }

    [Fact]
    public async Task WriteAllAsync_DataReader_WritesEveryRow()
    {
        using var table = new System.Data.DataTable { Columns = { { "N", typeof(int) } }, Rows = { { 7 }, { 8 } } };
        using System.Data.IDataReader reader = table.CreateDataReader();
        await using var writer = new BatchWriter<System.Data.IDataRecord>(new RowEncoder(), _sink, Options());

        var report = await writer.WriteAllAsync(reader);

        Assert.Equal(2, report.Delivered);
        Assert.Equal([7, 8], _sink.Ids.Single());
    }

    [Fact]
    public async Task WriteAllAsync_CountedSource_EstimatesTheTimeLeft()
    {
        await using var writer = Writer();

        await writer.WriteAllAsync(Enumerable.Range(1, 10).Select(Person.Number).ToList());

        Assert.Equal(10, writer.ExpectedRecords);
    }

    [Fact]
    public async Task Progress_HalfDone_EstimatesFromTheSpeedSoFar()
    {
        await using var writer = Writer(options =>
        {
            options.MaxBatchRecords = 10;
            options.ExpectedRecords = 40;
        });
        for (var i = 1; i <= 10; i++)
        {
            await writer.WriteAsync(Person.Number(i));
        }

        await writer.FlushAsync();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(30), writer.Progress.EstimatedTimeLeft);
    }

    [Fact]
    public async Task WriteAsync_BytesOfTheWire_StayBelowTheLimit()
    {
        await using var writer = Writer(options => options.MaxBatchBytes = 500);

        await writer.WriteAllAsync(Enumerable.Range(1, 100).Select(id => Person.Number(id) with { Padding = id }));

        Assert.All(_sink.Bodies, body => Assert.InRange(body.Length, 1, 500));
        Assert.Equal(Enumerable.Range(1, 100), _sink.Ids.SelectMany(ids => ids));
        // Every batch but the last could not have taken one record more.
        var bodies = _sink.Bodies.ToList();
        for (var i = 0; i < bodies.Count - 1; i++)
        {
            var first = bodies[i + 1].IndexOf("}},", StringComparison.Ordinal);
            var next = first < 0 ? bodies[i + 1].Length - 4 : first;
            Assert.True(bodies[i].Length + next > 500 - 2, $"Batch {i + 1} has {bodies[i].Length} bytes and the next record {next}.");
        }
    }

    [Fact]
    public async Task WriteAsync_RecordLargerThanARequest_IsDeadLetteredAndTheRestDelivered()
    {
        var letters = new MemoryDeadLetterSink();
        await using var writer = Writer(options =>
        {
            options.MaxBatchBytes = 500;
            options.DeadLetters = letters;
        });

        var report = await writer.WriteAllAsync([Person.Number(1), Person.Number(2) with { Padding = 600 }, Person.Number(3)]);

        Assert.Equal(2, report.Delivered);
        Assert.Equal(1, report.DeadLetteredByCause["record_too_large"]);
        var letter = Assert.Single(letters.Letters);
        Assert.Equal(("person2@example.com", 2, 0), (letter.Key, letter.RecordNumber, letter.Attempts));
    }

    [Fact]
    public async Task WriteAsync_RecordsOver64Kilobytes_ArriveWhole()
    {
        await using var writer = Writer();

        await writer.WriteAllAsync(Enumerable.Range(1, 8).Select(id => Person.Number(id) with { Padding = 50_000 * (id % 3) }));

        Assert.Equal(Enumerable.Range(1, 8), _sink.Ids.SelectMany(ids => ids));
        using var json = System.Text.Json.JsonDocument.Parse(_sink.Bodies.Single());
        Assert.Equal(
            Enumerable.Range(1, 8).Select(id => 50_000 * (id % 3)),
            json.RootElement.EnumerateArray().Select(row => row.GetProperty("attributes").GetProperty("PAD").GetString()!.Length)
        );
    }

    [Fact]
    public async Task WriteAsync_BatchTooOld_IsSentAsItIs()
    {
        await using var writer = Writer(options => options.MaxBatchAge = TimeSpan.FromSeconds(5));
        await writer.WriteAsync(Person.Number(1));
        _time.Advance(TimeSpan.FromSeconds(4));
        await writer.WriteAsync(Person.Number(2));
        Assert.Empty(_sink.Ids);

        _time.Advance(TimeSpan.FromSeconds(1));

        await Clock.Until(() => writer.Progress.Delivered == 2);
        Assert.Equal([1, 2], Assert.Single(_sink.Ids));
    }

    [Fact]
    public async Task WriteAsync_SecondBatchOpenedLater_IsSentAtItsOwnAge()
    {
        await using var writer = Writer(options => options.MaxBatchAge = TimeSpan.FromSeconds(5));
        await writer.WriteAsync(Person.Number(1));
        _time.Advance(TimeSpan.FromSeconds(3));
        await writer.WriteAsync(Person.Number(2) with { Partition = 1 });
        _time.Advance(TimeSpan.FromSeconds(2));
        await Clock.Until(() => writer.Progress.Delivered == 1);

        _time.Advance(TimeSpan.FromSeconds(3));

        await Clock.Until(() => writer.Progress.Delivered == 2);
    }

    [Fact]
    public async Task WriteAsync_Partitions_DoNotShareARequest()
    {
        await using var writer = Writer();

        await writer.WriteAllAsync(
            Enumerable.Range(1, 40).Select(id => Person.Number(id) with { Partition = id % 3, Clears = id % 2 == 0 })
        );

        Assert.Equal(6, _sink.Ids.Count);
        Assert.All(_sink.Ids, ids => Assert.Single(ids.Select(id => (id % 3, id % 2)).Distinct()));
        Assert.All(_sink.Ids, ids => Assert.Equal(ids.Order(), ids));
    }

    [Fact]
    public async Task WriteAsync_SameKeyInAnotherPartition_ArrivesAfterTheEarlierOne()
    {
        await using var writer = Writer();

        await writer.WriteAllAsync([
            Person.Number(1),
            Person.Number(2) with
            {
                Clears = true,
            },
            Person.Number(3) with
            {
                Email = "PERSON2@example.com",
            },
            Person.Number(4) with
            {
                Email = "person1@example.com",
                Clears = true,
            },
        ]);

        var order = _sink.Ids.SelectMany(ids => ids).ToList();
        Assert.True(order.IndexOf(1) < order.IndexOf(4), string.Join(',', order));
        Assert.True(order.IndexOf(2) < order.IndexOf(3), string.Join(',', order));
    }

    [Theory]
    [InlineData(DuplicateKeyPolicy.LastWins, new[] { 2, 3 }, 1)]
    [InlineData(DuplicateKeyPolicy.FirstWins, new[] { 1, 2 }, 3)]
    public async Task WriteAsync_SameKeyTwice_OneWinsAndTheOtherIsAccountedFor(DuplicateKeyPolicy policy, int[] sent, int superseded)
    {
        var letters = new MemoryDeadLetterSink();
        await using var writer = Writer(options =>
        {
            options.DuplicateKeys = policy;
            options.DeadLetters = letters;
            options.DeadLetterBodies = true;
        });

        var report = await writer.WriteAllAsync([
            new Person(1, "anna+x@example.com"),
            Person.Number(2),
            new Person(3, "Anna+X@EXAMPLE.com"),
        ]);

        Assert.Equal(sent, _sink.Ids.Single());
        Assert.Equal(1, report.DeadLetteredByCause["duplicate_key"]);
        Assert.Equal(2, report.Delivered);
        var letter = Assert.Single(letters.Letters);
        Assert.Equal(superseded, letter.RecordNumber);
        Assert.Contains($"\"N\":{superseded}", System.Text.Encoding.UTF8.GetString(letter.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_SameKeyTwiceNextBatch_SendsBoth()
    {
        await using var writer = Writer(options => options.DuplicateKeys = DuplicateKeyPolicy.NextBatch);

        var report = await writer.WriteAllAsync([
            Person.Number(1),
            Person.Number(2),
            Person.Number(3) with
            {
                Email = "person1@example.com",
            },
        ]);

        Assert.Equal(
            [
                [1, 2],
                [3],
            ],
            _sink.Ids
        );
        Assert.Equal(3, report.Delivered);
    }

    [Fact]
    public async Task WriteAsync_OneKeyForever_KeepsMemoryBounded()
    {
        await using var writer = new BatchWriter<Person>(
            new OneKeyEncoder(60_000),
            _sink,
            Options(options => options.MaxBatchBytes = 100_000)
        );
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 2_000; i++)
        {
            Assert.True(writer.TryWrite(Person.Number(1)));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
        _sink.Answer = (_, _) => Task.FromResult(BatchAnswer.Delivered);
        var report = await writer.CompleteAsync();
        Assert.Equal((2_000, 1_999, 1), (report.Read, report.DeadLetteredByCause["duplicate_key"], report.Delivered));
    }

    [Fact]
    public async Task WriteAsync_ExternalIdsThatDifferInCase_AreDifferentContacts()
    {
        await using var writer = Writer();

        var report = await writer.WriteAllAsync([new Person(1, null) { ExternalId = "a@b" }, new Person(2, null) { ExternalId = "A@B" }]);

        Assert.Equal(2, report.Delivered);
    }

    [Fact]
    public async Task WriteAsync_SkippedAndFailedRecords_AreCountedWhereTheyBelong()
    {
        var letters = new MemoryDeadLetterSink();
        await using var writer = Writer(options => options.DeadLetters = letters);

        var report = await writer.WriteAllAsync([
            Person.Number(1) with
            {
                Skip = "opted out",
            },
            Person.Number(2) with
            {
                Fails = true,
            },
            Person.Number(3),
            Person.Number(4) with
            {
                Skip = "opted out",
            },
        ]);

        Assert.Equal((4, 2, 1, 1), (report.Read, report.Skipped, report.Delivered, report.DeadLettered));
        Assert.Equal(2, report.SkippedByReason["opted out"]);
        Assert.Equal(1, report.DeadLetteredByCause["mapping_invalid_email"]);
        Assert.Equal("email", Assert.Single(Assert.Single(letters.Letters).Failures).Target);
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task WriteAsync_MapThatSkipsFailures_CountsThemAsSkipped()
    {
        await using var writer = new BatchWriter<Person>(new PersonEncoder(FailurePolicy.Skip), _sink, Options());

        var report = await writer.WriteAllAsync([Person.Number(1) with { Fails = true }, Person.Number(2)]);

        Assert.Equal(1, report.SkippedByReason["mapping_invalid_email"]);
        Assert.Equal(0, report.DeadLettered);
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task WriteAsync_MapThatThrows_LosesNothing()
    {
        await using var writer = new BatchWriter<Person>(new ThrowingEncoder(), _sink, Options());
        await writer.WriteAsync(Person.Number(1));

        await Assert.ThrowsAsync<FormatException>(async () => await writer.WriteAsync(Person.Number(2) with { Fails = true }));
        await writer.WriteAsync(Person.Number(3));
        var report = await writer.CompleteAsync();

        Assert.Equal((2, 2), (report.Read, report.Delivered));
        Assert.Equal([1, 3], _sink.Ids.Single());
    }

    [Theory]
    [InlineData(FailurePolicy.DeadLetter)]
    [InlineData(FailurePolicy.Skip)]
    public async Task WriteAsync_TooManyMappingFailures_EndsTheRunAndSettlesWhatWasAccepted(FailurePolicy policy)
    {
        var map = ContactMap.From<Person>(map =>
        {
            map.Email(person => person.Email).MustBeEmail();
            map.Attribute("N", person => person.Id);
            map.OnFailure(policy);
            map.MaxFailures(2);
        });
        await using var writer = new BatchWriter<Person>(map.CreateEncoder(), _sink, Options());
        var people = Enumerable.Range(1, 20).Select(id => id % 3 == 0 ? new Person(id, "x") : Person.Number(id));

        var exception = await Assert.ThrowsAsync<TooManyMappingFailuresException>(() => writer.WriteAllAsync(people));
        await Assert.ThrowsAsync<TooManyMappingFailuresException>(async () => await writer.WriteAsync(Person.Number(21)));
        var report = await writer.CompleteAsync();

        Assert.Equal((3, 6), (exception.Statistics.Failed, exception.Statistics.Encoded));
        Assert.Equal(6, report.Delivered);
        Assert.Equal([1, 2, 4, 5, 7, 8], _sink.Ids.Single());
        // The record that went beyond the limit is the exception's; the two before are accounted for as the map says.
        Assert.Equal(8, report.Read);
        Assert.Equal(policy == FailurePolicy.Skip ? 2 : 0, report.Skipped);
        Assert.Equal(policy == FailurePolicy.Skip ? 0 : 2, report.DeadLettered);
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task WriteAsync_QueueFull_WaitsWithoutAcceptingAndGoesOn()
    {
        var gate = new TaskCompletionSource();
        _sink.Answer = async (_, _) =>
        {
            await gate.Task;
            return BatchAnswer.Delivered;
        };
        await using var writer = Writer(options =>
        {
            options.MaxBatchRecords = 1;
            options.MaxQueuedBatches = 1;
        });
        await writer.WriteAsync(Person.Number(1));
        await Clock.Until(() => !_sink.Ids.IsEmpty);
        await writer.WriteAsync(Person.Number(2));

        var third = writer.WriteAsync(Person.Number(3));
        Assert.False(third.IsCompleted);
        Assert.Equal(2, writer.Progress.Read);
        Assert.False(writer.TryWrite(Person.Number(4)));

        gate.SetResult();
        await third;
        var report = await writer.CompleteAsync();
        Assert.Equal(3, report.Delivered);
    }

    [Fact]
    public async Task TryWrite_NoRoom_DoesNotEncode()
    {
        var gate = new TaskCompletionSource();
        _sink.Answer = async (_, _) =>
        {
            await gate.Task;
            return BatchAnswer.Delivered;
        };
        var encoder = new PersonEncoder();
        await using var writer = new BatchWriter<Person>(encoder, _sink, Options(options => options.MaxUnsettledRecords = 2));
        Assert.True(writer.TryWrite(Person.Number(1)));
        Assert.True(writer.TryWrite(Person.Number(2)));

        Assert.False(writer.TryWrite(Person.Number(3)));

        Assert.Equal(2, encoder.Encoded);
        gate.SetResult();
    }

    [Fact]
    public async Task WriteAsync_RecordOfTheMoment_IsEncodedBeforeTheMethodReturns()
    {
        var gate = new TaskCompletionSource();
        _sink.Answer = async (_, _) =>
        {
            await gate.Task;
            return BatchAnswer.Delivered;
        };
        var encoder = new PersonEncoder();
        await using var writer = new BatchWriter<Person>(encoder, _sink, Options(options => options.MaxUnsettledRecords = 1));
        await writer.WriteAsync(Person.Number(1));

        var second = writer.WriteAsync(Person.Number(2));

        Assert.False(second.IsCompleted);
        Assert.Equal(2, encoder.Encoded);
        gate.SetResult();
        await second;
        Assert.Equal(2, (await writer.CompleteAsync()).Delivered);
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileWaiting_HasNotAcceptedTheRecord()
    {
        var gate = new TaskCompletionSource();
        _sink.Answer = async (_, _) =>
        {
            await gate.Task;
            return BatchAnswer.Delivered;
        };
        await using var writer = Writer(options => options.MaxUnsettledRecords = 1);
        await writer.WriteAsync(Person.Number(1));
        using var cancellation = new CancellationTokenSource();
        var second = writer.WriteAsync(Person.Number(2), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await second);
        gate.SetResult();
        var report = await writer.CompleteAsync();
        Assert.Equal((1, 1), (report.Read, report.Delivered));
        Assert.Equal([1], _sink.Ids.SelectMany(ids => ids));
    }

    [Fact]
    public async Task WriteAsync_ManyThreads_EveryRecordArrivesOnce()
    {
        await using var writer = Writer(options =>
        {
            options.MaxBatchRecords = 7;
            options.MaxUnsettledRecords = 20;
            options.MaxConcurrentBatches = 3;
        });

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(thread =>
                    Task.Run(async () =>
                    {
                        for (var i = 1; i <= 200; i++)
                        {
                            await writer.WriteAsync(Person.Number(thread * 200 + i));
                        }
                    })
                )
        );
        var report = await writer.CompleteAsync();

        Assert.Equal(Enumerable.Range(1, 1600), _sink.Ids.SelectMany(ids => ids).Order());
        Assert.Equal(1600, report.Delivered);
        Assert.InRange(_sink.MostUnderWay, 1, 3);
    }

    [Fact]
    public async Task MaxConcurrentBatches_SameKeyUnderWay_WaitsForIt()
    {
        var gate = new TaskCompletionSource();
        _sink.Answer = async (batch, _) =>
        {
            if (batch.Number == 1)
            {
                await gate.Task;
            }

            return BatchAnswer.Delivered;
        };
        await using var writer = Writer(options =>
        {
            options.MaxBatchRecords = 1;
            options.MaxConcurrentBatches = 4;
            options.MaxQueuedBatches = 4;
        });
        await writer.WriteAsync(new Person(1, "a@example.com"));
        await writer.WriteAsync(new Person(2, "b@example.com"));
        await Clock.Until(() => writer.Progress.Delivered == 1);

        await writer.WriteAsync(new Person(3, "A@example.com"));
        await writer.WriteAsync(new Person(4, "c@example.com"));

        // Batches start in order, so that the fourth waits behind the third.
        Assert.Equal([1, 2], _sink.Ids.SelectMany(ids => ids).Order());
        gate.SetResult();
        await writer.CompleteAsync();
        var order = _sink.Ids.SelectMany(ids => ids).ToList();
        Assert.True(order.IndexOf(1) < order.IndexOf(3));
    }

    [Fact]
    public async Task FlushAsync_HalfFullBatch_ReturnsWhenTheServiceHasAnswered()
    {
        var gate = new TaskCompletionSource();
        _sink.Answer = async (_, _) =>
        {
            await gate.Task;
            return BatchAnswer.Delivered;
        };
        await using var writer = Writer();
        await writer.WriteAsync(Person.Number(1));

        var flush = writer.FlushAsync();
        await Clock.Until(() => !_sink.Ids.IsEmpty);
        Assert.False(flush.IsCompleted);

        gate.SetResult();
        await flush;
        Assert.Equal(1, writer.Progress.Delivered);
    }

    [Fact]
    public async Task SendAsync_Exceptions_GiveEachRecordTheOutcomeThatIsCertain()
    {
        var cases = new (Exception Exception, RecordOutcome Outcome, string Cause)[]
        {
            (Refusal(400, "invalid_parameter"), RecordOutcome.DeadLettered, "invalid_parameter"),
            (Refusal(400, "Zoe <zoe@example.com> is wrong"), RecordOutcome.DeadLettered, "refused"),
            (Refusal(413), RecordOutcome.DeadLettered, "record_too_large"),
            (Refusal(429), RecordOutcome.DeadLettered, "rate_limited"),
            (Refusal(408), RecordOutcome.Unverified, "no_answer"),
            (Refusal(500), RecordOutcome.Unverified, "no_answer"),
            (Refusal(503), RecordOutcome.Unverified, "no_answer"),
            (new ServiceUnreachableException("S", "o", "m", mayHaveBeenProcessed: true), RecordOutcome.Unverified, "no_answer"),
            (new ServiceUnreachableException("S", "o", "m", mayHaveBeenProcessed: false), RecordOutcome.DeadLettered, "unreachable"),
            (new UnexpectedAnswerException("S", "o", System.Net.HttpStatusCode.OK, "m"), RecordOutcome.Unverified, "no_answer"),
            (new QuotaWaitException("S", "o", "b", TimeSpan.Zero, "m"), RecordOutcome.DeadLettered, "quota_wait"),
            (new HttpRequestException(), RecordOutcome.Unverified, "no_answer"),
            (new InvalidDataException(), RecordOutcome.Unverified, "sink_failed"),
        };
        var settled = new List<SettledRecord>();
        _sink.Answer = async (batch, _) =>
        {
            await Task.Yield();
            throw cases[batch.Number - 1].Exception;
        };
        await using var writer = Writer(options =>
        {
            options.MaxBatchRecords = 1;
            options.StopAfterFailedRequests = 0;
            options.OnSettled = settled.Add;
        });

        var report = await writer.WriteAllAsync(Enumerable.Range(1, cases.Length).Select(Person.Number));

        Assert.Equal(
            cases.Select(c => (c.Outcome, c.Cause)),
            settled.OrderBy(record => record.RecordNumber).Select(record => (record.Outcome, record.Cause.Value))
        );
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task SendAsync_NullAnswer_IsUnverified()
    {
        _sink.Answer = (_, _) => Task.FromResult<BatchAnswer>(null!);
        await using var writer = Writer();

        var report = await writer.WriteAllAsync([Person.Number(1)]);

        Assert.Equal(1, report.UnverifiedByCause["sink_failed"]);
    }

    [Fact]
    public async Task SendAsync_PerRecordAnswer_SettlesEachRecord()
    {
        _sink.Answer = (_, _) =>
        {
            var settlement = new BatchSettlement(RecordOutcome.Delivered);
            settlement.Set(1, RecordOutcome.Rejected, new OutcomeCause("unknown_product"));
            return Task.FromResult(BatchAnswer.PerRecord(settlement));
        };
        await using var writer = Writer();

        var report = await writer.WriteAllAsync([Person.Number(1), Person.Number(2), Person.Number(3)]);

        Assert.Equal((2, 1), (report.Delivered, report.RejectedByCause["unknown_product"]));
    }

    [Fact]
    public async Task SendAsync_AcceptedByASinkThatDoesNotFollow_IsUnverified()
    {
        _sink.Answer = (_, _) => Task.FromResult(BatchAnswer.Accepted("7"));
        var settled = new List<SettledRecord>();
        await using var writer = Writer(options => options.OnSettled = settled.Add);

        var report = await writer.WriteAllAsync([Person.Number(1)]);

        Assert.Equal(1, report.UnverifiedByCause["not_followed"]);
        Assert.Equal("7", Assert.Single(settled).ProcessId);
    }

    [Fact]
    public async Task WriteAsync_CredentialsRejected_StopsWithThatExceptionAndAccountsForAll()
    {
        _sink.Answer = (_, _) =>
            Task.FromException<BatchAnswer>(
                new CredentialsRejectedException("Brevo", "x", System.Net.HttpStatusCode.Unauthorized, "Check the key.")
            );
        await using var writer = Writer(options => options.MaxBatchRecords = 2);
        var written = 0;

        var exception = await Assert.ThrowsAsync<CredentialsRejectedException>(async () =>
        {
            while (true)
            {
                await writer.WriteAsync(Person.Number(++written));
            }
        });
        var report = await writer.CompleteAsync();

        Assert.Equal("Check the key.", exception.Message);
        Assert.Equal("Check the key.", report.StopReason);
        Assert.Equal(report.Read, report.DeadLettered);
        Assert.Equal(2, report.DeadLetteredByCause["unauthorized"]);
        Assert.Single(_sink.Ids);
        await Assert.ThrowsAsync<CredentialsRejectedException>(() => writer.FlushAsync());
    }

    [Fact]
    public async Task WriteAsync_ServiceDown_StopsAfterSomeRequests()
    {
        _sink.Answer = (_, _) => Task.FromException<BatchAnswer>(new ServiceUnreachableException("S", "o", "Down.", false));
        await using var writer = Writer(options =>
        {
            options.MaxBatchRecords = 1;
            options.StopAfterFailedRequests = 3;
        });

        await Assert.ThrowsAsync<ServiceUnreachableException>(() => writer.WriteAllAsync(Enumerable.Range(1, 100).Select(Person.Number)));
        var report = await writer.CompleteAsync();

        Assert.Equal(3, report.DeadLetteredByCause["unreachable"]);
        Assert.Equal(3, _sink.Ids.Count);
        Assert.True(report.IsBalanced);
    }

    [Fact]
    public async Task WriteAsync_AfterComplete_SaysSo()
    {
        await using var writer = Writer();
        await writer.CompleteAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.WriteAsync(Person.Number(1)));
        Assert.Throws<InvalidOperationException>(() => writer.TryWrite(Person.Number(1)));
    }

    [Fact]
    public async Task DisposeAsync_RecordsLeft_SendsThem()
    {
        var writer = Writer();
        await writer.WriteAsync(Person.Number(1));

        await writer.DisposeAsync();

        Assert.Equal([1], _sink.Ids.Single());
        Assert.Equal(0, writer.Progress.Pending);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.WriteAsync(Person.Number(2)));
    }

    [Fact]
    public async Task DisposeAsync_ServiceHangs_SettlesTheRestAsWhatItIs()
    {
        var settled = new List<SettledRecord>();
        _sink.Answer = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
            return BatchAnswer.Delivered;
        };
        var writer = Writer(options =>
        {
            options.MaxBatchRecords = 1;
            options.OnSettled = settled.Add;
        });
        await writer.WriteAsync(Person.Number(1));
        await Clock.Until(() => !_sink.Ids.IsEmpty);
        await writer.WriteAsync(Person.Number(2));

        await _time.RunAsync(writer.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1));

        Assert.Equal(
            [(1L, RecordOutcome.Unverified, "cancelled"), (2L, RecordOutcome.DeadLettered, "not_sent")],
            settled.OrderBy(record => record.RecordNumber).Select(record => (record.RecordNumber, record.Outcome, record.Cause.Value))
        );
        Assert.Equal(0, writer.Progress.Pending);
    }

    [Fact]
    public async Task DisposeAsync_SinkIgnoresItsToken_ReturnsAllTheSame()
    {
        var never = new TaskCompletionSource<BatchAnswer>();
        _sink.Answer = (_, _) => never.Task;
        var writer = Writer();
        await writer.WriteAsync(Person.Number(1));

        await _time.RunAsync(writer.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1));

        Assert.Equal(1, writer.Progress.Unverified);
    }

    [Fact]
    public async Task OnSettled_ApplicationThrows_WriterGoesOn()
    {
        await using var writer = Writer(options => options.OnSettled = _ => throw new InvalidOperationException());

        var report = await writer.WriteAllAsync([Person.Number(1), Person.Number(2)]);

        Assert.Equal(2, report.Delivered);
    }

    [Fact]
    public async Task Progress_Listener_GetsTheLastSnapshot()
    {
        var snapshots = new List<BatchWriteProgress>();
        await using var writer = Writer(options => options.Progress = new Listener(snapshots));

        await writer.WriteAllAsync([Person.Number(1)]);

        Assert.Equal((1, 1, 0, 1), (snapshots[^1].Read, snapshots[^1].Delivered, snapshots[^1].Pending, snapshots[^1].Requests));
    }

    [Fact]
    public async Task WriteAsync_CheckPassesWhileTheRecordIsEncoded_GoesOn()
    {
        var check = new GatedCheck();
        var encoder = new PersonEncoder(
            seen: (_, _) =>
            {
                Assert.True(SpinWait.SpinUntil(() => check.IsWaiting, TimeSpan.FromSeconds(30)));
                check.Passed.TrySetResult([]);
            }
        );
        await using var writer = new BatchWriter<Person>(encoder, _sink, Options(), check, ownsSink: false);

        // Away from the test's context, so that passing the check runs to its end inside the encoder.
        await Task.Run(async () => await writer.WriteAsync(Person.Number(1))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(1, (await writer.CompleteAsync()).Delivered);
    }

    [Fact]
    public async Task WriteAsync_MapThatWritesToItsWriter_IsRefused()
    {
        BatchWriter<Person>? writer = null;
        var encoder = new RecursiveEncoder(() => writer!.TryWrite(Person.Number(9)));
        await using (writer = new BatchWriter<Person>(encoder, _sink, Options()))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.WriteAsync(Person.Number(1)));
        }
    }

    [Fact]
    public void Constructor_EnvelopeLargerThanTheLimit_SaysSo()
    {
        var exception = Assert.Throws<ArgumentException>(() => Writer(options => options.MaxBatchBytes = 4));

        Assert.Contains("MaxBatchBytes", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceException Refusal(int status, string? code = null) =>
        new("S", "o", (System.Net.HttpStatusCode)status, "m") { ErrorCode = code };

    private BatchWriter<Person> Writer(Action<BatchWriterOptions>? configure = null) => new(new PersonEncoder(), _sink, Options(configure));

    private BatchWriterOptions Options(Action<BatchWriterOptions>? configure = null)
    {
        var options = new BatchWriterOptions { TimeProvider = _time, LoggerFactory = WatchedServices.Logs };
        configure?.Invoke(options);
        return options;
    }

    private sealed class RowEncoder : RecordEncoder<System.Data.IDataRecord>
    {
        private readonly PersonEncoder _inner = new();

        public override EncodedRecord Encode(System.Data.IDataRecord record, long number, System.Buffers.IBufferWriter<byte> output) =>
            _inner.Encode(Person.Number(record.GetInt32(0)), number, output);
    }

    private sealed class Listener(List<BatchWriteProgress> snapshots) : IProgress<BatchWriteProgress>
    {
        public void Report(BatchWriteProgress value) => snapshots.Add(value);
    }

    private sealed class ThrowingEncoder : RecordEncoder<Person>
    {
        private readonly PersonEncoder _inner = new();

        public override EncodedRecord Encode(Person record, long number, System.Buffers.IBufferWriter<byte> output)
        {
            var encoded = _inner.Encode(record, number, output);
            return encoded.Outcome is EncodeOutcome.Failed ? throw new FormatException() : encoded;
        }
    }

    private sealed class GatedCheck : BatchCheck<Person>
    {
        public TaskCompletionSource<IReadOnlyList<MappingProblem>> Passed { get; } = new();

        public volatile bool IsWaiting;

        public override IReadOnlyList<MappingProblem> CheckSource(Person firstRecord) => [];

        public override Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => IsWaiting = true, null);
            return Passed.Task;
        }
    }

    private sealed class OneKeyEncoder(int size) : RecordEncoder<Person>
    {
        public override EncodedRecord Encode(Person record, long number, System.Buffers.IBufferWriter<byte> output)
        {
            var bytes = output.GetSpan(size)[..size];
            bytes.Fill((byte)' ');
            "\"a@b.c\""u8.CopyTo(bytes);
            output.Advance(size);
            return new EncodedRecord { Outcome = EncodeOutcome.Encoded, Key = new FieldRange(1, 5) };
        }
    }

    private sealed class RecursiveEncoder(Func<bool> write) : RecordEncoder<Person>
    {
        public override EncodedRecord Encode(Person record, long number, System.Buffers.IBufferWriter<byte> output)
        {
            write();
            return default;
        }
    }

    private sealed class PassingCheck : BatchCheck<Person>
    {
        private volatile bool _isCalled;

        public override IReadOnlyList<MappingProblem> CheckSource(Person firstRecord) => [];

        public override Task<IReadOnlyList<MappingProblem>> CheckTargetAsync(CancellationToken cancellationToken)
        {
            _isCalled = true;
            return Task.FromResult<IReadOnlyList<MappingProblem>>([]);
        }

        /// <summary>Keeps the encoder busy until the check has returned and its task had time to complete.</summary>
        public void WaitUntilEnded()
        {
            Assert.True(SpinWait.SpinUntil(() => _isCalled, TimeSpan.FromSeconds(30)));
            Thread.SpinWait(100_000);
        }
    }
}
