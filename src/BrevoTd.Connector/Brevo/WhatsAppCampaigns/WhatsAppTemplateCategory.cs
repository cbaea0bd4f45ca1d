using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a WhatsApp template is for. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<WhatsAppTemplateCategory>))]
public readonly record struct WhatsAppTemplateCategory(string Value) : IStringValue<WhatsAppTemplateCategory>
{
    /// <summary>Marketing.</summary>
    public static WhatsAppTemplateCategory Marketing { get; } = new("MARKETING");

    /// <summary>Service messages.</summary>
    public static WhatsAppTemplateCategory Utility { get; } = new("UTILITY");

    static WhatsAppTemplateCategory IStringValue<WhatsAppTemplateCategory>.From(string value) => new(value);

    /// <summary>Whether two values mean the same: Brevo spells one value now as <c>in_process</c>, now as <c>inProcess</c>.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(WhatsAppTemplateCategory other) => CampaignWords.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => CampaignWords.Hash(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
