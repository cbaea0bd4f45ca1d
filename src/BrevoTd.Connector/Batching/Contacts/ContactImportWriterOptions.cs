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
    }
}
