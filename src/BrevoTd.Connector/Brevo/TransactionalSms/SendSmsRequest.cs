using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An SMS to one number: a text, or a template. A stop code in the text turns it into a marketing message.</summary>
public sealed record SendSmsRequest
{
    /// <summary>Who the message comes from: up to 11 letters and digits, or up to 15 digits.</summary>
    public required string Sender { get; init; }

    /// <summary>The number with its country code: 6 to 15 digits, with or without a plus in front.</summary>
    public required string Recipient { get; init; }

    /// <summary>The text. Beyond 160 characters several messages are sent and charged. <see langword="null"/> when <see cref="TemplateId"/> names a template.</summary>
    public string? Content { get; init; }

    /// <summary>Id of the template (<see cref="SmsTemplate.Id"/>). Brevo ignores a text beside it, which is therefore refused.</summary>
    public long? TemplateId { get; init; }

    /// <summary>Values for the template; open, because it is yours.</summary>
    public JsonObject? Params { get; init; }

    /// <summary>What the message is for. <see langword="null"/> is transactional.</summary>
    public TransactionalSmsType? Type { get; init; }

    /// <summary>Up to 10 tags, by which reports and event logs can be filtered.</summary>
    [JsonPropertyName("tag")]
    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Absolute URL that Brevo calls for every event of the message.</summary>
    public Uri? WebUrl { get; init; }

    /// <summary>Whether the text has characters outside the GSM alphabet; a single message then has 70 of them. <see langword="null"/> is <see langword="false"/>.</summary>
    public bool? UnicodeEnabled { get; init; }

    /// <summary>Name in front of the text, which carriers in the United States recommend. It counts toward the 160 characters.</summary>
    public string? OrganisationPrefix { get; init; }

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(SendSmsRequest);
}
