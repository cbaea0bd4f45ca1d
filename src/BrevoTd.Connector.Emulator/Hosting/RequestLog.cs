using System.Collections.Concurrent;

namespace BrevoTd.Connector.Emulator;

/// <summary>
/// How many requests a service has answered, by route and status. A request counts when its answer begins, also one that a fault answered;
/// a request whose connection a fault cut counts with the status that it would have had.
/// </summary>
public sealed class RequestLog
{
    /// <summary>The route of requests that match none.</summary>
    public const string Unrouted = "(none)";

    private readonly ConcurrentDictionary<(string Route, int Status), long> _counts = new();

    /// <summary>All requests since the start or the last <see cref="Clear"/>.</summary>
    public long Total => _counts.Values.Sum();

    /// <summary>
    /// Counts by method and route template, for example <c>GET /v3/contacts/{identifier}</c>: never the path itself, which may carry an
    /// e-mail address. A copy.
    /// </summary>
    public IReadOnlyDictionary<string, long> ByRoute =>
        _counts.GroupBy(static c => c.Key.Route, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.Sum(c => c.Value));

    /// <summary>The number of requests of one route.</summary>
    /// <param name="route">Method and route template, for example <c>POST /v3/contacts/import</c>.</param>
    /// <param name="statusCode">Only those with this status; <see langword="null"/> for all.</param>
    public long Count(string route, int? statusCode = null) =>
        _counts.Where(c => c.Key.Route == route && (statusCode is null || c.Key.Status == statusCode)).Sum(static c => c.Value);

    /// <summary>The number of requests with one status.</summary>
    public long Count(int statusCode) => _counts.Where(c => c.Key.Status == statusCode).Sum(static c => c.Value);

    /// <summary>Starts again at zero.</summary>
    public void Clear() => _counts.Clear();

    internal void Add(string method, string route, int status) =>
        _counts.AddOrUpdate(($"{method} {route}", status), 1, static (_, count) => count + 1);
}
