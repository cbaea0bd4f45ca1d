using System.Net;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataBulkImportsClient
{
    private static readonly ServiceOperation s_errorRecordsOperation = new(
        "bulk_imports.error_records",
        HttpMethod.Get,
        "v3/bulk_import/error_records/{name}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_performOperation = new(
        "bulk_imports.perform",
        HttpMethod.Post,
        "v3/bulk_import/perform/{name}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "read the session, which names the job once it is performed, before sending it again",
    };

    private static readonly ServiceOperation s_commitOperation = new(
        "bulk_imports.commit",
        HttpMethod.Post,
        "v3/bulk_import/commit/{name}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "read the session's status before sending it again",
    };

    /// <summary>
    /// Starts the job that converts a frozen session's parts (<c>POST /v3/bulk_import/perform</c>). When the answer is lost, the session is read, and it is
    /// started again only if the session does not stand behind it.
    /// </summary>
    /// <param name="name">The session's name.</param>
    /// <param name="priority">How urgent the job is; <see langword="null"/> leaves it to the service (normal).</param>
    /// <param name="poolName">Resource pool that the job runs in; <see langword="null"/> for the account's default pool.</param>
    /// <param name="cancellationToken">Ends the call. The job may run nevertheless.</param>
    /// <returns>The job. Wait for it, or until the session's status is <see cref="TdBulkImportStatus.Ready"/>.</returns>
    /// <exception cref="ArgumentException">No session can have that name, or the priority is out of range.</exception>
    /// <exception cref="ServiceException">There is no such session (404), or it is not frozen, has no parts, or is being converted already (409).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdJobId> PerformAsync(
        string name,
        TdPriority? priority = null,
        string? poolName = null,
        CancellationToken cancellationToken = default
    )
    {
        TdQueryRules.Priority(priority);
        var path = $"v3/bulk_import/perform/{TdNames.Segment(name, Kind)}";
        var look = new Look((_, token) => FindPerformedAsync(name, token), e => e.StatusCode == HttpStatusCode.Conflict);

        // With a pool the body is JSON, and the priority moves to the query.
        var request = string.IsNullOrEmpty(poolName)
            ? new ServiceRequest(s_performOperation, path) { Content = new TdForm().Add("priority", priority).ToContent(), Look = look }
            : new ServiceRequest(s_performOperation, new QueryString(path).Add("priority", (long?)priority).ToString())
            {
                Content = ServiceContent.Json(new TdPoolBody { PoolName = poolName }, TreasureDataJsonContext.Default.TdPoolBody),
                Look = look,
            };
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return _issuer.ReadJobId(request, answer);
    }

    /// <summary>
    /// Adds a session's converted rows to its table, all at once (<c>POST /v3/bulk_import/commit</c>). Rows and parts that could not be read are left out
    /// silently: look at the session first. When the answer is lost, the session is read, and it is committed again only if its status says that it was not.
    /// </summary>
    /// <param name="name">The session's name.</param>
    /// <param name="cancellationToken">Ends the call. The rows may be committed nevertheless.</param>
    /// <returns>A task that ends when the service has accepted the commit; the rows are there once the status is <see cref="TdBulkImportStatus.Committed"/>.</returns>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ServiceException">There is no such session (404), or it is not ready (409).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task CommitAsync(string name, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            Post(
                s_commitOperation,
                $"v3/bulk_import/commit/{TdNames.Segment(name, Kind)}",
                new Look((_, token) => FindCommittedAsync(name, token), e => e.StatusCode == HttpStatusCode.Conflict)
            ),
            cancellationToken
        );

    /// <summary>Reads the rows that were refused when the parts were converted (<c>GET /v3/bulk_import/error_records</c>), as a stream.</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows as they were uploaded; none if all could be read. They may hold people's data.</returns>
    /// <exception cref="ArgumentException">No session can have that name.</exception>
    /// <exception cref="ServiceException">There is no such session (404).</exception>
    /// <exception cref="TreasureDataResultException">The answer is cut short or damaged. Read it again from the start.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual IAsyncEnumerable<TdMapRow> ReadErrorRecordsAsync(string name, CancellationToken cancellationToken = default) =>
        ReadRowsAsync(TdNames.Segment(name, Kind), cancellationToken);

    private async IAsyncEnumerable<TdMapRow> ReadRowsAsync(string segment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await _transport
            .SendForStreamAsync(
                new ServiceRequest(s_errorRecordsOperation, $"v3/bulk_import/error_records/{segment}") { Accept = "*/*" },
                cancellationToken
            )
            .ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var row in ErrorRecordReader.ReadAsync(body, cancellationToken).ConfigureAwait(false))
        {
            yield return row;
        }
    }

    private async Task<ServiceAnswer?> FindPerformedAsync(string name, CancellationToken cancellationToken)
    {
        var (answer, session) = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        return session is { JobId: not null } && session.Status != TdBulkImportStatus.Uploading ? answer : null;
    }

    private async Task<ServiceAnswer?> FindCommittedAsync(string name, CancellationToken cancellationToken)
    {
        var (answer, session) = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        return session?.Status == TdBulkImportStatus.Committing || session?.Status == TdBulkImportStatus.Committed ? answer : null;
    }
}
