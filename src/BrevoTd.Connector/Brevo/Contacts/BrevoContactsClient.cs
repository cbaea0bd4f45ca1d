using System.Globalization;
using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Contacts: single ones, sweeps over many, and the asynchronous import. Reached through <see cref="BrevoClient.Contacts"/>.</summary>
public class BrevoContactsClient
{
    /// <summary>How many bytes the body of an import may have (10 MB). Brevo recommends to stay below 8 MB.</summary>
    public const int MaxImportBytes = 10 * 1024 * 1024;

    private const int MaxPageSize = 1000;
    private const int MaxIds = 20;
    private const string ImportPath = "contacts/import";

    private static readonly ServiceOperation s_list = new("contacts.list", HttpMethod.Get, "contacts", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("contacts.create", HttpMethod.Post, "contacts", RepeatRule.NotIdempotent)
    {
        HowToLook = "get the contact by its identifier before sending it again",
    };
    private static readonly ServiceOperation s_upsert = new("contacts.upsert", HttpMethod.Post, "contacts", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_get = new("contacts.get", HttpMethod.Get, "contacts/{identifier}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_update = new(
        "contacts.update",
        HttpMethod.Put,
        "contacts/{identifier}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "contacts.delete",
        HttpMethod.Delete,
        "contacts/{identifier}",
        RepeatRule.Idempotent
    );

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

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoContactsClient() => _transport = null!;

    internal BrevoContactsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>
    /// Lists contacts (<c>GET /contacts</c>), 1,000 per request. Deleted contacts leave no trace here: only a webhook tells of them.
    /// </summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists every contact, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query names lists and a segment at once, or more than 20 ids.</exception>
    public virtual AsyncPageable<Contact> ListAsync(ContactQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ContactQuery();
        if (query is { ListIds.Count: > 0, SegmentId: not null })
        {
            throw new ArgumentException("Brevo lists contacts either by lists or by a segment. Leave one of them out.", nameof(query));
        }

        if (query.Ids is { Count: > MaxIds } ids)
        {
            throw new ArgumentException($"Brevo takes at most {MaxIds} ids in a listing and got {ids.Count}.", nameof(query));
        }

        return BrevoListing.Create(
            _transport,
            s_list,
            () =>
                new QueryString("contacts")
                    .Add("modifiedSince", query.ModifiedSince)
                    .Add("createdSince", query.CreatedSince)
                    .AddList("listIds", query.ListIds?.Select(id => id.ToString()))
                    .AddList("ids", query.Ids?.Select(id => id.ToString()))
                    .Add("segmentId", query.SegmentId?.Value)
                    .Add("filter", query.Filter?.ToWire()),
            MaxPageSize,
            query.Order,
            BrevoJsonContext.Default.ContactListAnswer,
            answer => new OffsetPageable<Contact>.Slice(answer.Contacts, answer.Count),
            static contact => contact.Id?.ToString(),
            cancellationToken
        );
    }

    /// <summary>Gets one contact with its statistics (<c>GET /contacts/{identifier}</c>).</summary>
    /// <param name="identifier">Names the contact.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such contact (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ContactDetails> GetAsync(ContactIdentifier identifier, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, identifier.ToPath()), BrevoJsonContext.Default.ContactDetails, cancellationToken);

    /// <summary>Gets one contact, or <see langword="null"/> when there is none (<c>GET /contacts/{identifier}</c>).</summary>
    /// <param name="identifier">Names the contact.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<ContactDetails?> GetIfExistsAsync(ContactIdentifier identifier, CancellationToken cancellationToken = default)
    {
        var request = new ServiceRequest(s_get, identifier.ToPath());
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return _transport.Read(request, answer, BrevoJsonContext.Default.ContactDetails);
        }

        // A wrong base address answers 404 too; only Brevo's own code says that the contact does not exist.
        var refusal = _transport.Refuse(request, answer);
        return refusal.ErrorCode == "document_not_found" ? null : throw refusal;
    }

    /// <summary>
    /// Creates a contact (<c>POST /contacts</c>). When the answer is lost, the contact is looked up by its identifier, and created again only if this call has
    /// not created it.
    /// </summary>
    /// <param name="request">The contact.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new contact.</returns>
    /// <exception cref="ServiceException">
    /// An identifier belongs to a contact that exists (<see cref="ServiceException.DuplicateIdentifiers"/> names which), or Brevo refuses a value.
    /// </exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<ContactId> CreateAsync(CreateContactRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var identifier = Identifier(request);
        var call = new ServiceRequest(s_create, "contacts")
        {
            Content = ServiceContent.Json(request with { UpdateEnabled = false }, BrevoJsonContext.Default.CreateContactRequest),
            Look = identifier is { } key ? new Look((arguments, token) => FindAsync(key, arguments, token), IsDuplicate) : null,
        };
        var answer = await _transport
            .SendAsync(call, BrevoJsonContext.Default.ContactCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Creates a contact, or updates the one that has the same identifier (<c>POST /contacts</c> with <c>updateEnabled</c>). Idempotent.</summary>
    /// <param name="request">The contact.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">
    /// A further identifier, such as the phone number, belongs to another contact (<see cref="ServiceException.DuplicateIdentifiers"/> names which), or
    /// Brevo refuses a value.
    /// </exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<UpsertContactResult> UpsertAsync(CreateContactRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = Write(s_upsert, request with { UpdateEnabled = true });
        var answer = await _transport.SendForAnswerAsync(call, [], cancellationToken).ConfigureAwait(false);
        if (answer.Status != HttpStatusCode.Created)
        {
            return new UpsertContactResult { Created = false };
        }

        return new UpsertContactResult
        {
            Created = true,
            Id = _transport.Read(call, answer, BrevoJsonContext.Default.ContactCreatedAnswer).Id,
        };
    }

    /// <summary>Changes one contact (<c>PUT /contacts/{identifier}</c>). Idempotent.</summary>
    /// <param name="identifier">Names the contact.</param>
    /// <param name="request">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">
    /// There is no such contact, a new identifier belongs to another one (<see cref="ServiceException.DuplicateIdentifiers"/> names which), or Brevo
    /// refuses a value.
    /// </exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(
        ContactIdentifier identifier,
        UpdateContactRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        return _transport.SendAsync(
            new ServiceRequest(s_update, identifier.ToPath())
            {
                Content = ServiceContent.Json(request, BrevoJsonContext.Default.UpdateContactRequest),
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Deletes one contact (<c>DELETE /contacts/{identifier}</c>). A repeat after a lost answer finds no contact any more and says so (404).
    /// </summary>
    /// <param name="identifier">Names the contact.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such contact, or it may not be deleted (405).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(ContactIdentifier identifier, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, identifier.ToPath()), cancellationToken);

    /// <summary>
    /// Starts an import (<c>POST /contacts/import</c>). Repeated when its answer is lost, because an import updates what is there already; an import into
    /// a new list is not. Refused rows are found in the reports of the process, never here.
    /// </summary>
    /// <param name="request">The contacts and how to import them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the process; follow it with <see cref="BrevoProcessesClient.GetAsync"/>.</returns>
    /// <exception cref="ArgumentException">The request names no list or no contacts, or its body is larger than 10 MB.</exception>
    /// <exception cref="ServiceException">Brevo refuses the import as a whole.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ProcessId> ImportAsync(ImportContactsRequest request, CancellationToken cancellationToken = default)
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

        return StartImportAsync(request.NewList is null ? s_import : s_importIntoNewList, content, cancellationToken);
    }

    /// <summary>Starts an import whose body is already on the wire's form; the way of the batch writer.</summary>
    internal Task<ProcessId> ImportAsync(HttpContent body, CancellationToken cancellationToken) =>
        StartImportAsync(s_import, body, cancellationToken, Timeout.InfiniteTimeSpan);

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

    /// <summary>Finds the contact that this very call created. One that was there before is somebody else's, and the service refuses to create it again.</summary>
    private async Task<ServiceAnswer?> FindAsync(ContactIdentifier identifier, LookArguments arguments, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_get, identifier.ToPath());
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return
            answer.IsSuccess
            && arguments.IsSinceBegin(_transport.Read(request, answer, BrevoJsonContext.Default.ContactDetails).CreatedAt, answer)
            ? answer
            : null;
    }

    private static ContactIdentifier? Identifier(CreateContactRequest request) =>
        !string.IsNullOrWhiteSpace(request.Email) ? ContactIdentifier.Email(request.Email)
        : !string.IsNullOrWhiteSpace(request.ExternalId) ? ContactIdentifier.ExternalId(request.ExternalId)
        : request.Attributes?.GetValueOrDefault("SMS").AsText is { } phone && !string.IsNullOrWhiteSpace(phone)
            ? ContactIdentifier.Phone(phone)
        : null;

    private static bool IsDuplicate(ServiceException e) =>
        e.StatusCode == HttpStatusCode.Conflict || e.ErrorCode == "duplicate_parameter" || e.DuplicateIdentifiers.Count > 0;

    private static ServiceRequest Write(ServiceOperation operation, CreateContactRequest request) =>
        new(operation, "contacts") { Content = ServiceContent.Json(request, BrevoJsonContext.Default.CreateContactRequest) };

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

        if (request.ListIds is not { Count: > 0 } && request.NewList is null)
        {
            throw new ArgumentException("Brevo imports into lists only. Set ListIds, or NewList to create one.", nameof(request));
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
