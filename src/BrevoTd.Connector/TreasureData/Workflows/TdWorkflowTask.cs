using System.Text.Json;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A task of an attempt.</summary>
public record TdWorkflowTask
{
    /// <summary>Id.</summary>
    [JsonPropertyName("id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>Name with those of the groups around it, such as <c>+export+load</c>.</summary>
    [JsonPropertyName("fullName")]
    public string? FullName { get; init; }

    /// <summary>The group that it is in.</summary>
    [JsonPropertyName("parentId")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? ParentId { get; init; }

    /// <summary>Whether it is a group of tasks.</summary>
    [JsonPropertyName("group")]
    public bool? IsGroup { get; init; }

    /// <summary>Where it stands, in the service's words, such as <c>success</c> or <c>error</c>.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    /// <summary>Tasks that it waits for.</summary>
    [JsonPropertyName("upstreams")]
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? UpstreamIds { get; init; }

    /// <summary>Whether it was asked to stop.</summary>
    [JsonPropertyName("cancelRequested")]
    public bool? IsCancelRequested { get; init; }

    /// <summary>The definition as a tree.</summary>
    [JsonPropertyName("config")]
    public JsonElement? Definition { get; init; }

    /// <summary>What went wrong, as a tree; may quote data.</summary>
    [JsonPropertyName("error")]
    public JsonElement? Error { get; init; }

    /// <summary>When it began.</summary>
    [JsonPropertyName("startedAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    [JsonPropertyName("updatedAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it is tried again.</summary>
    [JsonPropertyName("retryAt")]
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The type only.</summary>
    public override string ToString() => nameof(TdWorkflowTask);
}
