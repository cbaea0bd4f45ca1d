namespace BrevoTd.Connector.Sync;

/// <summary>When a job runs in a host.</summary>
public sealed class SyncScheduleOptions
{
    /// <summary>Time from the beginning of one run to the beginning of the next. A run that takes longer is followed at once by the next one; runs that were missed are not made up for.</summary>
    /// <value>Default: 1 day. From 1 second to 30 days.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether the first run begins with the host. Otherwise it begins one <see cref="Interval"/> later.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RunAtStart { get; set; } = true;

    /// <summary>Each run begins later by a random time up to this, so that hosts that were started together do not call together.</summary>
    /// <value>Default: zero. At most <see cref="Interval"/>.</value>
    public TimeSpan Jitter { get; set; }

    /// <summary>After how many intervals without a complete run the health check says <c>Unhealthy</c>. After one run that was not complete it says <c>Degraded</c>.</summary>
    /// <value>Default: 3. From 1 to 1,000.</value>
    public int UnhealthyAfterIntervals { get; set; } = 3;

    internal IEnumerable<string> Problems()
    {
        if (Interval < TimeSpan.FromSeconds(1) || Interval > TimeSpan.FromDays(30))
        {
            yield return $"{nameof(Interval)} is {Interval}; it must be 1 second to 30 days";
        }

        if (Jitter < TimeSpan.Zero || Jitter > Interval)
        {
            yield return $"{nameof(Jitter)} is {Jitter}; it must be zero up to {nameof(Interval)}";
        }

        if (UnhealthyAfterIntervals is < 1 or > 1_000)
        {
            yield return $"{nameof(UnhealthyAfterIntervals)} is {UnhealthyAfterIntervals}; it must be 1 to 1,000";
        }
    }
}
