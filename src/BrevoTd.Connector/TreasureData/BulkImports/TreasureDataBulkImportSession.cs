using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// A bulk import session: parts are uploaded in any order, read by a job, and become visible all at once with the commit. What has been done stands in the service, so that
/// another process that opens the session by its name goes on where this one stopped.
/// </summary>
public partial class TreasureDataBulkImportSession
{
    private readonly TreasureDataBulkImportsClient _imports;
    private readonly TreasureDataJobsClient _jobs;
    private readonly TimeProvider _timeProvider;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataBulkImportSession()
    {
        _imports = null!;
        _jobs = null!;
        _timeProvider = TimeProvider.System;
        Name = Database = Table = "";
    }

    internal TreasureDataBulkImportSession(
        TreasureDataBulkImportsClient imports,
        TreasureDataJobsClient jobs,
        TimeProvider timeProvider,
        string name,
        string database,
        string table
    )
    {
        _imports = imports;
        _jobs = jobs;
        _timeProvider = timeProvider;
        Name = name;
        Database = database;
        Table = table;
    }

    /// <summary>Name of the session, by which another process opens it.</summary>
    public virtual string Name { get; }

    /// <summary>Database of the table.</summary>
    public virtual string Database { get; }

    /// <summary>Table that receives the rows.</summary>
    public virtual string Table { get; }

    /// <summary>Reads where the session stands (<c>GET /v3/bulk_import/show</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ServiceException">There is no such session any more (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdBulkImport> GetStateAsync(CancellationToken cancellationToken = default) =>
        _imports.GetAsync(Name, cancellationToken);

    /// <summary>Lists the names of the parts that the service has (<c>GET /v3/bulk_import/list_parts</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<IReadOnlyList<string>> ListPartsAsync(CancellationToken cancellationToken = default) =>
        _imports.ListPartsAsync(Name, cancellationToken);

    /// <summary>
    /// Uploads a part, or replaces the part of the same name (<c>PUT /v3/bulk_import/upload_part</c>). A lost answer is repeated. A session that was frozen and not performed yet is opened
    /// again.
    /// </summary>
    /// <param name="part">Name of the part: letters, digits, <c>_</c>, <c>-</c>, and one dot at most.</param>
    /// <param name="content">The rows: a gzip file of MessagePack maps. Do not change the memory until the call has returned.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No part can have that name, or the content is not gzip.</exception>
    /// <exception cref="InvalidOperationException">The session is being performed, or has been.</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual async Task PutPartAsync(string part, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        if (await TryUploadAsync(part, content, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        await OpenForPartsAsync(cancellationToken).ConfigureAwait(false);
        if (!await TryUploadAsync(part, content, cancellationToken).ConfigureAwait(false))
        {
            throw Closed("frozen by somebody else");
        }
    }

    /// <summary>Deletes a part, if it is there (<c>POST /v3/bulk_import/delete_part</c>).</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it.</returns>
    /// <exception cref="ArgumentException">No part can have that name.</exception>
    /// <exception cref="ConnectorException">The call failed, for example because the session is frozen (409).</exception>
    public virtual Task<bool> RemovePartAsync(string part, CancellationToken cancellationToken = default) =>
        _imports.DeletePartIfExistsAsync(Name, part, cancellationToken);

    /// <summary>
    /// Opens a session that was frozen, or whose parts have been read, for further parts (<c>POST /v3/bulk_import/unfreeze</c>). It has to be completed anew.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task UnfreezeAsync(CancellationToken cancellationToken = default) => _imports.UnfreezeAsync(Name, cancellationToken);

    /// <summary>Streams the rows that the service refused (<c>GET /v3/bulk_import/error_records</c>). They are there once the parts have been read, and until the session is deleted.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="TreasureDataResultException">The answer cannot be read.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual IAsyncEnumerable<TdMapRow> ReadErrorRecordsAsync(CancellationToken cancellationToken = default) =>
        _imports.ReadErrorRecordsAsync(Name, cancellationToken);

    /// <summary>Deletes the session with its parts (<c>POST /v3/bulk_import/delete</c>; 404 counts as success). What was committed stays in the table.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task DeleteAsync(CancellationToken cancellationToken = default) => _imports.DeleteIfExistsAsync(Name, cancellationToken);

    /// <summary>Makes certain that parts can be uploaded.</summary>
    /// <exception cref="InvalidOperationException">The session is being performed, or has been.</exception>
    internal async Task OpenForPartsAsync(CancellationToken cancellationToken)
    {
        var state = await GetStateAsync(cancellationToken).ConfigureAwait(false);
        if (state.Status != TdBulkImportStatus.Uploading)
        {
            throw Closed(state.Status?.Value ?? "in an unknown state");
        }

        if (state.IsFrozen == true)
        {
            if (state.JobId is not null && !await IsJobOverAsync(state, cancellationToken).ConfigureAwait(false))
            {
                throw Closed("about to be performed");
            }

            await UnfreezeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the service took the part; <see langword="false"/> if the session is frozen.</summary>
    private async Task<bool> TryUploadAsync(string part, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await _imports.UploadPartAsync(Name, part, content, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ServiceException e) when (e.StatusCode == HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    private InvalidOperationException Closed(string state) =>
        new(
            $"The bulk import session '{Name}' takes no parts: it is {state}. Complete it ({nameof(CompleteAsync)}), open it again ({nameof(UnfreezeAsync)}), "
                + "or use a session of another name."
        );

    private async Task<bool> IsJobOverAsync(TdBulkImport state, CancellationToken cancellationToken) =>
        (await _jobs.GetStatusAsync(state.JobId!.Value, cancellationToken).ConfigureAwait(false)).IsFinished;
}
