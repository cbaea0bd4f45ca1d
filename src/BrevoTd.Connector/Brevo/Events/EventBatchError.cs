using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>One error of a batch of events, for all the events that have it.</summary>
public sealed record EventBatchError
{
    /// <summary>Positions in the batch, from zero.</summary>
    [JsonPropertyName("eventIndex")]
    public IReadOnlyList<long>? Positions { get; init; }

    /// <summary>The error in Brevo's words; it may repeat what was sent.</summary>
    [JsonPropertyName("message")]
    public string? ServiceMessage { get; init; }

    /// <summary>How many events have it.</summary>
    public override string ToString() => $"{nameof(EventBatchError)} of {Positions?.Count ?? 0} events";
}
