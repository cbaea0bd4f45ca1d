using System.Runtime.CompilerServices;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Sync;
using BrevoTd.Connector.Tests.Batching;
using BrevoTd.Connector.TreasureData;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Tests.Hosting;

/// <summary>Jobs that run in a host: when, how often at once, and what its health check says of them.</summary>
public sealed class SyncScheduleTests
{
    private readonly SteppedClock _clock = new() { Horizon = TimeSpan.FromDays(2) };
    private readonly Probe _probe;
    private readonly MemorySyncStore _store;

    public SyncScheduleTests() => (_probe, _store) = (new Probe(_clock), new MemorySyncStore(_clock));

    [Fact]
    public async Task StartAsync_WithAnInterval_RunsAtItsTimesAndNeverTwiceAtOnce()
    {
        using var host = CreateHost(options => options.Interval = TimeSpan.FromHours(1));
        var start = _clock.GetUtcNow();
        await host.StartAsync();
        await _clock.RunAsync(_probe.When(3));
        await host.StopAsync();

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromHours(2)], _probe.Begins.Take(3).Select(begin => begin - start));
        Assert.Equal(1, _probe.MostAtOnce);
    }

    [Fact]
    public async Task StartAsync_WithARunThatIsLongerThanTheInterval_BeginsTheNextAtOnce()
    {
        _probe.Length = TimeSpan.FromMinutes(90);
        using var host = CreateHost(options => options.Interval = TimeSpan.FromHours(1));
        var start = _clock.GetUtcNow();
        await host.StartAsync();
        await _clock.RunAsync(_probe.When(3));
        await host.StopAsync();

        Assert.Equal(
            [TimeSpan.Zero, TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(180)],
            _probe.Begins.Take(3).Select(begin => begin - start)
        );
        Assert.Equal(1, _probe.MostAtOnce);
    }

    [Fact]
    public async Task StartAsync_NotAtStart_WaitsForTheFirstInterval()
    {
        using var host = CreateHost(options => (options.Interval, options.RunAtStart) = (TimeSpan.FromHours(5), false));
        var start = _clock.GetUtcNow();
        await host.StartAsync();
        await _clock.RunAsync(_probe.When(1));
        await host.StopAsync();

        Assert.Equal(TimeSpan.FromHours(5), _probe.Begins[0] - start);
    }

    [Fact]
    public async Task StartAsync_WithAJitter_BeginsWithinIt()
    {
        using var host = CreateHost(options => (options.Interval, options.Jitter) = (TimeSpan.FromHours(1), TimeSpan.FromMinutes(10)));
        var start = _clock.GetUtcNow();
        await host.StartAsync();
        await _clock.RunAsync(_probe.When(4));
        await host.StopAsync();

        Assert.All(
            _probe.Begins.Take(4).Select((begin, i) => begin - start - i * TimeSpan.FromHours(1)),
            late => Assert.InRange(late, TimeSpan.Zero, TimeSpan.FromMinutes(10))
        );
    }

    [Fact]
    public async Task CheckHealthAsync_OfRunsThatFail_SaysDegradedAndThenUnhealthyAndThenHealthy()
    {
        using var host = CreateHost(options => options.Interval = TimeSpan.FromHours(1));
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(host)).Status);
        _probe.Failure = new InvalidOperationException("the words of a source");
        await host.StartAsync();

        await _clock.RunAsync(_probe.When(2));
        var degraded = await HealthAsync(host);
        await _clock.RunAsync(_probe.When(5));
        var unhealthy = await HealthAsync(host);
        _probe.Failure = null;
        await _clock.RunAsync(_probe.When(7));
        var healthy = await HealthAsync(host);
        await host.StopAsync();

        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Equal("the last run failed.", degraded.Entries["brevotd-sync"].Description![("probed".Length + 2)..]);
        Assert.Equal(HealthStatus.Unhealthy, unhealthy.Status);
        Assert.Equal(HealthStatus.Healthy, healthy.Status);
        Assert.Equal("Complete", healthy.Entries["brevotd-sync"].Data["probed.last_result"]);
        var shown = string.Join(' ', unhealthy.Entries["brevotd-sync"].Data.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.DoesNotContain("words of a source", shown + unhealthy.Entries["brevotd-sync"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_WhileTheJobRunsElsewhere_PassesOverAndStaysHealthy()
    {
        using var host = CreateHost(options => options.Interval = TimeSpan.FromHours(1));
        Assert.NotNull(await _store.TryAcquireLeaseAsync("probed", "elsewhere", TimeSpan.FromMinutes(150)));
        var start = _clock.GetUtcNow();
        await host.StartAsync();
        await _clock.RunAsync(_probe.When(1));
        var health = await HealthAsync(host);
        await host.StopAsync();

        Assert.Equal(TimeSpan.FromHours(3), _probe.Begins[0] - start);
        Assert.NotEqual(HealthStatus.Degraded, health.Status);
    }

    [Fact]
    public async Task StopAsync_DuringARun_CancelsItAndWaitsForItsEnd()
    {
        _probe.Length = TimeSpan.FromHours(5);
        using var host = CreateHost(options => options.Interval = TimeSpan.FromHours(1));
        await host.StartAsync();
        await _clock.RunAsync(_probe.When(1, isEnd: false));

        await _clock.RunAsync(host.StopAsync());

        Assert.Equal((1, 0), (_probe.Begins.Count, _probe.UnderWay));
    }

    [Theory]
    [InlineData("00:00:00", "00:00:00", 3)]
    [InlineData("01:00:00", "02:00:00", 3)]
    [InlineData("01:00:00", "00:00:00", 0)]
    public async Task StartAsync_WithOptionsOutOfRange_IsRefused(string interval, string jitter, int intervals)
    {
        using var host = CreateHost(options =>
            (options.Interval, options.Jitter, options.UnhealthyAfterIntervals) = (
                TimeSpan.Parse(interval, null),
                TimeSpan.Parse(jitter, null),
                intervals
            )
        );

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    [Fact]
    public async Task StartAsync_WithoutTheJob_SaysWhatToRegister()
    {
        using var host = new HostBuilder().ConfigureServices(services => services.AddSyncSchedule<Probed>()).Build();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Contains("AddSync<Probed>()", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<HealthReport> HealthAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private IHost CreateHost(Action<SyncScheduleOptions> configure) =>
        new HostBuilder()
            .ConfigureServices(services =>
            {
                services.AddSingleton<TimeProvider>(_clock);
                services.AddSingleton(_probe);
                services.AddSingleton<ISyncStore>(_store);
                services.AddSingleton<BrevoClient>(new NoBrevo());
                services.AddSingleton<TreasureDataClient>(new NoTreasureData());
                services.AddSync<Probed>();
                services.AddSyncSchedule<Probed>(configure);
                services.AddSyncSchedule<Probed>();
                services.AddHealthChecks().AddSyncHealthCheck();
            })
            .Build();

    private sealed class NoBrevo : BrevoClient;

    private sealed class NoTreasureData : TreasureDataClient;

    /// <summary>A job whose source names nobody, so that a run needs neither service.</summary>
    private sealed class Probed(Probe probe) : SyncDefinition
    {
        protected override void Configure(SyncBuilder sync) =>
            sync.From((_, cancellationToken) => probe.ReadAsync(cancellationToken)).ToBlocklist(email => ContactIdentifier.Email(email));
    }

    private sealed class Probe(TimeProvider clock)
    {
        private readonly object _lock = new();
        private readonly List<(int Count, bool IsEnd, TaskCompletionSource Reached)> _waiting = [];
        private int _ended;

        public List<DateTimeOffset> Begins { get; } = [];

        public TimeSpan Length { get; set; }

        public Exception? Failure { get; set; }

        public int UnderWay { get; private set; }

        public int MostAtOnce { get; private set; }

        /// <summary>When so many runs have begun, or have been read to their end.</summary>
        public Task When(int count, bool isEnd = true)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                _waiting.Add((count, isEnd, reached));
                Tell();
            }

            return reached.Task;
        }

        public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                Begins.Add(clock.GetUtcNow());
                MostAtOnce = Math.Max(MostAtOnce, ++UnderWay);
                Tell();
            }

            try
            {
                await Task.Delay(Length, clock, cancellationToken);
                if (Failure is { } failure)
                {
                    throw failure;
                }

                yield break;
            }
            finally
            {
                lock (_lock)
                {
                    UnderWay--;
                    _ended++;
                    Tell();
                }
            }
        }

        private void Tell()
        {
            foreach (var (_, _, reached) in _waiting.Where(wait => (wait.IsEnd ? _ended : Begins.Count) >= wait.Count))
            {
                reached.TrySetResult();
            }
        }
    }
}
