using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Diagnostics;

namespace BrevoTd.Connector.Quotas;

/// <summary>
/// Gauges of every limiter in use, read from its snapshot when somebody measures. As many series as there are clients and buckets; a limiter that nobody uses any more
/// disappears.
/// </summary>
internal static class QuotaInstruments
{
    public const string ClientTag = "brevotd.client.name";
    public const string WindowTag = "brevotd.quota.window";

    private static readonly ConditionalWeakTable<IQuotaLimiter, Owner> s_limiters = [];

    static QuotaInstruments()
    {
        ConnectorDiagnostics.Meter.CreateObservableGauge(
            "brevotd.client.quota.used",
            () => Windows((bucket, hour) => hour ? bucket.UsedThisHour : bucket.UsedThisSecond),
            "{request}",
            "Requests of this process that count in the window."
        );
        ConnectorDiagnostics.Meter.CreateObservableGauge(
            "brevotd.client.quota.limit",
            () => Windows((bucket, hour) => (hour ? bucket.PerHour : bucket.PerSecond) ?? 0),
            "{request}",
            "Requests that the window allows, as far as known."
        );
        ConnectorDiagnostics.Meter.CreateObservableGauge(
            "brevotd.client.quota.others",
            () => Windows((bucket, hour) => hour ? bucket.OthersPerHour : bucket.OthersPerSecond),
            "{request}",
            "Requests of other programs in the window, on average."
        );
        ConnectorDiagnostics.Meter.CreateObservableGauge(
            "brevotd.client.quota.waiting",
            Waiting,
            "{call}",
            "Calls that wait for a permit."
        );
    }

    /// <summary>Makes a limiter visible. The first client that uses it gives it its name.</summary>
    public static void Watch(IQuotaLimiter limiter, string service, string client) =>
        s_limiters.GetValue(limiter, _ => new Owner(service, client));

    private static IEnumerable<Measurement<double>> Windows(Func<QuotaBucketSnapshot, bool, double> read)
    {
        foreach (var (limiter, owner) in s_limiters)
        {
            foreach (var bucket in limiter.Snapshot().Buckets)
            {
                if (bucket.PerSecond is not null)
                {
                    yield return new(read(bucket, false), [.. Tags(owner, bucket), new(WindowTag, "second")]);
                }

                if (bucket.PerHour is not null)
                {
                    yield return new(read(bucket, true), [.. Tags(owner, bucket), new(WindowTag, "hour")]);
                }
            }
        }
    }

    private static IEnumerable<Measurement<int>> Waiting()
    {
        foreach (var (limiter, owner) in s_limiters)
        {
            foreach (var bucket in limiter.Snapshot().Buckets)
            {
                yield return new(bucket.Waiting, Tags(owner, bucket));
            }
        }
    }

    private static KeyValuePair<string, object?>[] Tags(Owner owner, QuotaBucketSnapshot bucket) =>
        [new(HttpInstruments.ServiceTag, owner.Service), new(ClientTag, owner.Client), new(HttpInstruments.BucketTag, bucket.Bucket)];

    private sealed record Owner(string Service, string Client);
}
