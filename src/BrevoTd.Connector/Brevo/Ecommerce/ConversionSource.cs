using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What brought a sale about. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ConversionSource>))]
public readonly record struct ConversionSource(string Value) : IStringValue<ConversionSource>
{
    /// <summary>An e-mail campaign.</summary>
    public static ConversionSource EmailCampaign { get; } = new("email_campaign");

    /// <summary>An SMS campaign.</summary>
    public static ConversionSource SmsCampaign { get; } = new("sms_campaign");

    /// <summary>The e-mails of an automation.</summary>
    public static ConversionSource AutomationWorkflowEmail { get; } = new("automation_workflow_email");

    /// <summary>The SMS of an automation.</summary>
    public static ConversionSource AutomationWorkflowSms { get; } = new("automation_workflow_sms");

    static ConversionSource IStringValue<ConversionSource>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
