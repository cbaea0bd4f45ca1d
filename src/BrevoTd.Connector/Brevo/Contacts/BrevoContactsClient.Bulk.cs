using System.Globalization;
using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoContactsClient
{
    /// <summary>How many bytes the body of an import may have (10 MB). Brevo recommends to stay below 8 MB.</summary>
    public const int MaxImportBytes = 10 * 1024 * 1024;

    private const string ImportPath = "contacts/import";

    private static readonly ServiceOperation s_import = new("contacts.import", HttpMethod.Post, ImportPath, RepeatRule.Idempotent);

    private static readonly ServiceOperation s_importIntoNewList = new(
        "contacts.import_into_new_list",
        HttpMethod.Post,
        ImportPath,
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the newest processes and lists before sending it again, or a second list may be created",
    };

    private static readonly ServiceOperation s_export = new("contacts.export", HttpMethod.Post, "contacts/export", RepeatRule.Idempotent);

    /// <summary>
    /// Starts an import (<c>POST /contacts/import</c>). Repeated when its answer is lost, because an import updates what is there already; an import into
    /// a new list is not. Refused rows are found in the reports of the process, never here.
    /// </summary>
    /// <param name="request">The contacts and how to import them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The process: wait for its end, and read the rows that it refused.</returns>
    /// <exception cref="ArgumentException">
    /// The request does not name exactly one source of contacts, names no list, or its body is larger than 10 MB.
    /// </exception>
    /// <exception cref="ServiceException">Brevo refuses the import as a whole.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<BrevoProcessHandle> ImportAsync(ImportContactsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request);
        var content = ServiceContent.Json(request, BrevoJsonContext.Default.ImportContactsRequest);
        if (content.Headers.ContentLength > MaxImportBytes)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The import's body has {content.Headers.ContentLength:N0} bytes and Brevo takes {MaxImportBytes:N0}. Split the contacts into several imports of up to 8 MB, or let Brevo fetch a file (FileUrl)."
                ),
                nameof(request)
            );
        }

        var id = await StartImportAsync(request.NewList is null ? s_import : s_importIntoNewList, content, cancellationToken)
            .ConfigureAwait(false);
        return BrevoProcessHandle.Started(_transport, id);
    }

    /// <summary>Starts an import whose body is already on the wire's form; the way of the batch writer.</summary>
    internal Task<ProcessId> ImportAsync(HttpContent body, CancellationToken cancellationToken) =>
        StartImportAsync(s_import, body, cancellationToken, Timeout.InfiniteTimeSpan);

    /// <summary>Creates or updates a contact whose body is already on the wire's form, and tells whether it is new; the way of the batch writer.</summary>
    internal async Task<bool> UpsertAsync(HttpContent body, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_upsert, "contacts") { Content = body, MaxQuotaWait = Timeout.InfiniteTimeSpan };
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.Created;
    }

    /// <summary>Creates a contact whose body is already on the wire's form; the way of the batch writer.</summary>
    internal Task CreateAsync(ContactIdentifier identifier, HttpContent body, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ServiceRequest(s_create, "contacts")
            {
                Content = body,
                MaxQuotaWait = Timeout.InfiniteTimeSpan,
                Look = new Look((arguments, token) => FindAsync(identifier, arguments, token), IsDuplicate),
            },
            cancellationToken
        );

    /// <summary>Changes a contact by a body that is already on the wire's form; the way of the batch writer.</summary>
    internal Task UpdateAsync(ContactIdentifier identifier, HttpContent body, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            new ServiceRequest(s_update, identifier.ToPath()) { Content = body, MaxQuotaWait = Timeout.InfiniteTimeSpan },
            cancellationToken
        );

    private async Task<ProcessId> StartImportAsync(
        ServiceOperation operation,
        HttpContent body,
        CancellationToken cancellationToken,
        TimeSpan? maxQuotaWait = null
    )
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(operation, ImportPath) { Content = body, MaxQuotaWait = maxQuotaWait },
                BrevoJsonContext.Default.ImportAnswer,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.ProcessId ?? throw MissingMember.Of(operation, HttpStatusCode.Accepted, "processId");
    }

    /// <summary>
    /// Starts an export into a CSV file (<c>POST /contacts/export</c>). Repeated when its answer is lost: a second export harms nobody. There is no export of all
    /// contacts of an account; it needs a list, a segment or a campaign.
    /// </summary>
    /// <param name="request">Which contacts, and which columns.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The process: <see cref="BrevoProcessHandle.ReadExportAsync(CancellationToken)"/> waits for its end and reads the file row by row.</returns>
    /// <exception cref="ArgumentException">The filter is not exactly one of its kinds, or the file would have no columns.</exception>
    /// <exception cref="ServiceException">Brevo refuses the export: no such list, segment, campaign or attribute.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<BrevoProcessHandle> ExportAsync(ExportContactsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Filter, nameof(request));
        request.Filter.Check(nameof(request));
        if (request is { ExportMandatoryAttributes: false, ExportAttributes: not { Count: > 0 } })
        {
            throw new ArgumentException(
                "Without the mandatory attributes the file needs others. Name them in ExportAttributes.",
                nameof(request)
            );
        }

        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_export, "contacts/export")
                {
                    Content = ServiceContent.Json(request, ContactsJsonContext.Default.ExportContactsRequest),
                },
                BrevoJsonContext.Default.ImportAnswer,
                cancellationToken
            )
            .ConfigureAwait(false);
        var id = answer.ProcessId ?? throw MissingMember.Of(s_export, HttpStatusCode.Accepted, "processId");
        return BrevoProcessHandle.Started(_transport, id);
    }

    private static void Check(ImportContactsRequest request)
    {
        var sources = (request.Contacts is null ? 0 : 1) + (request.Csv is null ? 0 : 1) + (request.FileUrl is null ? 0 : 1);
        if (sources != 1)
        {
            throw new ArgumentException(
                $"An import takes exactly one of Contacts, Csv and FileUrl, and {sources} are set.",
                nameof(request)
            );
        }

        if (request.FileUrl is not null)
        {
            CheckWebAddress(request.FileUrl, nameof(request.FileUrl), nameof(request));
        }

        if (request.ListIds is { Count: > 0 } && request.NewList is not null)
        {
            throw new ArgumentException(
                "An import goes into lists that exist (ListIds) or into one that it creates (NewList). Leave one of them out.",
                nameof(request)
            );
        }

        if (request.ListIds is not { Count: > 0 } && request.NewList is null)
        {
            throw new ArgumentException("Brevo imports into lists only. Set ListIds, or NewList to create one.", nameof(request));
        }

        if (request.Contacts is { Count: 0 } || request.Csv is { } csv && string.IsNullOrWhiteSpace(csv))
        {
            throw new ArgumentException("The import has no contacts. Leave the call out.", nameof(request));
        }

        if (request is { EmptyContactsAttributes: true, UpdateExistingContacts: false })
        {
            throw new ArgumentException(
                "EmptyContactsAttributes erases values of existing contacts and needs UpdateExistingContacts.",
                nameof(request)
            );
        }
    }
}
