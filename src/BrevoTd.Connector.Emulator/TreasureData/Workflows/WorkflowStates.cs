namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>A workflow that can be started.</summary>
internal sealed record WorkflowState : StoredState
{
    public required long ProjectId { get; init; }

    public required string Project { get; init; }

    public required string Name { get; init; }
}

/// <summary>Where an attempt stands.</summary>
internal static class AttemptStatus
{
    public const string Running = "running";
    public const string Success = "success";
    public const string Error = "error";
    public const string Killed = "killed";
}

/// <summary>One attempt of a workflow for a session time.</summary>
internal sealed record AttemptState : StoredState
{
    public required long WorkflowId { get; init; }

    public required long SessionId { get; init; }

    public required string SessionUuid { get; init; }

    public required DateTimeOffset SessionTime { get; init; }

    /// <summary>Counts the attempts of a session from 1.</summary>
    public int Index { get; init; } = 1;

    public string? RetryAttemptName { get; init; }

    /// <summary>The parameters as JSON.</summary>
    public string Params { get; init; } = "{}";

    public string Status { get; init; } = AttemptStatus.Running;

    public bool CancelRequested { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public override string ToString() => $"Attempt {Id}";
}
