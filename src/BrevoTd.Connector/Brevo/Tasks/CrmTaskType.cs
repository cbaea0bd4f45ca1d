using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A type of tasks, such as a call or a meeting (<c>GET /crm/tasktypes</c>).</summary>
public sealed record CrmTaskType
{
    /// <summary>Id.</summary>
    public CrmTaskTypeId? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Title { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(CrmTaskType)} {Id}";
}
