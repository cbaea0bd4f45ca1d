using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A process ended without its result: it failed, or it was cancelled.</summary>
public sealed class BrevoProcessFailedException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="process">The process as it ended.</param>
    public BrevoProcessFailedException(BrevoProcess process)
        : base(BrevoProfile.Instance.Name, "processes.wait", Describe(process))
    {
        Process = process;
        MayHaveBeenProcessed = true;
    }

    /// <summary>The process as it ended; a failed import may have reports all the same.</summary>
    public BrevoProcess Process { get; }

    /// <summary>What Brevo said, if anything: only the shape of April 2026 says it. Keep it out of logs.</summary>
    public string? ServiceMessage => Process.Error;

    private static string Describe(BrevoProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        var end = process.Status == ProcessStatus.Cancelled ? "was cancelled" : "failed";
        return $"Brevo's process {process.Id} ({process.Name}) {end}, and part of its work may be done. Look at what it should have changed, then start it again.";
    }
}
