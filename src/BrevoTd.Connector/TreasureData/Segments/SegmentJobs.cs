using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Jobs whose SQL the CDP writes: it is asked for when the job is issued, and not before.</summary>
internal sealed class SegmentJobs(
    Func<CancellationToken, Task<string>> readSql,
    IServiceTransport transport,
    TreasureDataClientOptions options,
    TimeProvider timeProvider
) : TreasureDataJobsClient(transport, options, timeProvider)
{
    /// <summary>Stands for the SQL until it is known; never sent.</summary>
    public const string Unknown = "-- the SQL of the segment";

    public override async Task<TdIssuedJob> IssueAsync(TdQueryRequest request, CancellationToken cancellationToken = default)
    {
        var sql = await readSql(cancellationToken).ConfigureAwait(false);
        return await base.IssueAsync(request with { Query = sql }, cancellationToken).ConfigureAwait(false);
    }
}
