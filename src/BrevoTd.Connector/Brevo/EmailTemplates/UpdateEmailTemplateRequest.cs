using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// What changes about a template. Members that are not set are not sent and stay as they are. A body that is set takes the drag-and-drop editor's access to
/// the template away.
/// </summary>
public sealed record UpdateEmailTemplateRequest
{
    /// <summary>New name.</summary>
    [JsonPropertyName("templateName")]
    public string? Name { get; init; }

    /// <summary>New sender: an address or an id of a sender.</summary>
    public MessageSender? Sender { get; init; }

    /// <summary>New subject.</summary>
    public string? Subject { get; init; }

    /// <summary>New body as HTML, more than 10 characters.</summary>
    public string? HtmlContent { get; init; }

    /// <summary>Absolute URL of a new body.</summary>
    public Uri? HtmlUrl { get; init; }

    /// <summary>Whether messages can be sent from it. An active template cannot be deleted.</summary>
    public bool? IsActive { get; init; }

    /// <summary>New address for answers; an empty text or <see langword="null"/> is sent as such, which Brevo does not document.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> ReplyTo { get; init; }

    /// <summary>New name of the recipient in the field To; an empty text or <see langword="null"/> is sent as such, which Brevo does not document.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> ToField { get; init; }

    /// <summary>New tag; an empty text or <see langword="null"/> is sent as such, which Brevo does not document.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Tag { get; init; }

    /// <summary>New absolute URL of a file that goes with every message; an empty text or <see langword="null"/> is sent as such, which Brevo does not document.</summary>
    [JsonConverter(typeof(OptionalStringConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> AttachmentUrl { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(UpdateEmailTemplateRequest);
}
