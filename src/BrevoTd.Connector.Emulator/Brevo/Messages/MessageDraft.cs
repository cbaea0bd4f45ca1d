using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A checked message, before it is filled in for each recipient.</summary>
internal sealed record MessageDraft
{
    public required MessageChannel Channel { get; init; }

    /// <summary>Addresses in small letters, or numbers in digits.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    public string? From { get; init; }

    public string? FromName { get; init; }

    public string? Subject { get; init; }

    public string? Html { get; init; }

    public string? Text { get; init; }

    public long? TemplateId { get; init; }

    /// <summary>An object, or nothing; a copy of its own.</summary>
    public JsonElement Params { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public int AttachmentCount { get; init; }

    public override string ToString() => $"{nameof(MessageDraft)} {Channel}";
}

/// <summary>Checked messages of one request with what holds for all of them.</summary>
internal sealed record MessageOrder
{
    public required IReadOnlyList<MessageDraft> Drafts { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>Checked and dropped.</summary>
    public bool Sandbox { get; init; }

    /// <summary>Milliseconds since 1970; <see langword="null"/> sends at once.</summary>
    public long? ScheduledAt { get; init; }

    public Guid BatchId { get; init; }
}

/// <summary>One request's messages that wait for their time.</summary>
internal sealed record ScheduledSend
{
    public required Guid BatchId { get; init; }

    public required IReadOnlyList<string> MessageIds { get; init; }

    public required IReadOnlyList<MessageDraft> Drafts { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    public required long ScheduledAt { get; init; }

    public bool IsSent { get; init; }

    public string Status => IsSent ? "processed" : "queued";

    public override string ToString() => $"{nameof(ScheduledSend)} {BatchId}";
}
