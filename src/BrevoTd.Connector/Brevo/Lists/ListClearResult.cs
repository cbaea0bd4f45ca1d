using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The process that takes every contact off a list.</summary>
public sealed record ListClearResult
{
    /// <summary>The process; wait for it with <see cref="BrevoProcessesClient.WaitAsync"/>.</summary>
    public ProcessId? ProcessId { get; init; }

    /// <summary>How many contacts it takes off the list.</summary>
    public long? Total { get; init; }
}
