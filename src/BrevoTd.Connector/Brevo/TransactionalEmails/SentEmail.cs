using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A transactional e-mail as one recipient got it (<c>GET /smtp/emails</c>).</summary>
public sealed record SentEmail
{
    /// <summary>Id of this message to this recipient; <see cref="BrevoTransactionalEmailsClient.GetContentAsync"/> takes it.</summary>
    public string? Uuid { get; init; }

    /// <summary>Id of the message, in angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Address of the recipient; personal data.</summary>
    public string? Email { get; init; }

    /// <summary>Address of the sender.</summary>
    public string? From { get; init; }

    /// <summary>Subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Template that it was made from; <see langword="null"/> for none.</summary>
    public EmailTemplateId? TemplateId { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>When it was sent.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? Date { get; init; }

    /// <summary>The type's name only; ids of messages hold a name of the sender's domain.</summary>
    public override string ToString() => nameof(SentEmail);
}
