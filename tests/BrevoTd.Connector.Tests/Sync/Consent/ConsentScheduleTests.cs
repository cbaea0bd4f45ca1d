using System.Globalization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Sync;
using Subscriber = BrevoTd.Connector.Tests.Sync.ConsentAccount.Subscriber;

namespace BrevoTd.Connector.Tests.Sync;

/// <summary>
/// Whatever the order of pushes from a stale source, unsubscribes and erasures, and however late imports are processed: nobody who is blocked can be written to, nobody comes back.
/// </summary>
/// <remarks>Many more schedules: <c>dotnet run --project tests/BrevoTd.Connector.Tests -f net10.0 -- -explicit only -method "*AnyOfManySchedules*"</c>.</remarks>
public sealed class ConsentScheduleTests
{
    private const int People = 5;

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Parts))]
    public Task RunAsync_InAnySchedule_BringsNobodyBack(int part) => PlayAsync(1 + part * 26, 26);

    [Fact(Explicit = true)]
    public Task RunAsync_InAnyOfManySchedules_BringsNobodyBack() => PlayAsync(10_000, 5_000);

    private static async Task PlayAsync(int firstSeed, int count)
    {
        for (var seed = firstSeed; seed < firstSeed + count; seed++)
        {
            await new Schedule(seed).PlayAsync();
        }
    }

    /// <summary>One history, made by its seed.</summary>
    private sealed class Schedule(int seed)
    {
        private readonly ConsentAccount _account = new();
        private readonly Random _random = new(seed);
        private readonly List<Subscriber> _people =
        [
            .. Enumerable.Range(0, People).Select(i => new Subscriber(string.Create(CultureInfo.InvariantCulture, $"s{i}@example.com"))),
        ];
        private readonly HashSet<string> _erased = [];
        private readonly HashSet<string> _blocked = [];
        private readonly HashSet<string> _unsubscribed = [];
        private readonly List<string> _history = [];
        private readonly SemaphoreSlim _one = new(1);

        public async Task PlayAsync()
        {
            _account.Brevo.NextDelay = () => Next(4) == 0 ? 1_000 : Next(5);
            _account.Brevo.BeforeCall = InterfereAsync;
            _account.Brevo.AfterCall = InterfereAsync;
            for (var step = 0; step < 4; step++)
            {
                await StepAsync();
            }

            // What was under way comes to its end, and then the night comes once more.
            _account.Brevo.BeforeCall = _account.Brevo.AfterCall = static _ => Task.CompletedTask;
            _account.Brevo.NextDelay = static () => 0;
            _account.Brevo.ProcessAll();
            await PushAsync(SyncChanges.All, CancellationToken.None);
            await PushAsync(SyncChanges.Fingerprint, CancellationToken.None);
            Check();
        }

        private async Task StepAsync()
        {
            switch (Next(8))
            {
                case 0:
                    await AloneAsync(EraseAsync);
                    break;
                case 1:
                    await AloneAsync(BlockAsync);
                    break;
                case 2:
                    BlockDirectly();
                    break;
                case 3:
                    await AloneAsync(UnsubscribeAsync);
                    break;
                default:
                    await PushOrKillAsync();
                    break;
            }
        }

        private async Task PushOrKillAsync()
        {
            using var kill = new CancellationTokenSource();
            var calls = Next(3) == 0 ? Next(6) : int.MaxValue;
            _account.Brevo.BeforeCall = async name =>
            {
                await InterfereAsync(name);
                if (Interlocked.Decrement(ref calls) < 0)
                {
                    await kill.CancelAsync();
                }
            };
            await PushAsync(Next(2) == 0 ? SyncChanges.All : SyncChanges.Fingerprint, kill.Token);
            _account.Brevo.BeforeCall = InterfereAsync;
        }

        private async Task AloneAsync(Func<Task> action)
        {
            await _one.WaitAsync();
            try
            {
                await action();
            }
            finally
            {
                _one.Release();
            }
        }

        /// <summary>Something else happens in the middle of a run.</summary>
        private async Task InterfereAsync(string operation)
        {
            if (Next(6) != 0 || !await _one.WaitAsync(0, CancellationToken.None))
            {
                return;
            }

            try
            {
                switch (Next(4))
                {
                    case 0:
                        await EraseAsync();
                        break;
                    case 1:
                        await BlockAsync();
                        break;
                    case 2:
                        await UnsubscribeAsync();
                        break;
                    default:
                        BlockDirectly();
                        break;
                }
            }
            finally
            {
                _one.Release();
            }
        }

        /// <summary>Calls of a run come from several threads.</summary>
        private int Next(int below)
        {
            lock (_random)
            {
                return _random.Next(below);
            }
        }

        private string AnyEmail() => _people[Next(People)].Email;

        private async Task PushAsync(SyncChanges changes, CancellationToken cancellationToken)
        {
            _history.Add("push " + changes);
            try
            {
                // Each run is a process of its own: nothing is known but what the store has.
                await _account.RunAsync(_account.Push(_people, changes), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                _history.Add("killed");
            }
        }

        private async Task EraseAsync()
        {
            var email = AnyEmail();
            _history.Add("erase " + email);
            _erased.Add(email);
            await _account.Eraser().EraseAsync(ContactIdentifier.Email(email));
        }

        private async Task BlockAsync()
        {
            var email = AnyEmail();
            _history.Add("block " + email);
            if (!_erased.Contains(email))
            {
                _blocked.Add(email);
            }

            await RunInlineAsync("block", sync => sync.From([email]).ToBlocklist(ContactIdentifierOf).InEveryRun());
        }

        private async Task UnsubscribeAsync()
        {
            var email = AnyEmail();
            _history.Add("unsubscribe " + email);
            _unsubscribed.Add(email);
            await RunInlineAsync(
                "unsubscribe",
                sync => sync.From([email]).ToUnsubscribe(ConsentAccount.List, ContactIdentifierOf).InEveryRun()
            );
        }

        private void BlockDirectly()
        {
            var email = AnyEmail();
            if (_account.Brevo.BlockDirectly(email))
            {
                _history.Add("block directly " + email);
                _blocked.Add(email);
            }
        }

        private async Task RunInlineAsync(string name, Action<SyncBuilder> configure)
        {
            var report = await _account.Job(name, configure).RunAsync();
            Assert.True(report.IsComplete, report.ToTable());
        }

        private void Check()
        {
            var story = $"seed {seed}: {string.Join(", ", _history)}";
            Assert.True(_account.Brevo.Released.Count == 0, story);
            foreach (var person in _people)
            {
                var contact = _account.Brevo.Find(person.Email);
                if (_erased.Contains(person.Email))
                {
                    Assert.True(contact is null, $"{person.Email} is back. {story}");
                    continue;
                }

                // Nobody is lost either: who is not on the list has a reason.
                Assert.True(contact is not null || _unsubscribed.Contains(person.Email), $"{person.Email} is missing. {story}");
                Assert.True(
                    contact is null || contact.IsBlocked || !_blocked.Contains(person.Email),
                    $"{person.Email} can be mailed. {story}"
                );
                Assert.True(
                    contact?.Lists.Contains(ConsentAccount.List) != true || !_unsubscribed.Contains(person.Email),
                    $"{person.Email} is on the list again. {story}"
                );
                Assert.True(
                    contact?.Lists.Contains(ConsentAccount.List) == true || _unsubscribed.Contains(person.Email),
                    $"{person.Email} is not on the list. {story}"
                );
            }
        }

        private static ContactIdentifier? ContactIdentifierOf(string email) => ContactIdentifier.Email(email);
    }
}
