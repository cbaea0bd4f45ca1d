using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Notes of the CRM. Reached through <see cref="BrevoClient.Notes"/>.</summary>
/// <remarks>These calls have no limit of their own: on the General tier they share 100 requests an hour with everything else that is not listed.</remarks>
public class BrevoNotesClient
{
    /// <summary>How many characters the text of a note may have.</summary>
    public const int MaxTextLength = 3000;

    private static readonly ServiceOperation s_list = new("notes.list", HttpMethod.Get, "crm/notes", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_create = new("notes.create", HttpMethod.Post, "crm/notes", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest notes before sending it again, because two may be equal",
    };
    private static readonly ServiceOperation s_get = new("notes.get", HttpMethod.Get, "crm/notes/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_update = new("notes.update", HttpMethod.Patch, "crm/notes/{id}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_delete = new("notes.delete", HttpMethod.Delete, "crm/notes/{id}", RepeatRule.Idempotent);

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoNotesClient() => _transport = null!;

    internal BrevoNotesClient(IServiceTransport transport) => _transport = transport;

    /// <summary>
    /// Lists notes (<c>GET /crm/notes</c>), 50 per request unless the query says otherwise. Brevo gives no total: the listing ends at a page
    /// that is not full. Notes that come or go meanwhile make it neither skip nor repeat others.
    /// </summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists all notes, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query names more than one record or another kind of record, or asks for pages without a note.</exception>
    public virtual AsyncPageable<CrmNote> ListAsync(CrmEntityQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new CrmEntityQuery();
        CrmEntityFilter.Check(query, nameof(query));
        return CrmListing.Create<CrmNote>(
            s_list,
            query.PageSize,
            note => note.Id?.Value,
            (offset, limit, token) =>
            {
                var path = CrmEntityFilter
                    .Write("crm/notes", query)
                    .Add("offset", offset)
                    .Add("limit", limit)
                    .Add("sort", query.Order.ToWire());
                return _transport.SendAsync(
                    new ServiceRequest(s_list, path.ToString()),
                    NotesJsonContext.Default.IReadOnlyListCrmNote,
                    token
                );
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Creates a note (<c>POST /crm/notes</c>). When the answer is lost, the newest notes are searched for the one that this call created, and it is never
    /// created a second time.
    /// </summary>
    /// <param name="request">The note.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Id of the new note.</returns>
    /// <exception cref="ArgumentException">The text is empty or longer than 3,000 characters.</exception>
    /// <exception cref="ServiceException">Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<CrmNoteId> CreateAsync(CreateCrmNoteRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckText(request.Text, nameof(request));
        var newest = new QueryString("crm/notes").Add("limit", CrmListing.DefaultPageSize).Add("sort", SortOrder.Descending.ToWire());
        var call = new ServiceRequest(s_create, "crm/notes")
        {
            Content = ServiceContent.Json(request, NotesJsonContext.Default.CreateCrmNoteRequest),
            Look = CrmLook.For(
                _transport,
                new ServiceRequest(s_list, newest.ToString()),
                NotesJsonContext.Default.IReadOnlyListCrmNote,
                notes => notes,
                note =>
                    note.Text == request.Text
                    && CrmLook.Same(request.ContactIds, note.ContactIds)
                    && CrmLook.Same(request.CompanyIds, note.CompanyIds)
                    && CrmLook.Same(request.DealIds, note.DealIds),
                note => note.CreatedAt,
                note => note.Id?.Value
            ),
        };
        var answer = await _transport
            .SendAsync(call, CompaniesJsonContext.Default.CrmCreatedAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Id is { } id ? new CrmNoteId(id) : throw MissingMember.Of(s_create, HttpStatusCode.OK, "id");
    }

    /// <summary>Gets one note (<c>GET /crm/notes/{id}</c>).</summary>
    /// <param name="id">Id of the note.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such note (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CrmNote> GetAsync(CrmNoteId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, Path(id)), NotesJsonContext.Default.CrmNote, cancellationToken);

    /// <summary>Changes the text of a note, and what it is about (<c>PATCH /crm/notes/{id}</c>). Idempotent.</summary>
    /// <param name="id">Id of the note.</param>
    /// <param name="request">What the note says from now on.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty, or the text is empty or longer than 3,000 characters.</exception>
    /// <exception cref="ServiceException">There is no such note (404), or Brevo refuses a value.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateAsync(CrmNoteId id, UpdateCrmNoteRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckText(request.Text, nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_update, Path(id))
            {
                Content = ServiceContent.Json(request, NotesJsonContext.Default.UpdateCrmNoteRequest),
            },
            cancellationToken
        );
    }

    /// <summary>Deletes a note for good (<c>DELETE /crm/notes/{id}</c>).</summary>
    /// <param name="id">Id of the note.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such note (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(CrmNoteId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    private static void CheckText(string? text, string parameter)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxTextLength)
        {
            throw new ArgumentException($"The text of a note has 1 to {MaxTextLength} characters. Give it one, or shorten it.", parameter);
        }
    }

    private static string Path(CrmNoteId id) => $"crm/notes/{PathSegment.Of(id.Value, "id of the note", nameof(id))}";
}
