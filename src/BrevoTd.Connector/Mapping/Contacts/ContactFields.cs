namespace BrevoTd.Connector.Mapping;

/// <summary>Names of a contact's fields that are no attributes.</summary>
internal static class ContactFields
{
    public const string ListIds = "listIds";
    public const string EmailFlag = "emailBlacklisted";
    public const string SmsFlag = "smsBlacklisted";
    public const string ExternalId = "ext_id";
}
