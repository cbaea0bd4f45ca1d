using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

public partial class BrevoListsClient
{
    internal const int MaxContactsPageSize = 500;

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

    /// <summary>
    /// Puts any number of existing contacts on a list, 150 per call (<c>POST /contacts/lists/{listId}/contacts/add</c>), and joins the answers. The calls are made one
    /// after the other. When one fails, those before it stand; doing all of it again is harmless.
    /// </summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="contacts">The contacts, from <see cref="ContactSelection.ManyByEmail"/>, <see cref="ContactSelection.ManyById"/> or <see cref="ContactSelection.ManyByExternalId"/>.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="ServiceException">There is no such list.</exception>
    /// <exception cref="ConnectorException">A call failed for another reason.</exception>
    public virtual Task<ListMembershipResult> AddManyContactsAsync(
        ContactListId id,
        IEnumerable<ContactSelection> contacts,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(contacts);
        return JoinAsync(contacts, selection => AddContactsAsync(id, selection, cancellationToken));
    }

    /// <summary>
    /// Takes any number of contacts off a list, 150 per call (<c>POST /contacts/lists/{listId}/contacts/remove</c>), and joins the answers. The calls are made one
    /// after the other. When one fails, those before it stand; doing all of it again is harmless.
    /// </summary>
    /// <param name="id">Id of the list.</param>
    /// <param name="contacts">The contacts, from <see cref="ContactSelection.ManyByEmail"/>, <see cref="ContactSelection.ManyById"/> or <see cref="ContactSelection.ManyByExternalId"/>.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="ServiceException">There is no such list.</exception>
    /// <exception cref="ConnectorException">A call failed for another reason.</exception>
    public virtual Task<ListMembershipResult> RemoveManyContactsAsync(
        ContactListId id,
        IEnumerable<ContactSelection> contacts,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(contacts);
        return JoinAsync(contacts, selection => RemoveContactsAsync(id, selection, cancellationToken));
    }

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

    private static async Task<ListMembershipResult> JoinAsync(
        IEnumerable<ContactSelection> contacts,
        Func<ContactSelection, Task<ListMembershipResult>> changeAsync
    )
    {
        List<string> success = [];
        List<string> failure = [];
        foreach (var selection in contacts)
        {
            var part = await changeAsync(selection).ConfigureAwait(false);
            success.AddRange(part.Success);
            failure.AddRange(part.Failure);
        }

        return new ListMembershipResult { Success = success, Failure = failure };
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
        return await ChangeMembersAsync(request, cancellationToken).ConfigureAwait(false)
            ?? new ListMembershipResult { Failure = contacts.Names };
    }

    /// <summary>
    /// Adds or removes contacts by a body that is already on the wire's form; the way of the batch writer. <see langword="null"/> when Brevo found nothing to change.
    /// </summary>
    internal Task<ListMembershipResult?> ChangeContactsAsync(
        ContactListId id,
        bool add,
        HttpContent body,
        CancellationToken cancellationToken
    ) =>
        ChangeMembersAsync(
            new ServiceRequest(add ? s_addContacts : s_removeContacts, $"{Path(id)}/contacts/{(add ? "add" : "remove")}")
            {
                Content = body,
                MaxQuotaWait = Timeout.InfiniteTimeSpan,
            },
            cancellationToken
        );

    private async Task<ListMembershipResult?> ChangeMembersAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.BadRequest], cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            var refusal = _transport.Refuse(request, answer);
            return IsNothingToChange(refusal) ? null : throw refusal;
        }

        var members = _transport.Read(request, answer, BrevoJsonContext.Default.ListMembersAnswer);
        return new ListMembershipResult
        {
            Success = members.Contacts?.Success ?? members.Success ?? [],
            Failure = members.Contacts?.Failure ?? members.Failure ?? [],
        };
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
}
