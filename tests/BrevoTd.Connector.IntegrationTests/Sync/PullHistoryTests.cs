using System.Globalization;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Sync;
using Microsoft.Extensions.Time.Testing;

namespace BrevoTd.Connector.IntegrationTests.Sync;

/// <summary>
/// Contacts are inserted, changed and deleted while an incremental pull reads them, and runs are killed in between. No contact that lasts, and whose last change was before the sweep began, is missing
/// or out of date in the table; and once nothing changes any more, one more run makes the table equal to Brevo.
/// </summary>
/// <remarks>More histories: <c>PULL_HISTORIES=2000</c> with <c>-explicit only -method '*Contacts_InManyHistories*'</c>.</remarks>
public sealed class PullHistoryTests
{
    private const int Histories = 100;

    [Fact]
    public Task Contacts_InAHundredRandomHistories_AreNeverMissingNorStale() => RunAsync(2026, Histories);

    [Fact(Explicit = true)]
    public Task Contacts_InManyHistories_AreNeverMissingNorStale() =>
        RunAsync(
            Environment.TickCount,
            int.Parse(Environment.GetEnvironmentVariable("PULL_HISTORIES") ?? "1000", CultureInfo.InvariantCulture)
        );

    private static async Task RunAsync(int firstSeed, int count)
    {
        // A year that this machine's clock is far from: only Brevo's own clock leads to the right changes.
        var clock = new FakeTimeProvider(new DateTimeOffset(2031, 5, 1, 12, 0, 0, TimeSpan.Zero));
        var between = new BetweenPages();
        await using var account = await PulledAccount.StartAsync(
            new() { SinceIsInclusive = firstSeed % 2 == 0 },
            () => new Interfering(between),
            clock,
            isClockOfEmulatorOnly: true
        );
        account.Emulator.Brevo.AddAttribute("N", "float");
        for (var i = 0; i < count; i++)
        {
            var seed = firstSeed + i;
            try
            {
                await new History(seed, account, clock, between).RunAsync();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Assert.Fail($"History with seed {seed}: {exception}");
            }
        }
    }

    private sealed class BetweenPages
    {
        public Func<Task>? Act { get; set; }
    }

    private sealed class Interfering(BetweenPages between) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (
                between.Act is { } act
                && request.Method == HttpMethod.Get
                && request.RequestUri!.AbsolutePath.EndsWith("/contacts", StringComparison.Ordinal)
            )
            {
                between.Act = null;
                await act();
                between.Act = act;
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class History(int seed, PulledAccount account, FakeTimeProvider clock, BetweenPages between)
    {
        private readonly Random _random = new(seed);
        private readonly Dictionary<long, (long N, DateTimeOffset Changed)> _alive = [];
        private readonly string _table = $"contacts_{seed & 0xFFFFFF}";
        private readonly string _job = $"job-{seed & 0xFFFFFF}";
        private int _next;
        private int _left;

        private TableLayout<Contact> Layout =>
            BrevoTables.ContactsWith([new() { Name = "N", Type = AttributeType.Float }]).WithName(_table);

        public async Task RunAsync()
        {
            for (var i = _random.Next(40); i > 0; i--)
            {
                await ChangeAsync();
            }

            var runs = _random.Next(1, 4);
            for (var i = 0; i < runs; i++)
            {
                clock.Advance(TimeSpan.FromSeconds(_random.Next(30)));
                _left = _random.Next(25);
                between.Act = InterfereAsync;
                var sweptAt = await LoadAsync(_random.Next(3) == 0, _random.Next(4) == 0);
                between.Act = null;
                if (sweptAt is { } start)
                {
                    var table = await TableAsync(Layout.LatestSql);
                    foreach (var (id, (n, changed)) in _alive.Where(contact => contact.Value.Changed < start))
                    {
                        Assert.True(table.TryGetValue(id, out var found), $"contact {id} is missing after run {i}");
                        Assert.True(n == found, $"contact {id} has {found} instead of {n} after run {i}");
                    }
                }
            }

            // Nothing changes any more.
            clock.Advance(TimeSpan.FromSeconds(10));
            _ = await LoadAsync(mayBeKilled: false, isComplete: false);
            var last = await TableAsync(Layout.LatestSql);
            Assert.All(_alive, contact => Assert.Equal(contact.Value.N, last[contact.Key]));
            _ = await LoadAsync(mayBeKilled: false, isComplete: true);
            Assert.Equal(
                _alive.Select(contact => (contact.Key, contact.Value.N)).Order(),
                (await TableAsync(Layout.CurrentSql)).Select(row => (row.Key, row.Value)).Order()
            );
            await CleanAsync();
        }

        /// <summary>Runs the pull, some runs with a kill on the way.</summary>
        /// <returns>When the sweep began that came to its end; <see langword="null"/> when the run was killed.</returns>
        private async Task<DateTimeOffset?> LoadAsync(bool mayBeKilled, bool isComplete)
        {
            var steps = mayBeKilled ? _random.Next(1, 12) : int.MaxValue;
            account.Store.Kill = () =>
            {
                if (--steps == 0)
                {
                    throw new Killed();
                }
            };
            try
            {
                var result = await account.LoadAsync(
                    BrevoPulls.Contacts(Layout),
                    new()
                    {
                        PageSize = _random.Next(2, 9),
                        Overlap = TimeSpan.FromSeconds(_random.Next(2)),
                        CompleteSweep = isComplete,
                    },
                    _job
                );
                return result.SweptAt;
            }
            catch (Killed)
            {
                return null;
            }
        }

        private async Task InterfereAsync()
        {
            for (var i = _random.Next(5); i > 0 && _left > 0; i--)
            {
                _left--;
                await ChangeAsync();
            }
        }

        private async Task ChangeAsync()
        {
            clock.Advance(TimeSpan.FromMilliseconds(_random.Next(900)));
            var cancelled = TestContext.Current.CancellationToken;
            var what = _alive.Count == 0 ? 0 : _random.Next(4);
            var n = _random.Next(1_000_000);
            if (what == 0)
            {
                var id = account.Emulator.Brevo.AddContact(
                    $"s{seed}n{_next++}@example.com",
                    new Dictionary<string, string> { ["N"] = n.ToString(CultureInfo.InvariantCulture) }
                );
                _alive[id] = (n, clock.GetUtcNow());
                return;
            }

            var chosen = _alive.Keys.Order().ElementAt(_random.Next(_alive.Count));
            if (what == 1)
            {
                await account.Brevo.Contacts.DeleteAsync(ContactIdentifier.Id(chosen), cancelled);
                _ = _alive.Remove(chosen);
                return;
            }

            await account.Brevo.Contacts.UpdateAsync(
                ContactIdentifier.Id(chosen),
                new UpdateContactRequest { Attributes = new Dictionary<string, AttributeValue> { ["N"] = n } },
                cancelled
            );
            _alive[chosen] = (n, clock.GetUtcNow());
        }

        private async Task<Dictionary<long, long>> TableAsync(string sql)
        {
            var rows = new Dictionary<long, long>();
            foreach (var row in await account.QueryAsync($"SELECT id, cast(n AS bigint) AS n FROM ({sql}) AS t"))
            {
                var parts = row.Split('|');
                rows.Add(long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
            }

            return rows;
        }

        private async Task CleanAsync()
        {
            foreach (var id in _alive.Keys)
            {
                await account.Brevo.Contacts.DeleteAsync(ContactIdentifier.Id(id), TestContext.Current.CancellationToken);
            }
        }
    }

    private sealed class Killed : Exception;
}
