using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo answered to a transactional e-mail (<c>POST /smtp/email</c>). It accepted the message; what became of it is told by events.</summary>
public sealed record SendTransactionalEmailResult
{
    /// <summary>Id of the message, in angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Ids of the messages of a request with versions, in the order of the versions.</summary>
    public IReadOnlyList<string>? MessageIds { get; init; }

    /// <summary>Whether the message waits for its time instead of being sent at once.</summary>
    [JsonIgnore]
    public bool IsScheduled { get; init; }

    /// <summary>The batch of a scheduled message, given or made up; <see langword="null"/> for one that is sent at once.</summary>
    [JsonIgnore]
    public Guid? BatchId { get; init; }

    /// <summary>
    /// Whether the answer to the message was lost, and Brevo said when asked again that it has it. The ids are not known then: find them with
    /// <see cref="BrevoTransactionalEmailsClient.ListAsync"/>, or in the events.
    /// </summary>
    [JsonIgnore]
    public bool WasAcceptedBefore { get; init; }

    /// <summary>The number of messages only.</summary>
    public override string ToString() =>
        $"{nameof(SendTransactionalEmailResult)}, {(MessageIds?.Count ?? (MessageId is null ? 0 : 1))} messages";
}
