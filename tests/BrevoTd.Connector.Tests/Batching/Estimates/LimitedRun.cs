using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;
using BrevoTd.Connector.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Tests.Batching;

/// <summary>A writer with a client of its own against <see cref="LimitedBrevo"/>, on a clock that jumps from one timer to the next.</summary>
internal sealed class LimitedRun : IAsyncDisposable
{
    /// <summary>A wait for a permit of an hour's quota is shorter, a limit that nobody waits for is longer.</summary>
    private static readonly TimeSpan s_horizon = TimeSpan.FromHours(2);

    private readonly ServiceProvider _provider;
    private volatile bool _isWriting;
    private volatile Func<BatchWriteProgress>? _progress;

    public LimitedRun(BrevoTier tier, Action<IBrevoClientBuilder>? configure = null)
    {
        Time = new SteppedClock
        {
            Horizon = s_horizon,
            FarPatience = TimeSpan.FromMilliseconds(250),
            IsBusy = IsBusy,
            MaxJumps = int.MaxValue,
        };
        Server = new LimitedBrevo(tier, Time);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Time);
        var builder = services.AddBrevoClient(options =>
        {
            options.ApiKey = "xkeysib-limited";
            options.Tier = tier;

            // The service answers at once. A time-out that is due could only end a call whose thread has not had its turn yet.
            options.AttemptTimeout = s_horizon * 2;
            options.TotalTimeout = s_horizon * 3;
        });
        builder.Http.ConfigurePrimaryHttpMessageHandler(() => Server);
        configure?.Invoke(builder);
        _provider = services.BuildServiceProvider();
        Brevo = _provider.GetRequiredService<BrevoClient>();
    }

    public SteppedClock Time { get; }

    public LimitedBrevo Server { get; }

    public BrevoClient Brevo { get; }

    /// <summary>Writes a number of records as fast as the writer takes them.</summary>
    public async Task<BatchWriteReport> WriteAsync<T>(BatchWriter<T> writer, long records, Func<long, T> record)
    {
        _progress = () => writer.Progress;
        _isWriting = true;
        var report = await Time.RunAsync(Task.Run(WriteAllAsync, TestContext.Current.CancellationToken));
        await Time.RunAsync(writer.DisposeAsync().AsTask());
        _progress = null;
        return report;

        async Task<BatchWriteReport> WriteAllAsync()
        {
            for (long i = 0; i < records; i++)
            {
                var written = writer.WriteAsync(record(i));
                if (!written.IsCompleted)
                {
                    _isWriting = false;
                    await written;
                    _isWriting = true;
                }
            }

            _isWriting = false;
            return await writer.CompleteAsync();
        }
    }

    public async ValueTask DisposeAsync() => await ClockDisposal.DisposeAsync(_provider, Time);

    /// <summary>Who has records to send and does not wait for a permit is at work.</summary>
    private bool IsBusy() =>
        _isWriting
        || (
            _progress is { } look
            && look() is var progress
            && progress.Read > progress.Sent
            && !Brevo.GetQuotaSnapshot().Buckets.Any(static bucket => bucket.Waiting > 0)
        );
}
