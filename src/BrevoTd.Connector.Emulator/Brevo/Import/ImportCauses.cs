namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Why a row of an import ends in a report: the keys of <c>info.import</c>.</summary>
internal static class ImportCauses
{
    public const string InvalidEmails = "invalid_emails";
    public const string DuplicateContactId = "duplicate_contact_id";
    public const string DuplicateExtId = "duplicate_ext_id";
    public const string DuplicateEmailId = "duplicate_email_id";
    public const string DuplicatePhoneId = "duplicate_phone_id";
    public const string DuplicateWhatsAppId = "duplicate_whatsapp_id";
    public const string DuplicateLandlineNumberId = "duplicate_landline_number_id";

    public static readonly string[] All =
    [
        InvalidEmails,
        DuplicateContactId,
        DuplicateExtId,
        DuplicateEmailId,
        DuplicatePhoneId,
        DuplicateWhatsAppId,
        DuplicateLandlineNumberId,
    ];

    public static string Of(ContactKey key) =>
        key switch
        {
            ContactKey.Email => DuplicateEmailId,
            ContactKey.ExtId => DuplicateExtId,
            ContactKey.Sms => DuplicatePhoneId,
            ContactKey.WhatsApp => DuplicateWhatsAppId,
            _ => DuplicateLandlineNumberId,
        };
}
