using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>By what the better version of an A/B test is told. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<CampaignWinnerCriteria>))]
public readonly record struct CampaignWinnerCriteria(string Value) : IStringValue<CampaignWinnerCriteria>
{
    /// <summary>More recipients opened it.</summary>
    public static CampaignWinnerCriteria Open { get; } = new("open");

    /// <summary>More recipients clicked in it.</summary>
    public static CampaignWinnerCriteria Click { get; } = new("click");

    static CampaignWinnerCriteria IStringValue<CampaignWinnerCriteria>.From(string value) => new(value);

    /// <summary>Whether two values mean the same: Brevo spells one value now as <c>in_process</c>, now as <c>inProcess</c>.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CampaignWinnerCriteria other) => CampaignWords.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => CampaignWords.Hash(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
