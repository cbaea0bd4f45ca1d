using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Sync;

/// <summary>Options of a job, the same for all of its runs.</summary>
public sealed class SyncJobOptions
{
    /// <summary>
    /// How long a run that was killed keeps others from beginning. A run that is alive renews its lease at a third of this time.
    /// </summary>
    /// <value>Default: 2 minutes. At least 10 seconds.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Secret that goes into the hashes of identifiers in the store. With it, nobody who reads the store can find out by guessing whether a person is in it. It must never change: a store that was filled with another secret is refused.
    /// </summary>
    /// <value>Default: <see langword="null"/>, hashes without a secret.</value>
    public string? HashKey { get; set; }

    /// <summary>Name of the Brevo account, under which erased people are remembered for all jobs.</summary>
    /// <value>Default: <c>default</c>. Letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, at most 50 characters.</value>
    public string Account { get; set; } = "default";

    /// <summary>Database of Treasure Data into which each run writes its report (tables <c>brevo_sync_runs</c> and <c>brevo_sync_errors</c>).</summary>
    /// <value>Default: <see langword="null"/>: reports are only returned.</value>
    public string? ReportDatabase { get; set; }

    /// <summary>Where log events go.</summary>
    /// <value>Default: <see langword="null"/>: none are written. With <c>AddSync</c>: the container's.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal void Validate()
    {
        if (LeaseDuration < TimeSpan.FromSeconds(10) || LeaseDuration > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"{nameof(LeaseDuration)} must be 10 seconds to a day.", nameof(LeaseDuration));
        }

        JobNames.Require(Account, nameof(Account));
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
