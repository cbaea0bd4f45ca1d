using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Kind of an asynchronous process. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<ProcessName>))]
public readonly record struct ProcessName(string Value) : IStringValue<ProcessName>
{
    /// <summary><c>POST /contacts/import</c>.</summary>
    public static ProcessName ContactImport { get; } = new("IMPORTUSER");

    /// <summary>Export of a search, started in the console.</summary>
    public static ProcessName ContactSearchExport { get; } = new("SEARCH_EXPORT_USERS");

    /// <summary>Export of a search, started through the API.</summary>
    public static ProcessName ContactSearchExportByApi { get; } = new("SEARCH_EXPORT_USERS_API");

    /// <summary>Export of a list.</summary>
    public static ProcessName ListExport { get; } = new("LIST_EXPORT");

    /// <summary><c>POST /contacts/export</c>.</summary>
    public static ProcessName ContactExport { get; } = new("CONTACT_EXPORT");

    /// <summary>Export of a campaign's recipients.</summary>
    public static ProcessName CampaignRecipientsExport { get; } = new("CAMPAIGN_USER_DETAILS");

    /// <summary><c>POST /webhooks/export</c>.</summary>
    public static ProcessName WebhookExport { get; } = new("EXPORT_WEBHOOK");

    static ProcessName IStringValue<ProcessName>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
