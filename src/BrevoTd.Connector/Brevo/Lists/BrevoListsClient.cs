using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Contact lists and their members. Reached through <see cref="BrevoClient.Lists"/>.</summary>
public class BrevoListsClient
{
    private const int MaxPageSize = 50;
    private const int MaxContactsPageSize = 500;

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

    private static readonly ServiceOperation s_listContacts = new(
        "lists.list_contacts",
        HttpMethod.Get,
        "contacts/lists/{listId}/contacts",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_addContacts = new(
        "lists.add_contacts",
        HttpMethod.Post,
        "contacts/lists/{listId}/contacts/add",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_removeContacts = new(
        "lists.remove_contacts",
        HttpMethod.Post,
        "contacts/lists/{listId}/contacts/remove",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoListsClient() => _transport = null!;

    internal BrevoListsClient(IServiceTransport transport) => _transport = transport;

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

    /// <summary>Renames a list, moves it to another folder, or both (<c>PUT /contacts/lists/{listId}</c>). Idempotent.</summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="name">New name; <see langword="null"/> keeps it.</param>
    /// <param name="folderId">New folder; <see langword="null"/> keeps it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">Neither a name nor a folder is given.</exception>
    /// <exception cref="ServiceException">There is no such list or folder.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(
        ContactListId id,
        string? name = null,
        ContactFolderId? folderId = null,
        CancellationToken cancellationToken = default
    )
    {
        if (string.IsNullOrWhiteSpace(name) && folderId is null)
        {
            throw new ArgumentException("Give a new name, a new folder, or both.", nameof(name));
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

    /// <summary>Lists the contacts of a list (<c>GET /contacts/lists/{listId}/contacts</c>), 500 per request.</summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="modifiedSince">Only contacts that changed since then. Whether the moment itself counts is not documented.</param>
    /// <param name="order">Order by creation. Default: oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<Contact> ListContactsAsync(
        ContactListId id,
        DateTimeOffset? modifiedSince = null,
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    ) =>
        BrevoListing.Create(
            _transport,
            s_listContacts,
            () => new QueryString($"{Path(id)}/contacts").Add("modifiedSince", modifiedSince),
            MaxContactsPageSize,
            order,
            BrevoJsonContext.Default.ContactListAnswer,
            answer => new OffsetPageable<Contact>.Slice(answer.Contacts, answer.Count),
            static contact => contact.Id?.ToString(),
            cancellationToken
        );

    /// <summary>
    /// Puts up to 150 existing contacts on a list (<c>POST /contacts/lists/{listId}/contacts/add</c>). Idempotent: contacts that are on the list already,
    /// and contacts that do not exist, come back as <see cref="ListMembershipResult.Failure"/>.
    /// </summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="contacts">The contacts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such list.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ListMembershipResult> AddContactsAsync(
        ContactListId id,
        ContactSelection contacts,
        CancellationToken cancellationToken = default
    ) => ChangeMembersAsync(s_addContacts, $"{Path(id)}/contacts/add", contacts, cancellationToken);

    /// <summary>
    /// Takes up to 150 contacts off a list (<c>POST /contacts/lists/{listId}/contacts/remove</c>). The contacts stay in the account. Idempotent: contacts that
    /// are not on the list come back as <see cref="ListMembershipResult.Failure"/>.
    /// </summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="contacts">The contacts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such list.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ListMembershipResult> RemoveContactsAsync(
        ContactListId id,
        ContactSelection contacts,
        CancellationToken cancellationToken = default
    ) => ChangeMembersAsync(s_removeContacts, $"{Path(id)}/contacts/remove", contacts, cancellationToken);

    /// <summary>Takes every contact off a list in an asynchronous process (<c>POST /contacts/lists/{listId}/contacts/remove</c> with <c>all</c>).</summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such list.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<ListClearResult> RemoveAllContactsAsync(ContactListId id, CancellationToken cancellationToken = default)
    {
        var request = new ServiceRequest(s_removeContacts, $"{Path(id)}/contacts/remove")
        {
            Content = ServiceContent.Json(new ListMembersBody { All = true }, BrevoJsonContext.Default.ListMembersBody),
        };
        var answer = await _transport
            .SendAsync(request, BrevoJsonContext.Default.ListMembersAnswer, cancellationToken)
            .ConfigureAwait(false);
        return new ListClearResult
        {
            ProcessId = answer.Contacts?.ProcessId ?? answer.ProcessId,
            Total = answer.Contacts?.Total ?? answer.Total,
        };
    }

    private async Task<ListMembershipResult> ChangeMembersAsync(
        ServiceOperation operation,
        string path,
        ContactSelection contacts,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(contacts);
        var request = new ServiceRequest(operation, path)
        {
            Content = ServiceContent.Json(contacts.Body, BrevoJsonContext.Default.ListMembersBody),
        };
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.BadRequest], cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            var refusal = _transport.Refuse(request, answer);
            return IsNothingToChange(refusal) ? new ListMembershipResult { Failure = contacts.Names } : throw refusal;
        }

        var members = _transport.Read(request, answer, BrevoJsonContext.Default.ListMembersAnswer);
        return new ListMembershipResult
        {
            Success = members.Contacts?.Success ?? members.Success ?? [],
            Failure = members.Contacts?.Failure ?? members.Failure ?? [],
        };
    }

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

    // A repeat of a call that did its work finds nothing to change, and Brevo has no code of its own for that.
    private static bool IsNothingToChange(ServiceException refusal) =>
        refusal.ErrorCode == "invalid_parameter"
        && refusal.ServiceMessage is { } text
        && (
            text.Contains("already in list", StringComparison.OrdinalIgnoreCase)
            || text.Contains("already removed", StringComparison.OrdinalIgnoreCase)
            || text.Contains("does not exist", StringComparison.OrdinalIgnoreCase)
                && text.StartsWith("Contact", StringComparison.OrdinalIgnoreCase)
        );

    private static string Path(ContactListId id) => $"contacts/lists/{id}";
}
