using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that fills Brevo's contact import.</summary>
public class ContactImportWriterOptions : BatchWriterOptions
{
    /// <summary>
    /// Ids of the lists that every contact is added to. Brevo imports into lists only, so at least one is needed, unless the map names each contact's lists
    /// (<see cref="ContactMapBuilder{T}.ListIds(Func{T, IEnumerable{long}})"/>), which come on top.
    /// </summary>
    /// <value>Default: none, which is refused without lists in the map.</value>
    public IReadOnlyList<long> ListIds { get; set; } = [];

    /// <summary>Whether contacts that exist already are updated; without it, Brevo leaves them as they are.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool UpdateExistingContacts { get; set; } = true;

    /// <summary>Whether Brevo sends no e-mail to the account's owner at the end of each import.</summary>
    /// <value>Default: <see langword="true"/>, because a writer makes many imports.</value>
    public bool DisableNotification { get; set; } = true;

    /// <summary>Whether every contact of this writer is put on the blocklist for e-mail, whatever the map says of it.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool EmailBlacklist { get; set; }

    /// <summary>Whether every contact of this writer is put on the blocklist for SMS, whatever the map says of it.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool SmsBlacklist { get; set; }

    /// <summary>
    /// Whether the map is compared with the first row's columns and with Brevo's attributes, and the lists are looked up, before anything is sent. Brevo ignores attributes that it does
    /// not know without a word.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;

    /// <summary>When a process is looked at first, and the shortest time between two looks. Writers of one client look together; the first writer's values count.</summary>
    /// <value>Default: 2 seconds.</value>
    public TimeSpan FirstLook { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest time between two looks at outstanding processes, as far as the quota allows.</summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan MaxLookInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many calls an hour may be spent on looking at processes. A General account has 100 an hour for these and everything else that has no limit of its own. A writer that can
    /// accept nothing more before records are settled goes beyond this share, up to the account's quota.
    /// </summary>
    /// <value>Default: 50.</value>
    public int MaxLooksPerHour { get; set; } = 50;

    /// <summary>
    /// Whether a completed process for which Brevo names no reports at all (not even empty ones) counts as free of problems. Otherwise its records are unverified
    /// (<see cref="OutcomeCause.NoReport"/>).
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool TrustProcessesWithoutReports { get; set; }

    /// <summary>What happens to contacts whose e-mail address is not valid (<c>invalid_emails</c>). Without its address, a contact is known by its external id or a phone number.</summary>
    /// <value>Default: <see cref="ImportRepair.None"/>.</value>
    public ImportRepair OnInvalidEmail { get; set; }

    /// <summary>What happens to contacts whose e-mail address belongs to another contact (<c>duplicate_email_id</c>).</summary>
    /// <value>Default: <see cref="ImportRepair.None"/>.</value>
    public ImportRepair OnDuplicateEmail { get; set; }

    /// <summary>What happens to contacts whose external id belongs to another contact (<c>duplicate_ext_id</c>).</summary>
    /// <value>Default: <see cref="ImportRepair.None"/>.</value>
    public ImportRepair OnDuplicateExternalId { get; set; }

    /// <summary>What happens to contacts whose phone number for SMS belongs to another contact (<c>duplicate_phone_id</c>).</summary>
    /// <value>Default: <see cref="ImportRepair.None"/>.</value>
    public ImportRepair OnDuplicatePhone { get; set; }

    /// <summary>What happens to contacts whose WhatsApp number belongs to another contact (<c>duplicate_whatsapp_id</c>).</summary>
    /// <value>Default: <see cref="ImportRepair.None"/>.</value>
    public ImportRepair OnDuplicateWhatsApp { get; set; }

    /// <summary>What happens to contacts whose landline number belongs to another contact (<c>duplicate_landline_number_id</c>).</summary>
    /// <value>Default: <see cref="ImportRepair.None"/>.</value>
    public ImportRepair OnDuplicateLandline { get; set; }

    /// <summary>What happens to contacts that Brevo takes for one that stands in the same import already (<c>duplicate_contact_id</c>). There is no field to drop.</summary>
    /// <value>Default: <see cref="ImportRepair.None"/>.</value>
    public ImportRepair OnDuplicateContact { get; set; }

    /// <summary>
    /// Whether contacts are read back when their import has ended, and compared with what was sent (<see cref="BatchWriteReport.Verification"/>): which were created and which updated, what Brevo ignored without a word, and
    /// which are not there. A record's bytes are kept until then. It costs calls of <c>contacts</c>, the quota of which imports share.
    /// </summary>
    /// <value>Default: <see cref="ContactVerification.None"/>.</value>
    public ContactVerification Verification { get; set; }

    /// <summary>The share of the delivered contacts of each import that a sample reads back; at least one of each.</summary>
    /// <value>Default: 0.01. Range: above 0, at most 1.</value>
    public double VerificationSampleShare { get; set; } = 0.01;

    /// <summary>How many contacts a sample reads back at most, over all imports of the writer.</summary>
    /// <value>Default: 1,000.</value>
    public int VerificationSampleSize { get; set; } = 1_000;

    /// <summary>Whether the map names each contact's lists.</summary>
    internal bool MapNamesLists { get; set; }

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require(
            ListIds is { Count: > 0 } || (MapNamesLists && ListIds is not null),
            nameof(ListIds),
            "at least one list, because Brevo imports contacts into lists only"
        );
        Require(FirstLook > TimeSpan.Zero && FirstLook <= TimeSpan.FromHours(1), nameof(FirstLook), "above zero and at most an hour");
        Require(
            MaxLookInterval >= FirstLook && MaxLookInterval <= TimeSpan.FromDays(1),
            nameof(MaxLookInterval),
            "at least FirstLook and at most a day"
        );
        Require(MaxLooksPerHour >= 1, nameof(MaxLooksPerHour), "at least 1");
        RequireRepair(OnInvalidEmail, nameof(OnInvalidEmail));
        RequireRepair(OnDuplicateEmail, nameof(OnDuplicateEmail));
        RequireRepair(OnDuplicateExternalId, nameof(OnDuplicateExternalId));
        RequireRepair(OnDuplicatePhone, nameof(OnDuplicatePhone));
        RequireRepair(OnDuplicateWhatsApp, nameof(OnDuplicateWhatsApp));
        RequireRepair(OnDuplicateLandline, nameof(OnDuplicateLandline));
        Require(
            OnDuplicateContact is ImportRepair.None or ImportRepair.Skip or ImportRepair.DeadLetter,
            nameof(OnDuplicateContact),
            "None, Skip or DeadLetter, because there is no field to drop"
        );
        Require(Enum.IsDefined(Verification), nameof(Verification), "one of the values of ContactVerification");
        Require(VerificationSampleShare is > 0 and <= 1, nameof(VerificationSampleShare), "above 0 and at most 1");
        Require(VerificationSampleSize >= 1, nameof(VerificationSampleSize), "at least 1");
    }

    private static void RequireRepair(ImportRepair value, string option)
    {
        Require(Enum.IsDefined(value), option, "one of the values of ImportRepair");
    }
}
