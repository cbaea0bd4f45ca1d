using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A WhatsApp template in a listing (<c>GET /whatsappCampaigns/template-list</c>).</summary>
public sealed record WhatsAppTemplate
{
    /// <summary>Id.</summary>
    public WhatsAppTemplateId? Id { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Its type, such as <c>whatsapp</c>.</summary>
    public string? Type { get; init; }

    /// <summary>State.</summary>
    public WhatsAppTemplateStatus? Status { get; init; }

    /// <summary>What it is for.</summary>
    public WhatsAppTemplateCategory? Category { get; init; }

    /// <summary>Language; an empty text in a draft without one.</summary>
    public string? Language { get; init; }

    /// <summary>Why it was refused: <c>NONE</c> or a reason.</summary>
    public string? ErrorReason { get; init; }

    /// <summary>When it was created.</summary>
    [JsonConverter(typeof(CampaignTimeConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [JsonConverter(typeof(CampaignTimeConverter))]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Id and state only.</summary>
    public override string ToString() => $"{nameof(WhatsAppTemplate)} {Id}: {Status}";
}
