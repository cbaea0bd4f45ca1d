using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a user may do with a part of Brevo. <see cref="UserFeature"/> names the permissions that each part has. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<UserPermission>))]
public readonly record struct UserPermission(string Value) : IStringValue<UserPermission>
{
    /// <summary>Create, change and delete.</summary>
    public static UserPermission CreateEditDelete { get; } = new("create_edit_delete");

    /// <summary>Send, schedule and suspend.</summary>
    public static UserPermission SendScheduleSuspend { get; } = new("send_schedule_suspend");

    /// <summary>See.</summary>
    public static UserPermission View { get; } = new("view");

    /// <summary>Import.</summary>
    public static UserPermission Import { get; } = new("import");

    /// <summary>Export.</summary>
    public static UserPermission Export { get; } = new("export");

    /// <summary>Lists and attributes.</summary>
    public static UserPermission ListAndAttributes { get; } = new("list_and_attributes");

    /// <summary>Forms.</summary>
    public static UserPermission Forms { get; } = new("forms");

    /// <summary>Activate and deactivate.</summary>
    public static UserPermission ActivateDeactivate { get; } = new("activate_deactivate");

    /// <summary>Activate, deactivate and pause.</summary>
    public static UserPermission ActivateDeactivatePause { get; } = new("activate_deactivate_pause");

    /// <summary>Settings.</summary>
    public static UserPermission Settings { get; } = new("settings");

    /// <summary>Schedule and pause.</summary>
    public static UserPermission SchedulePause { get; } = new("schedule_pause");

    /// <summary>Everything.</summary>
    public static UserPermission All { get; } = new("all");

    /// <summary>Logs.</summary>
    public static UserPermission Logs { get; } = new("logs");

    /// <summary>Access.</summary>
    public static UserPermission Access { get; } = new("access");

    /// <summary>Assign.</summary>
    public static UserPermission Assign { get; } = new("assign");

    /// <summary>Configure.</summary>
    public static UserPermission Configure { get; } = new("configure");

    /// <summary>Create and change deals.</summary>
    public static UserPermission CreateEditDeals { get; } = new("create_edit_deals");

    /// <summary>Delete deals.</summary>
    public static UserPermission DeleteDeals { get; } = new("delete_deals");

    /// <summary>Deals and tasks of other users.</summary>
    public static UserPermission ManageOthersDealsTasks { get; } = new("manage_others_deals_tasks");

    /// <summary>Companies that the user owns.</summary>
    public static UserPermission ManageOwnedCompanies { get; } = new("manage_owned_companies");

    /// <summary>Companies of other users.</summary>
    public static UserPermission ManageOthersCompanies { get; } = new("manage_others_companies");

    /// <summary>Reports.</summary>
    public static UserPermission Reports { get; } = new("reports");

    /// <summary>Senders.</summary>
    public static UserPermission SendersManagement { get; } = new("senders_management");

    /// <summary>Domains.</summary>
    public static UserPermission DomainsManagement { get; } = new("domains_management");

    /// <summary>Dedicated IP addresses.</summary>
    public static UserPermission DedicatedIpsManagement { get; } = new("dedicated_ips_management");

    /// <summary>Send.</summary>
    public static UserPermission Send { get; } = new("send");

    /// <summary>SMTP.</summary>
    public static UserPermission Smtp { get; } = new("smtp");

    /// <summary>API keys; whoever has it can read every contact.</summary>
    public static UserPermission ApiKeys { get; } = new("api_keys");

    /// <summary>Authorised IP addresses.</summary>
    public static UserPermission AuthorizedIps { get; } = new("authorized_ips");

    /// <summary>Nothing.</summary>
    public static UserPermission None { get; } = new("none");

    static UserPermission IStringValue<UserPermission>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
