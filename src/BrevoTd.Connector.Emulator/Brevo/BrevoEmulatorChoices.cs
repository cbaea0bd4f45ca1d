using System.Globalization;

namespace BrevoTd.Connector.Emulator;

/// <summary>
/// How the Brevo side decides where Brevo's documents are silent. Whoever writes a client can run it against every choice; what the documents
/// do say cannot be changed here.
/// </summary>
public sealed record BrevoEmulatorChoices
{
    /// <summary>Whether a single write (not an import) that names an attribute the account lacks is refused with 400.</summary>
    /// <value>The default is <see langword="false"/>: the attribute is ignored, as in an import.</value>
    public bool RejectUnknownAttributes { get; init; }

    /// <summary>Whether an empty text in a single write (not an import) erases the attribute.</summary>
    /// <value>The default is <see langword="true"/>. If not, it leaves the attribute alone.</value>
    public bool EmptyTextClears { get; init; } = true;

    /// <summary>
    /// Whether a row of an import that carries an identifier of another contact is stored without that identifier. It is in the report of
    /// that identifier either way.
    /// </summary>
    /// <value>The default is <see langword="false"/>: the whole row is left out.</value>
    public bool StoreConflictingImportRows { get; init; }

    /// <summary>
    /// Whether a row of an import whose address belongs to one contact and whose EXT_ID belongs to another is about the owner of the EXT_ID, so that its address is what conflicts.
    /// </summary>
    /// <value>The default is <see langword="false"/>: it is about the owner of the address, and the EXT_ID conflicts.</value>
    public bool ImportPrefersExtId { get; init; }

    /// <summary>Whether <c>modifiedSince</c> and <c>createdSince</c> include contacts of exactly that moment.</summary>
    /// <value>The default is <see langword="false"/>: only later ones ("after").</value>
    public bool SinceIsInclusive { get; init; }

    /// <summary>
    /// Whether adding to and removing from a list answers <c>success</c> and <c>failure</c> at the top level, as examples in the documents
    /// show, or within <c>contacts</c>, as the schema says.
    /// </summary>
    /// <value>The default is <see langword="false"/>: within <c>contacts</c>.</value>
    public bool FlatListResults { get; init; }

    /// <summary>The account's date format, which imports and single writes accept beside <c>yyyy-MM-dd</c>.</summary>
    /// <value>The default is <c>dd/MM/yyyy</c>.</value>
    public string AccountDateFormat { get; init; } = "dd/MM/yyyy";

    /// <summary>The separator of an import's reports: a semicolon, a comma or a tab.</summary>
    /// <value>The default is a semicolon, as in an import's <c>fileBody</c>.</value>
    public char ReportSeparator { get; init; } = ';';

    /// <summary>The first line of an import's reports.</summary>
    /// <value>The default is <see cref="BrevoReportHeader.Upper"/>.</value>
    public BrevoReportHeader ReportHeader { get; init; } = BrevoReportHeader.Upper;

    /// <summary>Whether an import's reports start with a byte order mark.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ReportByteOrderMark { get; init; }

    /// <summary>Whether lines of an import's reports end with CR LF instead of LF.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ReportCarriageReturns { get; init; }

    /// <summary>How long the address of a report works after the import has ended; later it answers 403.</summary>
    /// <value>The default is 24 hours.</value>
    public TimeSpan ReportLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Whether an event whose contact does not exist creates it, with the identifiers and attributes that came along. An event that only names an id of Brevo's own never does.
    /// </summary>
    /// <value>The default is <see langword="true"/>. If not, the event is accepted and forgotten.</value>
    public bool EventsCreateContacts { get; init; } = true;

    /// <summary>Whether the account may update 1,000 products with one call instead of 100.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RaisedProductLimit { get; init; }

    /// <summary>
    /// The name that the account's API key has in <c>api_key_name</c> of <c>contact_updated</c> and <c>list_addition</c>. What is done by hand, with the shortcuts of <see cref="BrevoEmulator"/>,
    /// has an empty name, as what is done in Brevo's console.
    /// </summary>
    /// <value>The default is <c>emulator</c>.</value>
    public string ApiKeyName { get; init; } = "emulator";

    /// <summary>The offset of the account's time zone, in which payloads of webhooks write dates as text, and by which <c>ts</c> of campaigns' events is shifted.</summary>
    /// <value>The default is one hour: CET.</value>
    public TimeSpan AccountUtcOffset { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether a campaign's clicks by link are objects with <c>nbClick</c>, as some examples in the documents show, or numbers, as the schema says.</summary>
    /// <value>The default is <see langword="false"/>: numbers.</value>
    public bool LinkStatisticsAsObjects { get; init; }

    /// <summary>How many companies or deals one page of their listings has at most, whatever <c>limit</c> asks for.</summary>
    /// <value>The default is 100.</value>
    public int LargestCrmPage { get; init; } = 100;

    /// <summary>Whether a webhook may have the channel <c>whatsapp</c>, of which Brevo's API document knows nothing.</summary>
    /// <value>The default is <see langword="false"/>: such a webhook is refused.</value>
    public bool AllowWhatsAppWebhooks { get; init; }

    internal void Validate()
    {
        if (LargestCrmPage < 1)
            throw new ArgumentException("LargestCrmPage must be at least 1.");
        if (ApiKeyName is null)
            throw new ArgumentException("ApiKeyName is null. Use an empty text for a key without a name.");
        if (
            AccountUtcOffset < TimeSpan.FromHours(-14)
            || AccountUtcOffset > TimeSpan.FromHours(14)
            || AccountUtcOffset.Ticks % TimeSpan.TicksPerMinute != 0
        )
            throw new ArgumentException("AccountUtcOffset must be whole minutes between -14 and 14 hours.");
        if (ReportSeparator is not (';' or ',' or '\t'))
            throw new ArgumentException("ReportSeparator must be a semicolon, a comma or a tab.");
        if (!Enum.IsDefined(ReportHeader))
            throw new ArgumentException("ReportHeader must be Upper, Lower or None.");
        if (ReportLifetime < TimeSpan.Zero)
            throw new ArgumentException("ReportLifetime must not be negative.");
        var day = new DateOnly(1989, 11, 23);
        if (
            string.IsNullOrEmpty(AccountDateFormat)
            || !DateOnly.TryParseExact(
                day.ToString(AccountDateFormat, CultureInfo.InvariantCulture),
                AccountDateFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var parsed
            )
            || parsed != day
        )
            throw new ArgumentException("AccountDateFormat must hold day, month and year, for example dd/MM/yyyy.");
    }
}
