using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.DependencyInjection;

namespace BrevoTd.Connector.Benchmarks.Writers;

/// <summary>The client with its whole pipeline and a quota that is counted but never reached.</summary>
internal sealed class ImportClient : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private ImportClient(Uri? address, Func<HttpMessageHandler>? handler)
    {
        var services = new ServiceCollection();
        var builder = services
            .AddBrevoClient(options =>
            {
                options.ApiKey = "xkeysib-benchmark";
                options.BaseAddress = address ?? options.BaseAddress;
            })
            .UseQuotaLimiter(static _ => new LocalQuotaLimiter([
                new QuotaRule
                {
                    Bucket = "all",
                    Route = "**",
                    PerSecond = 10_000_000,
                    PerHour = int.MaxValue,
                },
            ]));
        if (handler is not null)
        {
            builder.Http.ConfigurePrimaryHttpMessageHandler(handler);
        }

        _provider = services.BuildServiceProvider();
        Brevo = _provider.GetRequiredService<BrevoClient>();
    }

    public BrevoClient Brevo { get; }

    /// <summary>A client whose requests end in this process.</summary>
    public static ImportClient InMemory(InMemoryImports service) => new(address: null, () => service);

    /// <summary>A client of a server.</summary>
    public static ImportClient Over(Uri address) => new(address, handler: null);

    /// <summary>How the writers of all measurements work: as they do by default, but with a service that is done at once, there is no use in waiting for it.</summary>
    public static ContactImportWriterOptions Options() =>
        new()
        {
            ListIds = [42],
            CheckBeforeSending = false,
            FirstLook = TimeSpan.FromMilliseconds(1),
            MaxLookInterval = TimeSpan.FromSeconds(1),
            MaxLooksPerHour = 1_000_000,
        };

    /// <summary>Completes a writer and makes sure that it has delivered everything.</summary>
    public static async Task<BatchWriteReport> CompleteAsync<T>(BatchWriter<T> writer, long records)
    {
        var report = await writer.CompleteAsync();
        return report.Delivered == records && report.Accepted == records
            ? report
            : throw new InvalidOperationException($"The writer did not deliver {records} records:\n{report}");
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
