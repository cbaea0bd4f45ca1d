using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An asynchronous process (<c>GET /processes/{processId}</c>).</summary>
public sealed record BrevoProcess
{
    /// <summary>Id.</summary>
    public ProcessId? Id { get; init; }

    /// <summary>Kind.</summary>
    public ProcessName? Name { get; init; }

    /// <summary>State.</summary>
    public ProcessStatus? Status { get; init; }

    /// <summary>Particulars of a completed import; <see langword="null"/> otherwise.</summary>
    public ProcessInfo? Info { get; init; }

    /// <summary>Where the file of a completed export is fetched. How long it stays there is not documented: fetch it at once.</summary>
    [JsonPropertyName("export_url")]
    public string? ExportUrl { get; init; }

    /// <summary>Why it failed, in the shape of April 2026; later shapes have no reason.</summary>
    public string? Error { get; init; }

    /// <summary>When it was accepted, in the shape of April 2026; later shapes do not tell.</summary>
    [JsonPropertyName("created_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ended, in the shape of April 2026; later shapes do not tell.</summary>
    [JsonPropertyName("completed_at")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Id, kind and state; addresses of files are left out, because who has one can read the file.</summary>
    public override string ToString() => $"{nameof(BrevoProcess)} {Id}: {Name}, {Status}";
}
