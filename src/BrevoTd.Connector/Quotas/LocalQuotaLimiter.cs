using System.Collections.Concurrent;

namespace BrevoTd.Connector.Quotas;

/// <summary>
/// The limiter of one process: holds every limit of a table at once, gives permits in order of arrival, and keeps an hour's history in bounded memory. What other programs
/// send with the same account it learns from the service's answers; an answer of 429 closes the quota concerned until the service's window starts anew.
/// </summary>
public sealed class LocalQuotaLimiter : IQuotaLimiter, IDisposable
{
    private readonly QuotaRule[] _rules;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _hour;
    private readonly ConcurrentDictionary<string, Lazy<QuotaBucket>> _buckets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Method, string Route), QuotaRule?> _matches = new();

    /// <summary>Creates a limiter for a table of limits.</summary>
    /// <param name="rules">The table. The first line that covers a request decides; a request that no line covers is not limited.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> means the system's.</param>
    /// <exception cref="ArgumentException">A limit is not positive, or two lines state different limits for one bucket.</exception>
    public LocalQuotaLimiter(IEnumerable<QuotaRule> rules, TimeProvider? timeProvider = null)
        : this(rules, timeProvider, TimeSpan.FromHours(1)) { }

    /// <summary>Creates a limiter whose hours are shorter: for simulations.</summary>
    internal LocalQuotaLimiter(IEnumerable<QuotaRule> rules, TimeProvider? timeProvider, TimeSpan hour)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _hour = hour;
        _rules = [.. rules];
        _clock = timeProvider ?? TimeProvider.System;
        var limits = new Dictionary<string, QuotaRule>(StringComparer.Ordinal);
        foreach (var rule in _rules)
        {
            if (rule.PerSecond <= 0 || rule.PerHour <= 0 || rule.Concurrent <= 0)
            {
                throw new ArgumentException(
                    $"The limits of bucket '{rule.Bucket}' must be positive; leave out a limit that does not exist.",
                    nameof(rules)
                );
            }

            if (
                !limits.TryAdd(rule.Bucket, rule)
                && limits[rule.Bucket] is var first
                && (first.PerSecond, first.PerHour, first.Concurrent) != (rule.PerSecond, rule.PerHour, rule.Concurrent)
            )
            {
                throw new ArgumentException(
                    $"Two lines state different limits for bucket '{rule.Bucket}'; give one of them a bucket of its own.",
                    nameof(rules)
                );
            }
        }
    }

    /// <summary>The table, as it was given: what answers have taught since then is in <see cref="Snapshot"/>.</summary>
    internal IReadOnlyList<QuotaRule> Rules => _rules;

    /// <inheritdoc/>
    public ValueTask<QuotaLease> AcquireAsync(QuotaRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Match(request.Method, request.Route) is { } rule
            ? Bucket(rule).AcquireAsync(request.MaxWait, cancellationToken)
            : ValueTask.FromResult(QuotaLease.Granted("", TimeSpan.Zero));
    }

    /// <inheritdoc/>
    public void Observe(QuotaObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        if (Match(observation.Method, observation.Route) is { } rule)
        {
            Bucket(rule).Observe(observation);
        }
    }

    /// <inheritdoc/>
    public QuotaSnapshot Snapshot() =>
        new()
        {
            Buckets =
            [
                .. _buckets.Values.Select(bucket => bucket.Value.Snapshot()).OrderBy(bucket => bucket.Bucket, StringComparer.Ordinal),
            ],
        };

    /// <summary>Ends the limiter: calls that wait, and later ones, fail with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        foreach (var bucket in _buckets.Values)
        {
            bucket.Value.Dispose();
        }
    }

    private QuotaRule? Match(string method, string route) =>
        _matches.GetOrAdd((method, route), static (key, rules) => Array.Find(rules, rule => rule.Covers(key.Method, key.Route)), _rules);

    private QuotaBucket Bucket(QuotaRule rule) =>
        _buckets
            .GetOrAdd(
                rule.Bucket,
                static (_, state) => new(() => new QuotaBucket(state.rule, state._clock, state._hour)),
                (rule, _clock, _hour)
            )
            .Value;
}
