using System.Globalization;

namespace BrevoTd.Connector.Quotas;

/// <summary>One line of a service's table of limits. All limits of a line hold at once.</summary>
public sealed record QuotaRule
{
    /// <summary>Name of the quota. Lines with the same name share one count and must state the same limits.</summary>
    public required string Bucket { get; init; }

    /// <summary>HTTP method that the line is about; <see langword="null"/> means every method.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// Route that the line is about. A segment in braces or <c>*</c> stands for any one segment, and <c>**</c> at the end for any number of them, also none:
    /// <c>contacts/**</c> is <c>contacts</c> and everything below it. <c>**</c> alone is every route.
    /// </summary>
    public required string Route { get; init; }

    /// <summary>Requests allowed in any second; <see langword="null"/> means that seconds are not limited.</summary>
    public int? PerSecond { get; init; }

    /// <summary>Requests allowed in any hour; <see langword="null"/> means that hours are not limited.</summary>
    public int? PerHour { get; init; }

    /// <summary>Requests allowed under way at once; <see langword="null"/> means that they are not limited.</summary>
    public int? Concurrent { get; init; }

    /// <summary>What the service's tiers allow per second: an answer may raise <see cref="PerSecond"/> to one of them or beyond.</summary>
    internal IReadOnlyList<int> PerSecondTiers { get; init; } = [];

    /// <summary>What the service's tiers allow per hour: an answer may raise <see cref="PerHour"/> to one of them or beyond.</summary>
    internal IReadOnlyList<int> PerHourTiers { get; init; } = [];

    /// <summary>The limits.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Limit(PerSecond)} per second, {Limit(PerHour)} per hour, {Limit(Concurrent)} at once"
        );

    /// <summary>Whether this line is about a request.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="route">Route template relative to the base address, as <see cref="QuotaRequest.Route"/> states it.</param>
    public bool Covers(string method, ReadOnlySpan<char> route)
    {
        return (Method is null || string.Equals(Method, method, StringComparison.OrdinalIgnoreCase)) && IsMatch(Route, route);
    }

    private static string Limit(int? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "any number";

    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> route)
    {
        while (true)
        {
            if (pattern is "**")
            {
                return true;
            }

            if (pattern.IsEmpty || route.IsEmpty)
            {
                return pattern.IsEmpty && route.IsEmpty;
            }

            var wanted = Head(ref pattern);
            var given = Head(ref route);
            if (wanted is not "*" && !IsPlaceholder(wanted) && !wanted.Equals(given, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }
    }

    private static bool IsPlaceholder(ReadOnlySpan<char> segment) => segment.Length > 1 && segment[0] == '{' && segment[^1] == '}';

    private static ReadOnlySpan<char> Head(ref ReadOnlySpan<char> path)
    {
        var slash = path.IndexOf('/');
        var head = slash < 0 ? path : path[..slash];
        path = slash < 0 ? default : path[(slash + 1)..];
        return head;
    }
}
