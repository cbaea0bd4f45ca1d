using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>A WhatsApp template to create (<c>POST /whatsappCampaigns/template</c>); it must be approved before a campaign can use it.</summary>
public sealed record CreateWhatsAppTemplateRequest
{
    /// <summary>Name of the template.</summary>
    public required string Name { get; init; }

    /// <summary>Language, such as <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>What it is for.</summary>
    public required WhatsAppTemplateCategory Category { get; init; }

    /// <summary>Text, up to 1,024 characters.</summary>
    public required string BodyText { get; init; }

    /// <summary>Text of the header, up to 45 characters; not together with <see cref="MediaUrl"/>.</summary>
    public string? HeaderText { get; init; }

    /// <summary>Address of a <c>.jpeg</c>, <c>.png</c>, <c>.mp4</c> or <c>.pdf</c> for the header; not together with <see cref="HeaderText"/>.</summary>
    public Uri? MediaUrl { get; init; }

    /// <summary>Which part of Brevo uses it, if not campaigns.</summary>
    public WhatsAppTemplateSource? Source { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(CreateWhatsAppTemplateRequest);
}
