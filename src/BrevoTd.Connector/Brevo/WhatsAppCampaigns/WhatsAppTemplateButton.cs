using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A button of a WhatsApp template.</summary>
public sealed record WhatsAppTemplateButton
{
    /// <summary>What it does, such as <c>URL</c> or <c>PHONE_NUMBER</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Its text.</summary>
    public string? Text { get; init; }

    /// <summary>Address that it opens.</summary>
    public string? Url { get; init; }

    /// <summary>Number that it calls.</summary>
    [JsonPropertyName("phone_number")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? PhoneNumber { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(WhatsAppTemplateButton);
}
