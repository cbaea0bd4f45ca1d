using System.Globalization;
using System.Text.Json.Nodes;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// An attempt to be started. Workflow, session time and retry name together are its identity: starting the same once more adopts the attempt that exists,
/// whatever its parameters and its outcome were.
/// </summary>
public record TdWorkflowStartRequest
{
    /// <summary>The workflow by its id.</summary>
    /// <value>Default: <see langword="null"/>; then <see cref="ProjectName"/> and <see cref="WorkflowName"/> name it.</value>
    public TdWorkflowId? WorkflowId { get; init; }

    /// <summary>The project by its name; the workflow of its latest revision runs.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? ProjectName { get; init; }

    /// <summary>The workflow by its name within <see cref="ProjectName"/>.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? WorkflowName { get; init; }

    /// <summary>The time for which the workflow runs, to whole seconds. Choose one that a repeat of the same work chooses too, such as the day's beginning.</summary>
    public required DateTimeOffset SessionTime { get; init; }

    /// <summary>Name that makes it another attempt of the same session; needed to run a session again.</summary>
    /// <value>Default: <see langword="null"/>, the session's first attempt.</value>
    public string? RetryAttemptName { get; init; }

    /// <summary>Parameters of the workflow.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    public JsonObject? Parameters { get; init; }

    /// <summary>An earlier attempt whose work is not done again.</summary>
    /// <value>Default: <see langword="null"/>, everything is done.</value>
    public TdWorkflowResume? Resume { get; init; }

    /// <summary>Whether the attempt may wait when the account has too many under way.</summary>
    /// <value>Default: <see langword="null"/>, which leaves it to the service.</value>
    public bool? AllowQueueing { get; init; }

    /// <summary>The session time only: parameters may hold personal data.</summary>
    public override string ToString() => $"{nameof(TdWorkflowStartRequest)} {{ SessionTime = {SessionTime:O} }}";

    internal TdWorkflowStartBody ToBody()
    {
        var isNamed = !string.IsNullOrWhiteSpace(ProjectName) && !string.IsNullOrWhiteSpace(WorkflowName);
        if (WorkflowId is null == !isNamed || WorkflowId is not null && (ProjectName ?? WorkflowName) is not null)
        {
            throw new ArgumentException(
                $"Name the workflow either by {nameof(WorkflowId)}, or by {nameof(ProjectName)} and {nameof(WorkflowName)}.",
                nameof(WorkflowId)
            );
        }

        if (RetryAttemptName is not null && string.IsNullOrWhiteSpace(RetryAttemptName))
        {
            throw new ArgumentException("The retry name is empty; leave it out for the session's first attempt.", nameof(RetryAttemptName));
        }

        return new()
        {
            WorkflowId = WorkflowId is { } id ? TdIds.Of(id, nameof(WorkflowId)) : null,
            ProjectName = WorkflowId is null ? ProjectName : null,
            WorkflowName = WorkflowId is null ? WorkflowName : null,
            SessionTime = SessionTime.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            RetryAttemptName = RetryAttemptName,
            Parameters = Parameters ?? [],
            Resume = Resume?.ToBody(),
            AllowQueueing = AllowQueueing,
        };
    }
}
