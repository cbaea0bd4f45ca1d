namespace BrevoTd.Connector.Quotas;

/// <summary>How long a number of calls takes at least under a table of limits.</summary>
internal static class QuotaEstimates
{
    // What a sum of fractions may be above a whole number.
    private const double Rounding = 1e-6;

    /// <summary>One estimate for each bucket that is used, the slowest first; calls whose number in a time no line limits are left out.</summary>
    public static IReadOnlyList<QuotaBucketEstimate> For(IEnumerable<QuotaDemand> demands, IReadOnlyList<QuotaRule> rules)
    {
        var calls = new Dictionary<string, (QuotaRule Rule, double Calls)>(StringComparer.Ordinal);
        foreach (var demand in demands)
        {
            if (demand.Calls > 0 && Covering(demand, rules) is { } rule && rule is not { PerSecond: null, PerHour: null })
            {
                calls[rule.Bucket] = (rule, calls.GetValueOrDefault(rule.Bucket).Calls + demand.Calls);
            }
        }

        return
        [
            .. calls
                .Values.Select(pair => Estimate(pair.Rule, (long)Math.Ceiling(pair.Calls - Rounding)))
                .OrderByDescending(estimate => estimate.LowerBound)
                .ThenBy(estimate => estimate.Bucket, StringComparer.Ordinal),
        ];
    }

    private static QuotaRule? Covering(QuotaDemand demand, IReadOnlyList<QuotaRule> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Covers(demand.Method, demand.Route))
            {
                return rule;
            }
        }

        return null;
    }

    private static QuotaBucketEstimate Estimate(QuotaRule rule, long calls) =>
        new()
        {
            Bucket = rule.Bucket,
            Calls = calls,
            PerSecond = rule.PerSecond,
            PerHour = rule.PerHour,
            LowerBound = LowerBound(rule, calls),
        };

    /// <summary>A window of an hour is full at once and empty again an hour later; within it, seconds hold as well.</summary>
    private static TimeSpan LowerBound(QuotaRule rule, long calls)
    {
        if (calls <= 1)
        {
            return TimeSpan.Zero;
        }

        var time = TimeSpan.Zero;
        var rest = calls;
        if (rule.PerHour is { } perHour)
        {
            var hours = (calls - 1) / perHour;
            time = TimeSpan.FromHours(hours);
            rest = calls - hours * perHour;
        }

        return rule.PerSecond is not { } perSecond
            ? time
            : Max(time + TimeSpan.FromSeconds((rest - 1) / perSecond), TimeSpan.FromSeconds((calls - 1) / perSecond));
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
