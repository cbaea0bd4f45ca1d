using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Exports that Treasure Data itself makes, as jobs: of tables to Amazon S3, and of results to wherever a connection leads.</summary>
public class TreasureDataExportsClient
{
    private static readonly ServiceOperation s_exportTableOperation = new(
        "exports.table",
        HttpMethod.Post,
        "v3/export/run/{database}/{table}",
        RepeatRule.IdempotentWithKey
    );

    // Whether the service recognises a key here is not documented, so none is relied on.
    private static readonly ServiceOperation s_exportResultOperation = new(
        "exports.result",
        HttpMethod.Post,
        "v3/job/result_export/{job_id}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "read the job, which names the job that exports its result, before sending it again",
    };

    private readonly IServiceTransport _transport;
    private readonly JobIssuer _issuer;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataExportsClient()
    {
        _transport = null!;
        _issuer = null!;
    }

    internal TreasureDataExportsClient(IServiceTransport transport)
    {
        _transport = transport;
        _issuer = new JobIssuer(transport);
    }

    /// <summary>
    /// Exports a table's rows to Amazon S3 (<c>POST /v3/export/run</c>). The call always carries a key by which the service recognises a repeat, so that a lost
    /// answer never exports twice.
    /// </summary>
    /// <param name="request">The table, and where it goes.</param>
    /// <param name="cancellationToken">Ends the call. The job may have been issued nevertheless.</param>
    /// <exception cref="ArgumentException">A name is not possible, the access key is missing or incomplete, or the times are not a range.</exception>
    /// <exception cref="ServiceException">There is no such table (404), or the service refuses the export.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdIssuedJob> ExportTableAsync(TdTableExportRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        TdQueryRules.DomainKey(request.DomainKey);
        var database = TdNames.Database(request.Database, nameof(request.Database));
        var table = TdNames.Table(request.Table, nameof(request.Table));
        var key = request.DomainKey ?? JobIssuer.NewDomainKey();
        return _issuer.IssueAsync(s_exportTableOperation, $"v3/export/run/{database}/{table}", request.ToForm(key), key, cancellationToken);
    }

    /// <summary>
    /// Exports the result of a finished job to an address (<c>POST /v3/job/result_export</c>). Not repeated by itself when the answer is lost: read
    /// <see cref="TdJob.LinkedResultExportJobId"/> before repeating it.
    /// </summary>
    /// <param name="jobId">The job whose result is exported.</param>
    /// <param name="resultUrl">The address, such as <c>postgresql://user:password@host/database/table</c>.</param>
    /// <param name="cancellationToken">Ends the call. The job may have been issued nevertheless.</param>
    /// <returns>The job that exports.</returns>
    /// <exception cref="ArgumentException">The id is not one of a job, or the address is empty.</exception>
    /// <exception cref="ServiceException">There is no such job (404), or the service refuses the export.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason; the export may have been started.</exception>
    public virtual Task<TdJobId> ExportResultAsync(TdJobId jobId, string resultUrl, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(resultUrl);
        return SendAsync(jobId, new TdForm().Add("result", resultUrl), cancellationToken);
    }

    /// <summary>
    /// Exports the result of a finished job through a saved connection (<c>POST /v3/job/result_export</c>). Not repeated by itself when the answer is lost: read
    /// <see cref="TdJob.LinkedResultExportJobId"/> before repeating it.
    /// </summary>
    /// <param name="jobId">The job whose result is exported.</param>
    /// <param name="connection">The connection, and what goes where.</param>
    /// <param name="cancellationToken">Ends the call. The job may have been issued nevertheless.</param>
    /// <returns>The job that exports.</returns>
    /// <exception cref="ArgumentException">The id is not one of a job, or the connection's id or settings are not possible.</exception>
    /// <exception cref="ServiceException">There is no such job (404), or the service refuses the export.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason; the export may have been started.</exception>
    public virtual Task<TdJobId> ExportResultAsync(
        TdJobId jobId,
        TdResultConnection connection,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Validate();
        var form = new TdForm().Add("result_connection_id", connection.Id.Value).Add("result_connection_settings", connection.Settings);
        return SendAsync(jobId, form, cancellationToken);
    }

    private async Task<TdJobId> SendAsync(TdJobId jobId, TdForm form, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_exportResultOperation, $"v3/job/result_export/{TdNames.JobId(jobId)}")
        {
            Content = form.ToContent(),
        };
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return _issuer.ReadJobId(request, answer);
    }
}
