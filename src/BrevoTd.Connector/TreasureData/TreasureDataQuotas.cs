using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Treasure Data publishes no rate limit: the only line bounds how many requests are under way.</summary>
internal static class TreasureDataQuotas
{
    public static IReadOnlyList<QuotaRule> For(TreasureDataClientOptions options) =>
        [
            new()
            {
                Bucket = "requests",
                Route = "**",
                Concurrent = options.MaxConcurrentRequests,
            },
        ];
}
