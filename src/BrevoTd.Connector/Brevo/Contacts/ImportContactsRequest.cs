using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// Contacts to import in one asynchronous process (<c>POST /contacts/import</c>). Exactly one of <see cref="Contacts"/>, <see cref="Csv"/> and
/// <see cref="FileUrl"/> is given, and <see cref="ListIds"/> or <see cref="NewList"/>. The body may have 10 MB; Brevo recommends 8.
/// </summary>
/// <remarks>
/// Brevo answers "accepted" and tells of refused rows only in the reports of the process. It ignores attributes that do not exist and values of another
/// type without a word. Lists and blocklisting apply to every row.
/// </remarks>
public sealed record ImportContactsRequest
{
    /// <summary>The contacts as JSON.</summary>
    [JsonPropertyName("jsonBody")]
    public IReadOnlyList<ImportContact>? Contacts { get; init; }

    /// <summary>The contacts as CSV, separated by semicolons, with a header of attribute names.</summary>
    [JsonPropertyName("fileBody")]
    public string? Csv { get; init; }

    /// <summary>Address of a <c>.txt</c>, <c>.csv</c> or <c>.json</c> file that Brevo fetches; for more than 10 MB.</summary>
    public Uri? FileUrl { get; init; }

    /// <summary>Lists that every contact is put on.</summary>
    public IReadOnlyList<ContactListId>? ListIds { get; init; }

    /// <summary>A list to create and to put every contact on, instead of <see cref="ListIds"/>. Such an import is not repeated when its answer is lost.</summary>
    public ImportNewList? NewList { get; init; }

    /// <summary>Whether contacts that exist are updated.</summary>
    /// <value>Default: <see langword="true"/>, as Brevo's own.</value>
    public bool UpdateExistingContacts { get; init; } = true;

    /// <summary>Whether an empty value erases the attribute of an existing contact; only with <see cref="UpdateExistingContacts"/>.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool EmptyContactsAttributes { get; init; }

    /// <summary>Whether every contact is excluded from e-mail campaigns.</summary>
    /// <value>Default: <see langword="null"/>, which is not sent and excludes nobody.</value>
    public bool? EmailBlacklist { get; init; }

    /// <summary>Whether every contact is excluded from SMS campaigns.</summary>
    /// <value>Default: <see langword="null"/>, which is not sent and excludes nobody.</value>
    public bool? SmsBlacklist { get; init; }

    /// <summary>Whether to leave out the e-mail that tells the account's owner of the import's end.</summary>
    /// <value>Default: <see langword="true"/>; Brevo's own is <see langword="false"/>, which means an e-mail per import.</value>
    public bool DisableNotification { get; init; } = true;

    /// <summary>Address that Brevo calls when the process has ended. Its payload is not documented: take it as a hint and look at the process.</summary>
    public Uri? NotifyUrl { get; init; }

    /// <summary>Consent groups that every contact is put in, on accounts that have that feature.</summary>
    public IReadOnlyList<ConsentGroupId>? ConsentGroupIds { get; init; }

    /// <summary>The number of contacts only.</summary>
    public override string ToString() =>
        $"{nameof(ImportContactsRequest)} of {Contacts?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "a file's"} contacts";
}
