using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Contact lists and their members. Reached through <see cref="BrevoClient.Lists"/>.</summary>
public partial class BrevoListsClient
{
    private const int MaxPageSize = 50;

    private static readonly ServiceOperation s_list = new("lists.list", HttpMethod.Get, "contacts/lists", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("lists.create", HttpMethod.Post, "contacts/lists", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the lists of the folder before sending it again, because two may have one name",
    };
    private static readonly ServiceOperation s_get = new("lists.get", HttpMethod.Get, "contacts/lists/{listId}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_update = new(
        "lists.update",
        HttpMethod.Put,
        "contacts/lists/{listId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "lists.delete",
        HttpMethod.Delete,
        "contacts/lists/{listId}",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoListsClient() => _transport = null!;

    internal BrevoListsClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>Lists the contact lists of the account (<c>GET /contacts/lists</c>), 50 per request.</summary>
    /// <param name="order">Order by creation. Default: oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<ContactList> ListAsync(
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    ) =>
        BrevoListing.Create(
            _transport,
            s_list,
            () => new QueryString("contacts/lists"),
            MaxPageSize,
            order,
            BrevoJsonContext.Default.ListListAnswer,
            answer => new OffsetPageable<ContactList>.Slice(answer.Lists, answer.Count),
            static list => list.Id?.ToString(),
            cancellationToken
        );

    /// <summary>
    /// Creates a list in a folder (<c>POST /contacts/lists</c>). When the answer is lost, the newest lists are searched for the one that this call created; it
    /// is never created a second time, because two lists may have one name.
    /// </summary>
    /// <param name="name">Name.</param>
    /// <param name="folderId">Folder in which the list stands; Brevo has no list outside a folder.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new list.</returns>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<ContactListId> CreateAsync(
        string name,
        ContactFolderId folderId,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var request = new ServiceRequest(s_create, "contacts/lists")
        {
            Content = ServiceContent.Json(new ListCreateBody { Name = name, FolderId = folderId }, BrevoJsonContext.Default.ListCreateBody),
            Look = new Look((arguments, token) => FindAsync(name, folderId, arguments, token), _ => false, MayRepeat: false),
        };
        var answer = await _transport
            .SendAsync(request, BrevoJsonContext.Default.ListCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Gets one list with the statistics of its campaigns (<c>GET /contacts/lists/{listId}</c>).</summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such list.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ContactListDetails> GetAsync(ContactListId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), BrevoJsonContext.Default.ContactListDetails, cancellationToken);

    /// <summary>
    /// Gets one list with the statistics of the campaigns that were sent to it within a time (<c>GET /contacts/lists/{listId}</c>).
    /// </summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="start">Beginning of the time; sent as UTC.</param>
    /// <param name="end">End of the time; sent as UTC.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The end lies before the start.</exception>
    /// <exception cref="ServiceException">There is no such list.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ContactListDetails> GetAsync(
        ContactListId id,
        DateTimeOffset start,
        DateTimeOffset end,
        CancellationToken cancellationToken = default
    )
    {
        if (end < start)
        {
            throw new ArgumentException("The end lies before the start. Exchange them.", nameof(end));
        }

        var path = new QueryString(Path(id)).Add("startDate", (DateTimeOffset?)start).Add("endDate", (DateTimeOffset?)end).ToString();
        return _transport.SendAsync(new ServiceRequest(s_get, path), BrevoJsonContext.Default.ContactListDetails, cancellationToken);
    }

    /// <summary>Renames a list, or moves it to another folder (<c>PUT /contacts/lists/{listId}</c>); Brevo does one of them at a time. Idempotent.</summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="name">New name; <see langword="null"/> keeps it.</param>
    /// <param name="folderId">New folder; <see langword="null"/> keeps it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">Neither a name nor a folder is given, or both.</exception>
    /// <exception cref="ServiceException">There is no such list or folder.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(
        ContactListId id,
        string? name = null,
        ContactFolderId? folderId = null,
        CancellationToken cancellationToken = default
    )
    {
        if (string.IsNullOrWhiteSpace(name) == folderId is null)
        {
            throw new ArgumentException(
                "Give either a new name or a new folder: Brevo changes one of them at a time. For both, call twice.",
                nameof(name)
            );
        }

        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(
                    new ListUpdateBody { Name = name, FolderId = folderId },
                    BrevoJsonContext.Default.ListUpdateBody
                ),
            },
            cancellationToken
        );
    }

    /// <summary>Deletes a list (<c>DELETE /contacts/lists/{listId}</c>). Its contacts stay in the account.</summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such list.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(ContactListId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    /// <summary>Finds the list that this very call created: the name alone says nothing, the time of its creation does.</summary>
    private async Task<ServiceAnswer?> FindAsync(
        string name,
        ContactFolderId folderId,
        LookArguments arguments,
        CancellationToken cancellationToken
    )
    {
        var path = new QueryString("contacts/lists").Add("limit", MaxPageSize).Add("sort", SortOrder.Descending.ToWire()).ToString();
        var newest = await _transport
            .SendAsync(new ServiceRequest(s_list, path), BrevoJsonContext.Default.ListListAnswer, cancellationToken)
            .ConfigureAwait(false);
        foreach (var list in newest.Lists ?? [])
        {
            if (list.Name != name || list.FolderId != folderId || list.Id is not { } id)
            {
                continue;
            }

            var request = new ServiceRequest(s_get, Path(id));
            var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
            var details = _transport.Read(request, answer, BrevoJsonContext.Default.ContactListDetails);
            return arguments.IsSinceBegin(details.CreatedAt, answer) ? answer : null;
        }

        return null;
    }

    private static string Path(ContactListId id) => $"contacts/lists/{id}";
}
