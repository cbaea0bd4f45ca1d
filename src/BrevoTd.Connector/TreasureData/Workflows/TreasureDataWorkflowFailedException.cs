using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>An attempt of a workflow ended without success: of one of the account's own, a rebuild of a parent segment, or a run of an activation.</summary>
public sealed class TreasureDataWorkflowFailedException : ConnectorException
{
    private const int MaxServiceMessage = 2_000;

    /// <summary>Creates the exception.</summary>
    /// <param name="operation">Name of the operation that waited, such as <c>workflows.wait</c>.</param>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="serviceMessage">What its failed tasks said; may be <see langword="null"/>.</param>
    public TreasureDataWorkflowFailedException(
        string operation,
        TdWorkflowAttemptId attemptId,
        TdWorkflowStatus status,
        string? serviceMessage
    )
        : base(TreasureDataService.Name, operation, Describe(attemptId, status, serviceMessage))
    {
        AttemptId = attemptId;
        Status = status;
        ServiceMessage = serviceMessage?.Length > MaxServiceMessage ? serviceMessage[..MaxServiceMessage] : serviceMessage;
    }

    /// <summary>The attempt; its log tells more.</summary>
    public TdWorkflowAttemptId AttemptId { get; }

    /// <summary>How it ended, such as <see cref="TdWorkflowStatus.Error"/> or <see cref="TdWorkflowStatus.Killed"/>.</summary>
    public TdWorkflowStatus Status { get; }

    /// <summary>What its failed tasks said, up to 2,000 characters; <see langword="null"/> if that is not known. It may quote data: keep it out of logs.</summary>
    public string? ServiceMessage { get; }

    private static string Describe(TdWorkflowAttemptId attemptId, TdWorkflowStatus status, string? serviceMessage)
    {
        if (status == TdWorkflowStatus.Killed || status == TdWorkflowStatus.Canceled || status == TdWorkflowStatus.Canceling)
        {
            return $"Treasure Data's workflow attempt {attemptId} was stopped before it ended. Start another one if that was not intended.";
        }

        var where = serviceMessage is null
            ? "See its log (Workflows.ListLogFilesAsync), or Treasure Data's console."
            : $"What its failed tasks said is in {nameof(ServiceMessage)}, the rest in its log; both may quote data.";
        return $"Treasure Data's workflow attempt {attemptId} failed. {where}";
    }
}
