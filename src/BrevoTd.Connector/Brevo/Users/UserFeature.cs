using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A part of Brevo that permissions are given for. Which ones there are depends on the plan. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<UserFeature>))]
public readonly record struct UserFeature(string Value) : IStringValue<UserFeature>
{
    /// <summary>E-mail campaigns, with <c>create_edit_delete</c>, <c>send_schedule_suspend</c>.</summary>
    public static UserFeature EmailCampaigns { get; } = new("email_campaigns");

    /// <summary>SMS campaigns, with <c>create_edit_delete</c>, <c>send_schedule_suspend</c>.</summary>
    public static UserFeature SmsCampaigns { get; } = new("sms_campaigns");

    /// <summary>Contacts, with <c>view</c>, <c>create_edit_delete</c>, <c>import</c>, <c>export</c>, <c>list_and_attributes</c>, <c>forms</c>.</summary>
    public static UserFeature Contacts { get; } = new("contacts");

    /// <summary>Templates, with <c>create_edit_delete</c>, <c>activate_deactivate</c>.</summary>
    public static UserFeature Templates { get; } = new("templates");

    /// <summary>Automations, with <c>create_edit_delete</c>, <c>activate_deactivate_pause</c>, <c>settings</c>.</summary>
    public static UserFeature Workflows { get; } = new("workflows");

    /// <summary>Landing pages, with <c>all</c>.</summary>
    public static UserFeature LandingPages { get; } = new("landing_pages");

    /// <summary>Transactional e-mail, with <c>settings</c>, <c>logs</c>.</summary>
    public static UserFeature TransactionalEmails { get; } = new("transactional_emails");

    /// <summary>SMTP relay and API, with <c>smtp</c>, <c>api_keys</c>, <c>authorized_ips</c>.</summary>
    public static UserFeature SmtpApi { get; } = new("smtp_api");

    /// <summary>Users of the account, with <c>all</c>.</summary>
    public static UserFeature UserManagement { get; } = new("user_management");

    /// <summary>Deals and tasks, with <c>create_edit_deals</c>, <c>delete_deals</c>, <c>manage_others_deals_tasks</c>, <c>reports</c>, <c>settings</c>.</summary>
    public static UserFeature SalesPlatform { get; } = new("sales_platform");

    /// <summary>Phone, with <c>all</c>.</summary>
    public static UserFeature Phone { get; } = new("phone");

    /// <summary>Conversations, with <c>access</c>, <c>assign</c>, <c>configure</c>.</summary>
    public static UserFeature Conversations { get; } = new("conversations");

    /// <summary>Senders, domains and dedicated IP addresses, with <c>senders_management</c>, <c>domains_management</c>, <c>dedicated_ips_management</c>.</summary>
    public static UserFeature SendersDomainsDedicatedIps { get; } = new("senders_domains_dedicated_ips");

    /// <summary>Push notifications, with <c>view</c>, <c>create_edit_delete</c>, <c>send</c>, <c>settings</c>.</summary>
    public static UserFeature PushNotifications { get; } = new("push_notifications");

    /// <summary>Companies, with <c>manage_owned_companies</c>, <c>manage_others_companies</c>, <c>settings</c>.</summary>
    public static UserFeature Companies { get; } = new("companies");

    static UserFeature IStringValue<UserFeature>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
