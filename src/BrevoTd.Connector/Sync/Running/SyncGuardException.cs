using System.Globalization;

namespace BrevoTd.Connector.Sync;

/// <summary>A run was stopped because a larger share of the records than allowed would be refused, removed or blocklisted. What had been delivered until then stays.</summary>
public sealed class SyncGuardException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="step">Name of the step.</param>
    /// <param name="action">What would happen to the records, such as <c>rejected</c>.</param>
    /// <param name="count">How many records.</param>
    /// <param name="of">Out of how many.</param>
    /// <param name="maxShare">The share that is allowed.</param>
    public SyncGuardException(string step, string action, long count, long of, double maxShare)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Step '{step}' was stopped: {count:N0} of {of:N0} records would be {action}, and at most {maxShare:P0} may be. Look at the source and the plan; if that is what you want, raise the share in the definition."
            )
        )
    {
        (Step, Action, Count, Of, MaxShare) = (step, action, count, of, maxShare);
    }

    /// <summary>Name of the step.</summary>
    public string Step { get; }

    /// <summary>What would happen to the records.</summary>
    public string Action { get; }

    /// <summary>How many records.</summary>
    public long Count { get; }

    /// <summary>Out of how many.</summary>
    public long Of { get; }

    /// <summary>The share that is allowed.</summary>
    public double MaxShare { get; }
}
