using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>The template of a WhatsApp campaign, as the campaign has it.</summary>
public sealed record WhatsAppCampaignTemplate
{
    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public WhatsAppTemplateCategory? Category { get; init; }

    /// <summary>Language, such as <c>en_GB</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Whether it has buttons.</summary>
    [JsonPropertyName("contains_button")]
    public bool? ContainsButton { get; init; }

    /// <summary>What its buttons do, such as <c>QUICK_REPLIES</c> or <c>CALL_TO_ACTION</c>.</summary>
    [JsonPropertyName("button_type")]
    public string? ButtonType { get; init; }

    /// <summary>Whether the header is shown.</summary>
    [JsonPropertyName("display_header")]
    public bool? DisplayHeader { get; init; }

    /// <summary>What the header is, such as <c>text</c>.</summary>
    [JsonPropertyName("header_type")]
    public string? HeaderType { get; init; }

    /// <summary>Placeholders of the header.</summary>
    [JsonPropertyName("header_variables")]
    public IReadOnlyList<WhatsAppTemplateVariable>? HeaderVariables { get; init; }

    /// <summary>Placeholders of the body.</summary>
    [JsonPropertyName("body_variables")]
    public IReadOnlyList<WhatsAppTemplateVariable>? BodyVariables { get; init; }

    /// <summary>Whether the footer is left out.</summary>
    [JsonPropertyName("hide_footer")]
    public bool? HideFooter { get; init; }

    /// <summary>Its parts.</summary>
    public IReadOnlyList<WhatsAppTemplateComponent>? Components { get; init; }

    /// <summary>Its category only.</summary>
    public override string ToString() => $"{nameof(WhatsAppCampaignTemplate)}: {Category}";
}
