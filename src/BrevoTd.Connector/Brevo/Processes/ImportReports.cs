using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Reports of an import, one per cause: each is the address of a CSV file with the rows that have this problem, or nothing when no row has it.
/// Brevo tells neither how many contacts were created nor how many were updated.
/// </summary>
public sealed record ImportReports
{
    /// <summary>Rows whose e-mail address is not valid.</summary>
    [JsonPropertyName("invalid_emails")]
    public ImportReport? InvalidEmails { get; init; }

    /// <summary>Rows whose contact id belongs to another contact.</summary>
    [JsonPropertyName("duplicate_contact_id")]
    public ImportReport? DuplicateContactId { get; init; }

    /// <summary>Rows whose external id belongs to another contact.</summary>
    [JsonPropertyName("duplicate_ext_id")]
    public ImportReport? DuplicateExternalId { get; init; }

    /// <summary>Rows whose e-mail address belongs to another contact.</summary>
    [JsonPropertyName("duplicate_email_id")]
    public ImportReport? DuplicateEmailId { get; init; }

    /// <summary>Rows whose phone number belongs to another contact.</summary>
    [JsonPropertyName("duplicate_phone_id")]
    public ImportReport? DuplicatePhoneId { get; init; }

    /// <summary>Rows whose WhatsApp number belongs to another contact.</summary>
    [JsonPropertyName("duplicate_whatsapp_id")]
    public ImportReport? DuplicateWhatsAppId { get; init; }

    /// <summary>Rows whose landline number belongs to another contact.</summary>
    [JsonPropertyName("duplicate_landline_number_id")]
    public ImportReport? DuplicateLandlineNumberId { get; init; }

    /// <summary>The reports that exist, each with its cause as Brevo names it.</summary>
    public IEnumerable<KeyValuePair<string, ImportReport>> ByCause()
    {
        (string Cause, ImportReport? Report)[] all =
        [
            ("invalid_emails", InvalidEmails),
            ("duplicate_contact_id", DuplicateContactId),
            ("duplicate_ext_id", DuplicateExternalId),
            ("duplicate_email_id", DuplicateEmailId),
            ("duplicate_phone_id", DuplicatePhoneId),
            ("duplicate_whatsapp_id", DuplicateWhatsAppId),
            ("duplicate_landline_number_id", DuplicateLandlineNumberId),
        ];
        foreach (var (cause, report) in all)
        {
            if (report is { } present)
            {
                yield return new(cause, present);
            }
        }
    }
}
