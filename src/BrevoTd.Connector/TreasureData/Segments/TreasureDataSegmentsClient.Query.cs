using System.Net;
using System.Text.Json;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataSegmentsClient
{
    private static readonly ServiceOperation s_getSqlOperation = new(
        "segments.get_sql",
        HttpMethod.Post,
        "audiences/{audience_id}/segments/query",
        RepeatRule.Idempotent
    );

    /// <summary>
    /// Streams the people of a segment as it is now: reads its rule, asks the service for the SQL of it, and runs that as a job in the parent segment's
    /// database. Nothing is sent before the result is used for the first time.
    /// </summary>
    /// <remarks>
    /// <c>cdp_customer_id</c> identifies a person within the parent segment only, and may change when that is rebuilt: match people by a key of your own.
    /// </remarks>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment; a batch or real-time one.</param>
    /// <param name="options">How the result is waited for and read; <see langword="null"/> for the defaults.</param>
    /// <returns>The same as <see cref="TreasureDataJobsClient.Query(string, string, TdQueryOptions?)"/> returns.</returns>
    /// <exception cref="ArgumentException">An id is not possible, or an option is out of range.</exception>
    public virtual TreasureDataQueryResult Query(TdAudienceId audienceId, TdSegmentId segmentId, TdQueryOptions? options = null)
    {
        TdIds.Of(segmentId);
        return Run(audienceId, token => GetSqlAsync(audienceId, segmentId, token), options);
    }

    /// <summary>Streams everybody in a parent segment, as <see cref="Query"/> does for a segment.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="options">How the result is waited for and read; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment, or an option is out of range.</exception>
    public virtual TreasureDataQueryResult QueryAll(TdAudienceId audienceId, TdQueryOptions? options = null) =>
        Run(audienceId, token => ReadSqlAsync(audienceId, null, null, token), options);

    /// <summary>Reads the SQL of a segment: <see cref="GetAsync"/> for its rule, then <c>POST /audiences/{id}/segments/query</c>.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment; a batch or real-time one.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>A Trino query for the database <see cref="TreasureDataAudiencesClient.DatabaseOf"/>. It quotes values of the rule.</returns>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="NotSupportedException">The segment is a stage of a funnel, whose rule is not enough to make a query of it.</exception>
    /// <exception cref="UnexpectedAnswerException">The service did not tell the rule. Without one the query would select everybody in the parent segment.</exception>
    /// <exception cref="ConnectorException">A call failed.</exception>
    public virtual async Task<string> GetSqlAsync(
        TdAudienceId audienceId,
        TdSegmentId segmentId,
        CancellationToken cancellationToken = default
    )
    {
        var segment = await GetAsync(audienceId, segmentId, cancellationToken).ConfigureAwait(false);
        if (segment.Kind == TdSegmentKind.FunnelStage)
        {
            throw new NotSupportedException(
                $"Segment {segmentId} is a stage of a funnel; its people cannot be queried by its rule alone. Read the table of the funnel in the parent segment's database instead."
            );
        }

        // No rule means the whole parent segment to the service: nobody asked for that.
        if (segment.Rule is not { ValueKind: JsonValueKind.Object } rule)
        {
            throw new UnexpectedAnswerException(
                TreasureDataService.Name,
                s_getSqlOperation.Name,
                HttpStatusCode.OK,
                $"Treasure Data did not tell the rule of segment {segmentId}, and a query without a rule would select the whole parent segment. Check that the key may read the segment; to select everybody, say so with {nameof(QueryAll)}."
            );
        }

        return await ReadSqlAsync(audienceId, rule, segment.Kind, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the service for the SQL of a rule (<c>POST /audiences/{id}/segments/query</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="rule">The rule, an object such as <see cref="TdSegment.Rule"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A Trino query for the database <see cref="TreasureDataAudiencesClient.DatabaseOf"/>. It quotes values of the rule.</returns>
    /// <exception cref="ArgumentException">The id is not one of a parent segment, or the rule is not an object.</exception>
    /// <exception cref="ServiceException">The rule is not valid (400).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<string> GetSqlAsync(TdAudienceId audienceId, JsonElement rule, CancellationToken cancellationToken = default)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException(
                $"A rule is an object with a type and conditions. To select everybody, say so with {nameof(QueryAll)}.",
                nameof(rule)
            );
        }

        return ReadSqlAsync(audienceId, rule, null, cancellationToken);
    }

    private TreasureDataQueryResult Run(TdAudienceId audienceId, Func<CancellationToken, Task<string>> readSql, TdQueryOptions? options)
    {
        var database = TreasureDataAudiencesClient.DatabaseOf(audienceId);
        var jobs = new SegmentJobs(readSql, _transport, _options, _timeProvider);
        return jobs.Query(new TdQueryRequest { Database = database, Query = SegmentJobs.Unknown }, options);
    }

    private async Task<string> ReadSqlAsync(
        TdAudienceId audienceId,
        JsonElement? rule,
        TdSegmentKind? kind,
        CancellationToken cancellationToken
    )
    {
        var request = _requests.Of(
            s_getSqlOperation,
            $"audiences/{TdIds.Of(audienceId)}/segments/query",
            ServiceContent.Json(new TdSegmentSqlBody("sql", kind, rule), TreasureDataCdpJsonContext.Default.TdSegmentSqlBody)
        );
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        var sql = _transport.Read(request, answer, TreasureDataCdpJsonContext.Default.TdSegmentSqlAnswer).Sql;
        return string.IsNullOrWhiteSpace(sql)
            ? throw new UnexpectedAnswerException(
                TreasureDataService.Name,
                s_getSqlOperation.Name,
                answer.Status,
                "Treasure Data's answer to a rule holds no SQL. Check the rule in the console."
            )
            : sql;
    }
}
