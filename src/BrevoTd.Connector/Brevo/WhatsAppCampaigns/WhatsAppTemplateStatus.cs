using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>State of a WhatsApp template. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WhatsAppTemplateStatus>))]
public readonly record struct WhatsAppTemplateStatus(string Value) : IStringValue<WhatsAppTemplateStatus>
{
    /// <summary>Not sent for approval.</summary>
    public static WhatsAppTemplateStatus Draft { get; } = new("draft");

    /// <summary>Sent for approval.</summary>
    public static WhatsAppTemplateStatus Pending { get; } = new("pending");

    /// <summary>Can be used in campaigns.</summary>
    public static WhatsAppTemplateStatus Approved { get; } = new("approved");

    /// <summary>Refused by WhatsApp.</summary>
    public static WhatsAppTemplateStatus Rejected { get; } = new("rejected");

    static WhatsAppTemplateStatus IStringValue<WhatsAppTemplateStatus>.From(string value) => new(value);

    /// <summary>Whether two values mean the same: Brevo spells one value now as <c>in_process</c>, now as <c>inProcess</c>.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(WhatsAppTemplateStatus other) => CampaignWords.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => CampaignWords.Hash(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
