using System.Globalization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataSchedulesClient
{
    /// <summary>Most runs that one call may start.</summary>
    private const int MaxRuns = 10;

    private static readonly ServiceOperation s_runOperation = new(
        "schedules.run",
        HttpMethod.Post,
        "v3/schedule/run/{name}/{time}",
        RepeatRule.IdempotentWithKey
    );

    // One key stands for one job: it could not tell a repeat of several.
    private static readonly ServiceOperation s_runSeveralOperation = new(
        "schedules.run_several",
        HttpMethod.Post,
        "v3/schedule/run/{name}/{time}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "look at the saved query's history before sending it again",
    };

    private static readonly ServiceOperation s_runByIdOperation = new(
        "schedules.run_by_id",
        HttpMethod.Post,
        "v4/queries/{id}/jobs",
        RepeatRule.IdempotentWithKey
    );

    /// <summary>
    /// Runs a saved query once, now, for a given time (<c>POST /v3/schedule/run</c>). The call always carries a key by which the service recognises a repeat,
    /// so that a lost answer never runs it twice.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="scheduledTime">What <c>TD_SCHEDULED_TIME()</c> gives in the query, to whole seconds.</param>
    /// <param name="domainKey">
    /// Key under which the service recognises a repeat, unique in the account; with one that was used before, the earlier job is returned.
    /// <see langword="null"/> generates one.
    /// </param>
    /// <param name="cancellationToken">Ends the call. The query may run nevertheless.</param>
    /// <exception cref="ArgumentException">No saved query can have that name, or the key is empty.</exception>
    /// <exception cref="ServiceException">There is no such saved query (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdIssuedJob> RunAsync(
        string name,
        DateTimeOffset scheduledTime,
        string? domainKey = null,
        CancellationToken cancellationToken = default
    )
    {
        TdQueryRules.DomainKey(domainKey);
        var key = domainKey ?? JobIssuer.NewDomainKey();
        var form = new TdForm().Add("num", 1).Add("domain_key", key).ToContent();
        return _issuer.IssueAsync(s_runOperation, RunPath(name, scheduledTime), form, key, cancellationToken);
    }

    /// <summary>
    /// Runs a saved query several times, for a given time and the scheduled times after it (<c>POST /v3/schedule/run</c>). Not repeated by itself when the
    /// answer is lost: look at the history before repeating it.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="scheduledTime">The first time, to whole seconds.</param>
    /// <param name="count">How many runs, 1 to 10.</param>
    /// <param name="cancellationToken">Ends the call. The query may run nevertheless.</param>
    /// <returns>The jobs.</returns>
    /// <exception cref="ArgumentException">No saved query can have that name, or the count is out of range.</exception>
    /// <exception cref="ServiceException">There is no such saved query (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason; the jobs may have been started.</exception>
    public virtual async Task<IReadOnlyList<TdScheduledJob>> RunSeveralAsync(
        string name,
        DateTimeOffset scheduledTime,
        int count,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxRuns);
        var request = new ServiceRequest(s_runSeveralOperation, RunPath(name, scheduledTime))
        {
            Content = new TdForm().Add("num", count).ToContent(),
        };
        var answer = await _transport
            .SendAsync(request, TreasureDataJsonContext.Default.TdIssueAnswer, cancellationToken)
            .ConfigureAwait(false);
        return answer.Jobs ?? [];
    }

    /// <summary>Runs a saved query once by its id, which stays when it is renamed (<c>POST /v4/queries/{id}/jobs</c>). Otherwise as <see cref="RunAsync"/>.</summary>
    /// <param name="id">Its id, which creating it returned.</param>
    /// <param name="scheduledTime">What <c>TD_SCHEDULED_TIME()</c> gives in the query, to whole seconds.</param>
    /// <param name="domainKey">Key under which the service recognises a repeat; <see langword="null"/> generates one.</param>
    /// <param name="cancellationToken">Ends the call. The query may run nevertheless.</param>
    /// <exception cref="ArgumentException">The id is not one of a saved query, or the key is empty.</exception>
    /// <exception cref="ServiceException">There is no such saved query (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdIssuedJob> RunByIdAsync(
        TdSavedQueryId id,
        DateTimeOffset scheduledTime,
        string? domainKey = null,
        CancellationToken cancellationToken = default
    )
    {
        TdQueryRules.DomainKey(domainKey);
        var body = new TdSavedQueryRunBody
        {
            ScheduledTime = scheduledTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            DomainKey = domainKey ?? JobIssuer.NewDomainKey(),
        };
        return _issuer.IssueAsync(
            s_runByIdOperation,
            $"v4/queries/{TdNames.SavedQueryId(id)}/jobs",
            ServiceContent.Json(body, TreasureDataJsonContext.Default.TdSavedQueryRunBody),
            body.DomainKey,
            cancellationToken
        );
    }

    private static string RunPath(string name, DateTimeOffset scheduledTime) =>
        string.Create(CultureInfo.InvariantCulture, $"v3/schedule/run/{TdNames.Segment(name, Kind)}/{scheduledTime.ToUnixTimeSeconds()}");
}
