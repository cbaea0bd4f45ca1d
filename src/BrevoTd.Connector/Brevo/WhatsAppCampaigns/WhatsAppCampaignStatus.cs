using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>State of a WhatsApp campaign. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WhatsAppCampaignStatus>))]
public readonly record struct WhatsAppCampaignStatus(string Value) : IStringValue<WhatsAppCampaignStatus>
{
    /// <summary>Not scheduled.</summary>
    public static WhatsAppCampaignStatus Draft { get; } = new("draft");

    /// <summary>Will be sent at its time.</summary>
    public static WhatsAppCampaignStatus Scheduled { get; } = new("scheduled");

    /// <summary>Waits for the approval of its template.</summary>
    public static WhatsAppCampaignStatus Pending { get; } = new("pending");

    /// <summary>Its template is approved.</summary>
    public static WhatsAppCampaignStatus Approved { get; } = new("approved");

    /// <summary>Being sent.</summary>
    public static WhatsAppCampaignStatus Running { get; } = new("running");

    /// <summary>Stopped.</summary>
    public static WhatsAppCampaignStatus Suspended { get; } = new("suspended");

    /// <summary>Its template was refused.</summary>
    public static WhatsAppCampaignStatus Rejected { get; } = new("rejected");

    /// <summary>Sent.</summary>
    public static WhatsAppCampaignStatus Sent { get; } = new("sent");

    static WhatsAppCampaignStatus IStringValue<WhatsAppCampaignStatus>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
