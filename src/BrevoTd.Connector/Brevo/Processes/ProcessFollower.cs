namespace BrevoTd.Connector.Brevo;

/// <summary>Somebody who wants to know how one process ends.</summary>
internal sealed class ProcessFollower(BrevoProcessesClient processes, ProcessId id)
{
    private readonly TaskCompletionSource<ProcessEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The client whose credential looks.</summary>
    public BrevoProcessesClient Processes { get; } = processes;

    public ProcessId Id { get; } = id;

    public ILookPayer? Payer { get; init; }

    /// <summary>Whether the process was accepted only just now; otherwise it may have ended long ago, and is looked at without delay.</summary>
    public bool IsNew { get; init; } = true;

    /// <summary>Told of every state that a look shows.</summary>
    public Action<BrevoProcess>? Seen { get; init; }

    /// <summary>Whether a look that fails for good ends the following; otherwise it goes on for as long as somebody wants to know.</summary>
    public bool EndsOnFailure { get; init; }

    /// <summary>Whether the follower wants reports or a file, which a listing may leave out, so that a complete process without them is looked at by itself.</summary>
    public bool NeedsFiles { get; init; } = true;

    /// <summary>When the process was accepted, by the poller's time; before its beginning where that is not known.</summary>
    public TimeSpan Since { get; set; }

    public Task<ProcessEnd> End => _end.Task;

    public void TrySetEnd(ProcessEnd end) => _end.TrySetResult(end);
}
