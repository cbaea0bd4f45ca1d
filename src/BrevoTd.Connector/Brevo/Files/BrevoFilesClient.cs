using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Files of the CRM. Reached through <see cref="BrevoClient.Files"/>.</summary>
/// <remarks>These calls have no limit of their own: on the General tier they share 100 requests an hour with everything else that is not listed.</remarks>
public class BrevoFilesClient
{
    /// <summary>How many bytes a file may have (10 MB).</summary>
    public const int MaxFileBytes = 10 * 1024 * 1024;

    private static readonly ServiceOperation s_list = new("files.list", HttpMethod.Get, "crm/files", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_upload = new("files.upload", HttpMethod.Post, "crm/files", RepeatRule.NotIdempotent)
    {
        HowToLook = "list the newest files before sending it again, because two may be equal",
    };
    private static readonly ServiceOperation s_get = new("files.get", HttpMethod.Get, "crm/files/{id}/data", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_getAddress = new(
        "files.get_address",
        HttpMethod.Get,
        "crm/files/{id}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_download = new("file_store.download", HttpMethod.Get, "{file}", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_delete = new("files.delete", HttpMethod.Delete, "crm/files/{id}", RepeatRule.Idempotent);

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoFilesClient() => _transport = null!;

    internal BrevoFilesClient(IServiceTransport transport) => _transport = transport;

    /// <summary>
    /// Lists files (<c>GET /crm/files</c>), 50 per request unless the query says otherwise. Brevo gives no total: the listing ends at a page
    /// that is not full. Files that come or go meanwhile make it neither skip nor repeat others.
    /// </summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists all files, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <exception cref="ArgumentException">The query names more than one record or another kind of record, or asks for pages without a file.</exception>
    public virtual AsyncPageable<CrmFile> ListAsync(CrmEntityQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new CrmEntityQuery();
        CrmEntityFilter.Check(query, nameof(query));
        return CrmListing.Create<CrmFile>(
            s_list,
            query.PageSize,
            file => file.Id?.Value,
            (offset, limit, token) =>
            {
                var path = CrmEntityFilter
                    .Write("crm/files", query)
                    .Add("offset", offset)
                    .Add("limit", limit)
                    .Add("sort", query.Order.ToWire());
                return _transport.SendAsync(
                    new ServiceRequest(s_list, path.ToString()),
                    FilesJsonContext.Default.IReadOnlyListCrmFile,
                    token
                );
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Uploads a file (<c>POST /crm/files</c>, a form). When the answer is lost, the newest files are searched for the one that this call uploaded, and it is
    /// never uploaded a second time.
    /// </summary>
    /// <param name="request">The file, at most 10 MB, and what it is about.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What Brevo knows about the file.</returns>
    /// <exception cref="ArgumentException">The file has more than 10 MB.</exception>
    /// <exception cref="ServiceException">Brevo refuses the file.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<CrmFile> UploadAsync(UploadCrmFileRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var file = await request.File.OpenAsync(MaxFileBytes, nameof(request), cancellationToken).ConfigureAwait(false);
        var length = file.Headers.ContentLength;
        using var content = new MultipartBody()
            .AddField("contactId", request.ContactId?.ToString())
            .AddField("companyId", request.CompanyId?.Value)
            .AddField("dealId", request.DealId?.Value)
            .AddFile("file", request.File.FileName, file, request.File.MediaType);
        var call = new ServiceRequest(s_upload, "crm/files")
        {
            Content = content,
            Look = new Look((arguments, token) => FindAsync(request, length, arguments, token), _ => false, MayRepeat: false),
        };
        return await _transport.SendAsync(call, FilesJsonContext.Default.CrmFile, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets what Brevo knows about a file, but not its content (<c>GET /crm/files/{id}/data</c>).</summary>
    /// <param name="id">Id of the file.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such file (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CrmFile> GetAsync(CrmFileId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, $"{Path(id)}/data"), FilesJsonContext.Default.CrmFile, cancellationToken);

    /// <summary>Gets an address from which a file can be fetched for five minutes, without a key (<c>GET /crm/files/{id}</c>).</summary>
    /// <param name="id">Id of the file.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The address. Whoever has it can read the file.</returns>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such file (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<string> GetDownloadAddressAsync(CrmFileId id, CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(new ServiceRequest(s_getAddress, Path(id)), FilesJsonContext.Default.CrmFileAddressAnswer, cancellationToken)
            .ConfigureAwait(false);
        return string.IsNullOrEmpty(answer.FileUrl) ? throw MissingMember.Of(s_getAddress, HttpStatusCode.OK, "fileUrl") : answer.FileUrl;
    }

    /// <summary>
    /// Downloads a file (<c>GET /crm/files/{id}</c>, and the address that it answers) without holding it in memory. When the call fails, the destination holds
    /// the beginning of the file.
    /// </summary>
    /// <param name="id">Id of the file.</param>
    /// <param name="destination">Where the file is written.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such file (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task DownloadAsync(CrmFileId id, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var text = await GetDownloadAddressAsync(id, cancellationToken).ConfigureAwait(false);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            throw MissingMember.Of(s_getAddress, HttpStatusCode.OK, "fileUrl");
        }

        var request = new ServiceRequest(s_download, "")
        {
            BaseAddress = address,
            IsForeign = true,
            Accept = "*/*",
        };
        using var response = await _transport.SendForStreamAsync(request, cancellationToken).ConfigureAwait(false);
        await response.Content.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a file for good (<c>DELETE /crm/files/{id}</c>).</summary>
    /// <param name="id">Id of the file.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ServiceException">There is no such file (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(CrmFileId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_delete, Path(id)), cancellationToken);

    private async Task<ServiceAnswer?> FindAsync(
        UploadCrmFileRequest request,
        long? length,
        LookArguments arguments,
        CancellationToken cancellationToken
    )
    {
        var path = new QueryString("crm/files").Add("limit", CrmListing.DefaultPageSize).Add("sort", SortOrder.Descending.ToWire());
        var newest = new ServiceRequest(s_list, path.ToString());
        var answer = await _transport.SendForAnswerAsync(newest, [], cancellationToken).ConfigureAwait(false);
        var own = _transport
            .Read(newest, answer, FilesJsonContext.Default.IReadOnlyListCrmFile)
            .Where(file =>
                file.Name == request.File.FileName
                && file.Size == length
                && file.ContactId == request.ContactId
                && file.CompanyId == request.CompanyId
                && file.DealId == request.DealId
                && arguments.IsSinceBegin(file.CreatedAt, answer)
            )
            .Take(2)
            .ToList();
        return own.Count == 1 ? answer with { Body = JsonSerializer.SerializeToUtf8Bytes(own[0], FilesJsonContext.Default.CrmFile) } : null;
    }

    private static string Path(CrmFileId id) => $"crm/files/{PathSegment.Of(id.Value, "id of the file", nameof(id))}";
}
