using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataBulkImportsClient
{
    // A part of the same name replaces the one before.
    private static readonly ServiceOperation s_uploadPartOperation = new(
        "bulk_imports.upload_part",
        HttpMethod.Put,
        "v3/bulk_import/upload_part/{name}/{part}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_deletePartOperation = new(
        "bulk_imports.delete_part",
        HttpMethod.Post,
        "v3/bulk_import/delete_part/{name}/{part}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the session's parts before sending it again",
    };

    private static readonly ServiceOperation s_deletePartIfExistsOperation = s_deletePartOperation with { Repeat = RepeatRule.Idempotent };

    private static readonly ServiceOperation s_listPartsOperation = new(
        "bulk_imports.list_parts",
        HttpMethod.Get,
        "v3/bulk_import/list_parts/{name}",
        RepeatRule.Idempotent
    );

    // Frozen twice is frozen; the 409 for it is looked into.
    private static readonly ServiceOperation s_freezeOperation = new(
        "bulk_imports.freeze",
        HttpMethod.Post,
        "v3/bulk_import/freeze/{name}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_unfreezeOperation = new(
        "bulk_imports.unfreeze",
        HttpMethod.Post,
        "v3/bulk_import/unfreeze/{name}",
        RepeatRule.Idempotent
    );

    /// <summary>Lists the names of the parts that a session has received (<c>GET /v3/bulk_import/list_parts</c>).</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ServiceException">There is no such session (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<IReadOnlyList<string>> ListPartsAsync(string name, CancellationToken cancellationToken = default)
    {
        var request = new ServiceRequest(s_listPartsOperation, $"v3/bulk_import/list_parts/{TdNames.Segment(name, Kind)}");
        var answer = await _transport
            .SendAsync(request, BulkImportJsonContext.Default.SessionParts, cancellationToken)
            .ConfigureAwait(false);
        return answer.Parts ?? [];
    }

    /// <summary>
    /// Uploads a part (<c>PUT /v3/bulk_import/upload_part</c>). A part of the same name is replaced, so that a lost answer is simply repeated.
    /// </summary>
    /// <param name="name">The session's name.</param>
    /// <param name="part">Name of the part: no slash, and at most one dot.</param>
    /// <param name="content">
    /// The rows: a gzip file of MessagePack maps back to back, with text keys and an integer <c>time</c> in Unix seconds each. About 16 MiB are usual. Do not
    /// change the memory until the call has returned.
    /// </param>
    /// <param name="cancellationToken">Ends the call. The part may have been stored nevertheless.</param>
    /// <exception cref="ArgumentException">A name is not possible, or the content is not gzip.</exception>
    /// <exception cref="ServiceException">There is no such session (404), it is frozen, or the part is too large (413).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UploadPartAsync(
        string name,
        string part,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken = default
    )
    {
        var path = $"v3/bulk_import/upload_part/{TdNames.Segment(name, Kind)}/{TdNames.Part(part)}";
        return _transport.SendAsync(
            new ServiceRequest(s_uploadPartOperation, path) { Content = TreasureDataService.Gzip(content, nameof(content)) },
            cancellationToken
        );
    }

    /// <summary>Deletes a part (<c>POST /v3/bulk_import/delete_part</c>).</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="part">Name of the part.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">A name is not possible.</exception>
    /// <exception cref="ServiceException">There is no such session or part (404), or the session is frozen.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeletePartAsync(string name, string part, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            Post(s_deletePartOperation, $"v3/bulk_import/delete_part/{TdNames.Segment(name, Kind)}/{TdNames.Part(part)}"),
            cancellationToken
        );

    /// <summary>Deletes a part if it is there (404 counts as success).</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="part">Name of the part.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">A name is not possible.</exception>
    /// <exception cref="ServiceException">The session is frozen.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<bool> DeletePartIfExistsAsync(string name, string part, CancellationToken cancellationToken = default) =>
        PostIfExistsAsync(
            s_deletePartIfExistsOperation,
            $"v3/bulk_import/delete_part/{TdNames.Segment(name, Kind)}/{TdNames.Part(part)}",
            cancellationToken
        );

    /// <summary>Lets a session take no more parts (<c>POST /v3/bulk_import/freeze</c>), which converting them requires.</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has frozen it; <see langword="false"/> if it was frozen already.</returns>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ServiceException">There is no such session (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<bool> FreezeAsync(string name, CancellationToken cancellationToken = default) =>
        SetFrozenAsync(s_freezeOperation, $"v3/bulk_import/freeze/{TdNames.Segment(name, Kind)}", name, frozen: true, cancellationToken);

    /// <summary>Lets a frozen session take parts again (<c>POST /v3/bulk_import/unfreeze</c>).</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has done so; <see langword="false"/> if it was not frozen.</returns>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ServiceException">There is no such session (404), or it is past taking parts (409).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<bool> UnfreezeAsync(string name, CancellationToken cancellationToken = default) =>
        SetFrozenAsync(
            s_unfreezeOperation,
            $"v3/bulk_import/unfreeze/{TdNames.Segment(name, Kind)}",
            name,
            frozen: false,
            cancellationToken
        );

    private async Task<bool> SetFrozenAsync(
        ServiceOperation operation,
        string path,
        string name,
        bool frozen,
        CancellationToken cancellationToken
    )
    {
        var request = Post(operation, path);
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.Conflict], cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return true;
        }

        var (_, session) = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        return session?.IsFrozen == frozen ? false : throw _transport.Refuse(request, answer);
    }
}
