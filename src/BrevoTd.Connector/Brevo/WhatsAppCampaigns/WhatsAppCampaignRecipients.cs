using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Whom a WhatsApp campaign goes to, as Brevo tells it.</summary>
public sealed record WhatsAppCampaignRecipients
{
    /// <summary>What it goes to: <c>list</c> or <c>segment</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Lists whose members get it.</summary>
    public IReadOnlyList<ContactListId>? IncludedLists { get; init; }

    /// <summary>Lists whose members do not get it.</summary>
    public IReadOnlyList<ContactListId>? ExcludedLists { get; init; }

    /// <summary>Segments whose members get it.</summary>
    public IReadOnlyList<SegmentId>? Segments { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(WhatsAppCampaignRecipients);
}
