namespace BrevoTd.Connector.Sync;

/// <summary>A run ended before its last step. What had been delivered until then stays and is remembered; the next run goes on from there.</summary>
public sealed class SyncFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="report">What the run did until then.</param>
    /// <param name="innerException">Why it ended.</param>
    public SyncFailedException(SyncReport report, Exception innerException)
        : base(Describe(report, innerException), innerException)
    {
        Report = report;
    }

    /// <summary>What the run did until then.</summary>
    public SyncReport Report { get; }

    private static string Describe(SyncReport report, Exception innerException)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(innerException);
        return $"The run {report.RunId} of '{report.Job}' ended in step '{(report.Steps.Count == 0 ? "" : report.Steps[^1].Step)}'. {report.Failure}";
    }
}
