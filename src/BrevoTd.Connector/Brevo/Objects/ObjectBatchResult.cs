namespace BrevoTd.Connector.Brevo;

/// <summary>A batch of records that Brevo took in. It is processed later.</summary>
public sealed record ObjectBatchResult
{
    /// <summary>Id of the process; follow it with <see cref="BrevoClient.Processes"/>. It does not say which records failed.</summary>
    public ProcessId? ProcessId { get; init; }

    /// <summary>Id of the process.</summary>
    public override string ToString() => $"{nameof(ObjectBatchResult)}: process {ProcessId}";
}
