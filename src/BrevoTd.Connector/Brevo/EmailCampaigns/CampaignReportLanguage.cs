using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Language of a campaign's report. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CampaignReportLanguage>))]
public readonly record struct CampaignReportLanguage(string Value) : IStringValue<CampaignReportLanguage>
{
    /// <summary>French; Brevo's default.</summary>
    public static CampaignReportLanguage French { get; } = new("fr");

    /// <summary>Spanish.</summary>
    public static CampaignReportLanguage Spanish { get; } = new("es");

    /// <summary>Portuguese.</summary>
    public static CampaignReportLanguage Portuguese { get; } = new("pt");

    /// <summary>Italian.</summary>
    public static CampaignReportLanguage Italian { get; } = new("it");

    /// <summary>German.</summary>
    public static CampaignReportLanguage German { get; } = new("de");

    /// <summary>English.</summary>
    public static CampaignReportLanguage English { get; } = new("en");

    static CampaignReportLanguage IStringValue<CampaignReportLanguage>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
