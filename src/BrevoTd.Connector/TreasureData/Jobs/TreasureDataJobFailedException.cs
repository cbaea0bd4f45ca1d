using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A job ended without success: its query failed, or somebody killed it.</summary>
public sealed class TreasureDataJobFailedException : ConnectorException
{
    private const int MaxServiceMessage = 2_000;

    /// <summary>Creates the exception.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="serviceMessage">What the engine said; may be <see langword="null"/>.</param>
    public TreasureDataJobFailedException(TdJobId jobId, TdJobStatus status, string? serviceMessage)
        : base(TreasureDataService.Name, "jobs.wait", Describe(jobId, status, serviceMessage))
    {
        JobId = jobId;
        Status = status;
        ServiceMessage = serviceMessage;
    }

    /// <summary>The job.</summary>
    public TdJobId JobId { get; }

    /// <summary>How it ended: <see cref="TdJobStatus.Error"/> or <see cref="TdJobStatus.Killed"/>.</summary>
    public TdJobStatus Status { get; }

    /// <summary>
    /// What the engine said, the last 2,000 characters of it; <see langword="null"/> if it said nothing. It quotes the query and may quote
    /// data: keep it out of logs.
    /// </summary>
    public string? ServiceMessage { get; }

    internal static TreasureDataJobFailedException From(TdJobId jobId, TdJob job)
    {
        // The engine's last words say why; what comes before is progress.
        var text = string.IsNullOrWhiteSpace(job.Debug?.StandardError) ? job.Debug?.CommandOutput : job.Debug.StandardError;
        text = text?.Trim();
        if (text?.Length > MaxServiceMessage)
        {
            text = text[^MaxServiceMessage..];
        }

        return new TreasureDataJobFailedException(jobId, job.Status ?? TdJobStatus.Error, string.IsNullOrEmpty(text) ? null : text);
    }

    private static string Describe(TdJobId jobId, TdJobStatus status, string? serviceMessage)
    {
        if (status == TdJobStatus.Killed)
        {
            return $"Treasure Data job {jobId} was killed before it ended. Issue the query again if that was not intended.";
        }

        var where = serviceMessage is null
            ? "The engine left no text; see the job's log in Treasure Data's console."
            : $"The engine's own text is in {nameof(ServiceMessage)}, the whole log in Treasure Data's console; both may quote data.";
        return $"Treasure Data job {jobId} failed. {where}";
    }
}
