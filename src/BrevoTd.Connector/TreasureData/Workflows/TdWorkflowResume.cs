namespace BrevoTd.Connector.TreasureData;

/// <summary>From where an attempt continues the work of an earlier one of the same session.</summary>
public record TdWorkflowResume
{
    /// <summary>The earlier attempt.</summary>
    public required TdWorkflowAttemptId AttemptId { get; init; }

    /// <summary>Full name of the task to begin with, such as <c>+load</c>.</summary>
    /// <value>Default: <see langword="null"/>, the tasks that failed.</value>
    public string? FromTask { get; init; }

    /// <summary>The earlier attempt only.</summary>
    public override string ToString() => $"{nameof(TdWorkflowResume)} {{ AttemptId = {AttemptId} }}";

    internal TdWorkflowResumeBody ToBody() => new(FromTask is null ? "failed" : "from", TdIds.Of(AttemptId, nameof(AttemptId)), FromTask);
}
