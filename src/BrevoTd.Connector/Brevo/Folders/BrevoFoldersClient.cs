using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Folders of contact lists. Reached through <see cref="BrevoClient.Folders"/>.</summary>
public class BrevoFoldersClient
{
    private const int MaxPageSize = 50;

    private static readonly ServiceOperation s_list = new("folders.list", HttpMethod.Get, "contacts/folders", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("folders.create", HttpMethod.Post, "contacts/folders", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the folders before sending it again, because two may have one name",
    };
    private static readonly ServiceOperation s_get = new(
        "folders.get",
        HttpMethod.Get,
        "contacts/folders/{folderId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_update = new(
        "folders.update",
        HttpMethod.Put,
        "contacts/folders/{folderId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_delete = new(
        "folders.delete",
        HttpMethod.Delete,
        "contacts/folders/{folderId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listLists = new(
        "folders.list_lists",
        HttpMethod.Get,
        "contacts/folders/{folderId}/lists",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoFoldersClient() => _transport = null!;

    internal BrevoFoldersClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists the folders (<c>GET /contacts/folders</c>), 50 per request.</summary>
    /// <param name="order">Order by creation. Default: oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<ContactFolder> ListAsync(
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    ) =>
        BrevoListing.Create(
            _transport,
            s_list,
            () => new QueryString("contacts/folders"),
            MaxPageSize,
            order,
            BrevoJsonContext.Default.FolderListAnswer,
            answer => new OffsetPageable<ContactFolder>.Slice(answer.Folders, answer.Count),
            static folder => folder.Id?.ToString(),
            cancellationToken
        );

    /// <summary>Creates a folder (<c>POST /contacts/folders</c>). Not repeated when its answer is lost: two folders may have one name.</summary>
    /// <param name="name">Name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new folder.</returns>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<ContactFolderId> CreateAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var request = new ServiceRequest(s_create, "contacts/folders")
        {
            Content = ServiceContent.Json(new FolderNameBody { Name = name }, BrevoJsonContext.Default.FolderNameBody),
        };
        var answer = await _transport
            .SendAsync(request, BrevoJsonContext.Default.FolderCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id ?? throw MissingMember.Of(s_create, HttpStatusCode.Created, "id");
    }

    /// <summary>Gets one folder (<c>GET /contacts/folders/{folderId}</c>).</summary>
    /// <param name="id">Id of the folder.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such folder.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<ContactFolder> GetAsync(ContactFolderId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), BrevoJsonContext.Default.ContactFolder, cancellationToken);

    /// <summary>Renames a folder (<c>PUT /contacts/folders/{folderId}</c>). Idempotent.</summary>
    /// <param name="id">Id of the folder.</param>
    /// <param name="name">New name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such folder.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(ContactFolderId id, string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(new FolderNameBody { Name = name }, BrevoJsonContext.Default.FolderNameBody),
            },
            cancellationToken
        );
    }

    /// <summary>Deletes a folder together with its lists (<c>DELETE /contacts/folders/{folderId}</c>). The contacts stay.</summary>
    /// <param name="id">Id of the folder.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such folder.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(ContactFolderId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    /// <summary>Lists the lists of a folder (<c>GET /contacts/folders/{folderId}/lists</c>), 50 per request.</summary>
    /// <param name="id">Id of the folder.</param>
    /// <param name="order">Order by creation. Default: oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<ContactList> ListListsAsync(
        ContactFolderId id,
        SortOrder order = SortOrder.Ascending,
        CancellationToken cancellationToken = default
    ) =>
        BrevoListing.Create(
            _transport,
            s_listLists,
            () => new QueryString($"{Path(id)}/lists"),
            MaxPageSize,
            order,
            BrevoJsonContext.Default.ListListAnswer,
            answer => new OffsetPageable<ContactList>.Slice(answer.Lists, answer.Count),
            static list => list.Id?.ToString(),
            cancellationToken
        );

    private static string Path(ContactFolderId id) => $"contacts/folders/{id}";
}
