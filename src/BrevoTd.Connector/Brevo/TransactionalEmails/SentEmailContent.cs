using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What one recipient got, and what happened to it (<c>GET /smtp/emails/{uuid}</c>).</summary>
public sealed record SentEmailContent
{
    /// <summary>Address of the recipient; personal data.</summary>
    public string? Email { get; init; }

    /// <summary>Subject.</summary>
    public string? Subject { get; init; }

    /// <summary>The body as it was sent; personal data.</summary>
    public string? Body { get; init; }

    /// <summary>Template that it was made from; <see langword="null"/> for none.</summary>
    public EmailTemplateId? TemplateId { get; init; }

    /// <summary>When it was sent.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Date { get; init; }

    /// <summary>What happened to it.</summary>
    public IReadOnlyList<SentEmailEvent>? Events { get; init; }

    /// <summary>How many attachments it had.</summary>
    public long? AttachmentCount { get; init; }

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(SentEmailContent);
}

/// <summary>Something that happened to a sent e-mail.</summary>
public sealed record SentEmailEvent
{
    /// <summary>What happened. The names are not those of the event log; Brevo does not document them.</summary>
    public string? Name { get; init; }

    /// <summary>When.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Time { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(SentEmailEvent);
}
