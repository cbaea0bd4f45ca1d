using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A template of transactional SMS (<c>GET /transactionalSMS/templates</c>).</summary>
public sealed record SmsTemplate
{
    /// <summary>Id.</summary>
    public long? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>The text.</summary>
    public string? Message { get; init; }

    /// <summary>Whether links are shortened.</summary>
    [JsonPropertyName("short_url_enabled")]
    public bool? ShortUrlEnabled { get; init; }

    /// <summary>What carriers in the United States ask for.</summary>
    public SmsTemplateCompliance? Compliance { get; init; }

    /// <summary>Whether the text is encoded as Unicode.</summary>
    public bool? Encryption { get; init; }

    /// <summary>Whether the text may have characters outside the GSM alphabet.</summary>
    [JsonPropertyName("unicode_sms")]
    public bool? UnicodeSms { get; init; }

    /// <summary>Name of the picture's file.</summary>
    [JsonPropertyName("media_file")]
    public string? MediaFile { get; init; }

    /// <summary>Size of the picture in bytes, a text.</summary>
    [JsonPropertyName("media_file_size")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? MediaFileSize { get; init; }

    /// <summary>URL of the picture.</summary>
    [JsonPropertyName("media_url")]
    public string? MediaUrl { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(SmsTemplate)} {Id}";
}

/// <summary>What carriers in the United States ask of a template.</summary>
public sealed record SmsTemplateCompliance
{
    /// <summary>Whether it is kept to.</summary>
    [JsonPropertyName("compliance_toggle")]
    public bool? ComplianceToggle { get; init; }

    /// <summary>Name in front of the text.</summary>
    [JsonPropertyName("organisation_prefix")]
    public string? OrganisationPrefix { get; init; }

    /// <summary>How to unsubscribe; it has the word STOP in it.</summary>
    [JsonPropertyName("stop_keyword")]
    public string? StopKeyword { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(SmsTemplateCompliance);
}
