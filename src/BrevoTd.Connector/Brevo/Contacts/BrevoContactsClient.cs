using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Contacts: single ones, sweeps over many, and the asynchronous import. Reached through <see cref="BrevoClient.Contacts"/>.</summary>
public partial class BrevoContactsClient
{
    private const int MaxPageSize = 1000;
    private const int MaxIds = 20;

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

    private static readonly ServiceOperation s_createDoubleOptIn = new(
        "contacts.create_double_opt_in",
        HttpMethod.Post,
        "contacts/doubleOptinConfirmation",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "get the contact before sending it again, or a second confirmation e-mail goes out",
    };

    private static readonly ServiceOperation s_getStatistics = new(
        "contacts.get_statistics",
        HttpMethod.Get,
        "contacts/{identifier}/campaignStats",
        RepeatRule.Idempotent
    );

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

    /// <summary>Gets one contact with its statistics of the last 90 days (<c>GET /contacts/{identifier}</c>).</summary>
    /// <param name="identifier">Names the contact.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such contact (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ContactDetails> GetAsync(ContactIdentifier identifier, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, identifier.ToPath()), BrevoJsonContext.Default.ContactDetails, cancellationToken);

    /// <summary>Gets one contact with its statistics of a period (<c>GET /contacts/{identifier}</c>).</summary>
    /// <param name="identifier">Names the contact.</param>
    /// <param name="statistics">The days that the statistics are of; none may lie in the future.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such contact (404), or the period lies in the future.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ContactDetails> GetAsync(
        ContactIdentifier identifier,
        StatisticsPeriod statistics,
        CancellationToken cancellationToken = default
    ) =>
        _transport.SendAsync(
            new ServiceRequest(s_get, AddPeriod(new QueryString(identifier.ToPath()), statistics)),
            BrevoJsonContext.Default.ContactDetails,
            cancellationToken
        );

    /// <summary>
    /// Gets what one contact did with the campaigns it got (<c>GET /contacts/{identifier}/campaignStats</c>). This endpoint knows contacts by e-mail address and
    /// by id only.
    /// </summary>
    /// <param name="identifier">Names the contact by <see cref="ContactIdentifier.Email"/> or <see cref="ContactIdentifier.Id"/>.</param>
    /// <param name="period">The days; <see langword="null"/> means the last 90. <see cref="StatisticsPeriod.Split"/> cuts a longer time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The identifier is of another kind.</exception>
    /// <exception cref="ServiceException">There is no such contact (404), or the period lies in the future.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ContactStatistics> GetStatisticsAsync(
        ContactIdentifier identifier,
        StatisticsPeriod? period = null,
        CancellationToken cancellationToken = default
    )
    {
        if (identifier.Type != ContactIdentifierType.Email && identifier.Type != ContactIdentifierType.ContactId)
        {
            throw new ArgumentException(
                "The statistics of a contact are found by e-mail address or id only. Get the contact first, and use the id in the answer.",
                nameof(identifier)
            );
        }

        var query = new QueryString($"contacts/{identifier.Escaped}/campaignStats");
        return _transport.SendAsync(
            new ServiceRequest(s_getStatistics, period is { } days ? AddPeriod(query, days) : query.ToString()),
            ContactsJsonContext.Default.ContactStatistics,
            cancellationToken
        );
    }

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

        // An update has no body, unless the id was asked for.
        var id = answer.Body.IsEmpty ? null : _transport.Read(call, answer, BrevoJsonContext.Default.ContactCreatedAnswer).Id;
        return new UpsertContactResult { Created = answer.Status == HttpStatusCode.Created, Id = id };
    }

    /// <summary>
    /// Asks somebody to confirm an address before it is put on lists (<c>POST /contacts/doubleOptinConfirmation</c>): Brevo sends an e-mail of a template with a
    /// link, and puts the contact on the lists when the link is clicked. Never repeated by itself: a second call sends a second e-mail.
    /// </summary>
    /// <param name="request">The contact, its lists and the template.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no list, or the page to show is no address of the web.</exception>
    /// <exception cref="ServiceException">Brevo refuses the address, a list or the template.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<DoubleOptInResult> CreateDoubleOptInAsync(
        CreateDoubleOptInRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Email, nameof(request));
        if (request.IncludeListIds is not { Count: > 0 })
        {
            throw new ArgumentException("A double opt-in leads to lists. Name at least one in IncludeListIds.", nameof(request));
        }

        CheckWebAddress(request.RedirectionUrl, nameof(request.RedirectionUrl), nameof(request));
        var call = new ServiceRequest(s_createDoubleOptIn, "contacts/doubleOptinConfirmation")
        {
            Content = ServiceContent.Json(request, ContactsJsonContext.Default.CreateDoubleOptInRequest),
        };
        var answer = await _transport.SendForAnswerAsync(call, [], cancellationToken).ConfigureAwait(false);
        return new DoubleOptInResult { Created = answer.Status == HttpStatusCode.Created };
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

    private static string AddPeriod(QueryString query, StatisticsPeriod period) =>
        query.Add("startDate", period.Start).Add("endDate", period.End).ToString();

    private static void CheckWebAddress(Uri? address, string member, string parameter)
    {
        if (address is not { IsAbsoluteUri: true } || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException($"{member} must be an absolute address that begins with https:// or http://.", parameter);
        }
    }
}
