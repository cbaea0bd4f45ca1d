using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Bulk imports: sessions that take rows in parts, convert them by a job, and add them to a table all at once, when that is committed. A session expires 30 days
/// after it was created; an account has room for 2,448. Delete each one in the end.
/// </summary>
/// <remarks>
/// A commit adds the rows that could be read and leaves the others out: look at <see cref="TdBulkImport.ErrorRecords"/> and
/// <see cref="TdBulkImport.ErrorParts"/> before it, or let <see cref="OpenSessionAsync"/> lead a session through all its steps.
/// </remarks>
public partial class TreasureDataBulkImportsClient
{
    private const string Kind = "bulk import";

    private static readonly ServiceOperation s_listOperation = new(
        "bulk_imports.list",
        HttpMethod.Get,
        "v3/bulk_import/list",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getOperation = new(
        "bulk_imports.get",
        HttpMethod.Get,
        "v3/bulk_import/show/{name}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_createOperation = new(
        "bulk_imports.create",
        HttpMethod.Post,
        "v3/bulk_import/create/{name}/{database}/{table}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look whether the session is there before sending it again",
    };

    private static readonly ServiceOperation s_createIfNotExistsOperation = s_createOperation with { Repeat = RepeatRule.Idempotent };

    private static readonly ServiceOperation s_deleteOperation = new(
        "bulk_imports.delete",
        HttpMethod.Post,
        "v3/bulk_import/delete/{name}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look whether the session is still there before sending it again",
    };

    private static readonly ServiceOperation s_deleteIfExistsOperation = s_deleteOperation with { Repeat = RepeatRule.Idempotent };

    private readonly IServiceTransport _transport;
    private readonly TreasureDataJobsClient _jobs;
    private readonly TimeProvider _timeProvider;
    private readonly JobIssuer _issuer;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataBulkImportsClient()
    {
        _transport = null!;
        _jobs = null!;
        _timeProvider = TimeProvider.System;
        _issuer = null!;
    }

    internal TreasureDataBulkImportsClient(IServiceTransport transport, TreasureDataJobsClient jobs, TimeProvider timeProvider)
    {
        _transport = transport;
        _jobs = jobs;
        _timeProvider = timeProvider;
        _issuer = new JobIssuer(transport);
    }

    /// <summary>Lists the account's sessions (<c>GET /v3/bulk_import/list</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdBulkImport>> ListAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_listOperation, s_listOperation.Route),
                TreasureDataJsonContext.Default.TdBulkImportList,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.BulkImports ?? [];
    }

    /// <summary>Reads where a session stands (<c>GET /v3/bulk_import/show</c>).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ServiceException">There is no such session (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdBulkImport> GetAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(GetRequest(name), BulkImportJsonContext.Default.TdBulkImport, cancellationToken);

    /// <summary>
    /// Creates a session (<c>POST /v3/bulk_import/create</c>). When the answer is lost, the service is asked whether the session is there, for this table and
    /// unused, and it is created again only if it is not.
    /// </summary>
    /// <param name="name">Name, unique in the account. It goes into an address: letters, digits and <c>_</c> are the safest.</param>
    /// <param name="database">Database of the table.</param>
    /// <param name="table">Table that gets the rows; it must exist.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">A name is not possible.</exception>
    /// <exception cref="ServiceException">The name is taken (409), or there is no such table (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CreateAsync(string name, string database, string table, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            CreateRequest(
                s_createOperation,
                name,
                database,
                table,
                new Look((_, token) => FindNewAsync(name, database, table, token), e => e.StatusCode == HttpStatusCode.Conflict)
            ),
            cancellationToken
        );

    /// <summary>Creates a session unless there is one of that name for the same table, which can then be continued.</summary>
    /// <param name="name">Name, unique in the account.</param>
    /// <param name="database">Database of the table.</param>
    /// <param name="table">Table that gets the rows; it must exist.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// Whether the service answered that it has created it; <see langword="false"/> if it existed, also when an earlier attempt of this very call, whose answer
    /// was lost, had created it. Read it to see where it stands.
    /// </returns>
    /// <exception cref="ArgumentException">A name is not possible.</exception>
    /// <exception cref="ServiceException">The name is taken by a session for another table (409), or there is no such table (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<bool> CreateIfNotExistsAsync(
        string name,
        string database,
        string table,
        CancellationToken cancellationToken = default
    )
    {
        var request = CreateRequest(s_createIfNotExistsOperation, name, database, table);
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.Conflict], cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return true;
        }

        var (_, session) = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        return session is not null && session.Database == database && session.Table == table
            ? false
            : throw _transport.Refuse(request, answer);
    }

    /// <summary>Deletes a session with its parts (<c>POST /v3/bulk_import/delete</c>). Rows that were committed stay in the table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ServiceException">There is no such session (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(Post(s_deleteOperation, $"v3/bulk_import/delete/{TdNames.Segment(name, Kind)}"), cancellationToken);

    /// <summary>Deletes a session with its parts if it exists (404 counts as success).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<bool> DeleteIfExistsAsync(string name, CancellationToken cancellationToken = default) =>
        PostIfExistsAsync(s_deleteIfExistsOperation, $"v3/bulk_import/delete/{TdNames.Segment(name, Kind)}", cancellationToken);

    private static ServiceRequest GetRequest(string name) => new(s_getOperation, $"v3/bulk_import/show/{TdNames.Segment(name, Kind)}");

    private static ServiceRequest CreateRequest(
        ServiceOperation operation,
        string name,
        string database,
        string table,
        Look? look = null
    ) =>
        new(operation, $"v3/bulk_import/create/{TdNames.Segment(name, Kind)}/{TdNames.Database(database)}/{TdNames.Table(table)}")
        {
            Content = TreasureDataService.EmptyForm(),
            Look = look,
        };

    private static ServiceRequest Post(ServiceOperation operation, string path, Look? look = null) =>
        new(operation, path) { Content = TreasureDataService.EmptyForm(), Look = look };

    /// <summary>Whether the service did it; <see langword="false"/> for a 404.</summary>
    private async Task<bool> PostIfExistsAsync(ServiceOperation operation, string path, CancellationToken cancellationToken)
    {
        var answer = await _transport
            .SendForAnswerAsync(Post(operation, path), [HttpStatusCode.NotFound], cancellationToken)
            .ConfigureAwait(false);
        return answer.IsSuccess;
    }

    private async Task<(ServiceAnswer Answer, TdBulkImport? Session)> FindAsync(string name, CancellationToken cancellationToken)
    {
        var request = GetRequest(name);
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return (answer, answer.IsSuccess ? _transport.Read(request, answer, BulkImportJsonContext.Default.TdBulkImport) : null);
    }

    /// <summary>Finds a session that looks as one does that was just created: one that was used is not this call's work.</summary>
    private async Task<ServiceAnswer?> FindNewAsync(string name, string database, string table, CancellationToken cancellationToken)
    {
        var (answer, session) = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        return
            session is { IsFrozen: not true, JobId: null }
            && session.Status == TdBulkImportStatus.Uploading
            && session.Database == database
            && session.Table == table
            ? answer
            : null;
    }
}
