using System.Security.Cryptography;
using BrevoTd.Connector.Batching;

namespace BrevoTd.Connector.IntegrationTests.Batching;

/// <summary>A writer with a journal is killed at random moments; then the journal and the log of the server, which lives on, are compared.</summary>
public sealed class JournalCrashTests : IDisposable
{
    private const int Records = 2_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("crash").FullName;
    private readonly object _lock = new();
    private int _kills;
    private long _absent;
    private long _inFlight;
    private long _withProcess;
    private long _delivered;
    private long _rejected;
    private long _refused;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 180_000)]
    public async Task ReadAsync_After50Kills_FindsEveryKeyAbsentAndUnsentInFlightOrFinal()
    {
        await using var server = await ItemServer.StartAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, 50),
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            async (round, cancellationToken) =>
            {
                var name = $"round{round}";
                var path = Path.Combine(_folder, $"{name}.journal");
                using (
                    var host = await CrashHost.StartAsync(
                        "journal",
                        cancellationToken,
                        server.Address,
                        path,
                        name,
                        Records,
                        JournalResume.StartNew
                    )
                )
                {
                    await ReachAsync(server, name, cancellationToken);
                    if (await host.KillAsync(cancellationToken))
                    {
                        Interlocked.Increment(ref _kills);
                    }
                }

                await CheckAsync(server, path, name, cancellationToken);
                if (round % 10 == 0)
                {
                    await ResumeAsync(server, path, name, cancellationToken);
                }
            }
        );

        // The moments were such that there was something to get wrong.
        Assert.InRange(_kills, 40, 50);
        Assert.All(
            new[] { _absent, _inFlight, _withProcess, _delivered, _rejected, _refused },
            count => Assert.InRange(count, 20, 50 * Records)
        );
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{_kills} kills: absent {_absent}, in flight {_inFlight} (with process {_withProcess}), delivered {_delivered}, rejected {_rejected}, refused {_refused}"
        );
    }

    /// <summary>A random moment of the work, however fast the machine is: some records have reached the server, and a little more time has passed.</summary>
    private static async Task ReachAsync(ItemServer server, string name, CancellationToken cancellationToken)
    {
        var records = RandomNumberGenerator.GetInt32(Records * 3 / 4);
        while (records > 0 && !server.Received.ContainsKey($"{name}-{records}"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(20)), TimeProvider.System, cancellationToken);
    }

    /// <summary>Never sent and absent: the first line of the loop. The others say that what the journal calls an outcome is one.</summary>
    private async Task CheckAsync(ItemServer server, string path, string name, CancellationToken cancellationToken)
    {
        // The server may still be reading what the process sent last; what it reads later is in flight in any case.
        var received = server.Received.Keys.Where(key => key.StartsWith(name + "-", StringComparison.Ordinal)).ToHashSet();
        var state = await BatchJournal.ReadAsync(path, cancellationToken);
        long found = 0;
        foreach (var key in Enumerable.Range(1, Records).Select(i => $"{name}-{i}"))
        {
            var record = state.Find(key);
            found += record is null ? 0 : 1;
            if (record is null)
            {
                Assert.False(received.Contains(key) || server.Received.ContainsKey(key), $"{key} was sent and is not in the journal.");
            }
            else if (record.Outcome is RecordOutcome.Delivered)
            {
                Assert.Equal(1, server.Stored.GetValueOrDefault(key));
            }
            else if (record.Outcome is RecordOutcome.DeadLettered or RecordOutcome.Rejected)
            {
                Assert.Contains(record.Cause.Value, new[] { "refused", "not_liked" });
                Assert.Equal((true, 0), (server.Received.ContainsKey(key), server.Stored.GetValueOrDefault(key)));
            }
            else
            {
                Assert.Null(record.Outcome);
                if (record.ProcessId is { } process)
                {
                    Assert.Contains(key, server.Processes[process]);
                }
            }
        }

        Assert.Equal(found, state.InFlight + state.Delivered + state.Rejected + state.DeadLettered);
        Assert.Equal(state.InFlight, state.BatchesInFlight.Sum(batch => batch.Records));
        lock (_lock)
        {
            _absent += Records - found;
            _inFlight += state.InFlight;
            _withProcess += state.BatchesInFlight.Where(batch => batch.ProcessId is not null).Sum(batch => batch.Records);
            _delivered += state.Delivered;
            _rejected += state.Rejected;
            _refused += state.DeadLettered;
        }
    }

    private static async Task ResumeAsync(ItemServer server, string path, string name, CancellationToken cancellationToken)
    {
        var before = await BatchJournal.ReadAsync(path, cancellationToken);
        using var host = await CrashHost.StartAsync(
            "journal",
            cancellationToken,
            server.Address,
            path,
            name,
            Records,
            JournalResume.SkipSent
        );
        await host.EndAsync(cancellationToken);
        var after = await BatchJournal.ReadAsync(path, cancellationToken);

        // A process that was killed early enough has not begun a run.
        Assert.Equal((before.InFlight, before.Runs + 1), (after.InFlight, after.Runs));
        Assert.Equal(Records, after.InFlight + after.Delivered + after.Rejected + after.DeadLettered);
        Assert.All(
            Enumerable.Range(1, Records).Select(i => $"{name}-{i}"),
            key => Assert.InRange(server.Stored.GetValueOrDefault(key), after.Find(key)!.Outcome is RecordOutcome.Delivered ? 1 : 0, 1)
        );
    }
}
