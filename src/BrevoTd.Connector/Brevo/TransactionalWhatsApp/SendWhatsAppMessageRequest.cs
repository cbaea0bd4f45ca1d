using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Brevo;

/// <summary>A WhatsApp message to some numbers: from a template, or, within a conversation that has begun, a text. The first message must be from a template.</summary>
public sealed record SendWhatsAppMessageRequest
{
    /// <summary>The account's WhatsApp number with its country code, in digits.</summary>
    public required string SenderNumber { get; init; }

    /// <summary>The recipients' WhatsApp numbers with their country codes, in digits.</summary>
    public required IReadOnlyList<string> ContactNumbers { get; init; }

    /// <summary>Id of the template; <see langword="null"/> when <see cref="Text"/> is sent.</summary>
    public long? TemplateId { get; init; }

    /// <summary>Values for the template; open, because it is yours.</summary>
    public JsonObject? Params { get; init; }

    /// <summary>The text; <see langword="null"/> when a template is sent, beside which Brevo ignores it.</summary>
    public string? Text { get; init; }

    /// <summary>The type's name only; every member may be personal data.</summary>
    public override string ToString() => nameof(SendWhatsAppMessageRequest);
}
