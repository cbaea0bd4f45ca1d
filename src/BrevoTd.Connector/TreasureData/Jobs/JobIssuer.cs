using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// Sends what makes the service start a job, under a key by which it recognises a repeat. When an answer is lost, the service is asked for the key before
/// the repeat; when it knows the key already, the job that it was used for is adopted.
/// </summary>
internal sealed class JobIssuer(IServiceTransport transport)
{
    private static readonly ServiceOperation s_statusByKeyOperation = new(
        "jobs.get_status_by_domain_key",
        HttpMethod.Get,
        "v3/job/status_by_domain_key/{domain_key}",
        RepeatRule.Idempotent
    );

    /// <summary>A key that no other call uses; its prefix tells in the job's record who issued it.</summary>
    public static string NewDomainKey() => $"brevotd-{Guid.NewGuid():N}";

    public static ServiceRequest StatusByKey(string domainKey) =>
        new(s_statusByKeyOperation, $"v3/job/status_by_domain_key/{Uri.EscapeDataString(TdNames.DomainKey(domainKey))}");

    /// <param name="operation">The operation that starts the job.</param>
    /// <param name="path">Its path.</param>
    /// <param name="content">Its body, which carries the key.</param>
    /// <param name="domainKey">The key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<TdIssuedJob> IssueAsync(
        ServiceOperation operation,
        string path,
        HttpContent content,
        string domainKey,
        CancellationToken cancellationToken
    )
    {
        var call = new ServiceRequest(operation, path)
        {
            Content = content,
            Look = new Look((_, token) => FindAsync(domainKey, token), _ => false),
        };
        var answer = await transport.SendForAnswerAsync(call, [HttpStatusCode.Conflict], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess
            ? new TdIssuedJob(ReadJobId(call, answer), domainKey, WasAdopted: answer.FromLook)
            : new TdIssuedJob(
                await AdoptAsync(transport.Refuse(call, answer), domainKey, cancellationToken).ConfigureAwait(false),
                domainKey,
                WasAdopted: true
            );
    }

    /// <summary>The id in the answer to whatever started a job.</summary>
    public TdJobId ReadJobId(ServiceRequest call, ServiceAnswer answer) =>
        transport.Read(call, answer, TreasureDataJsonContext.Default.TdIssueAnswer).First
        ?? throw new UnexpectedAnswerException(
            TreasureDataService.Name,
            call.Operation.Name,
            answer.Status,
            "Treasure Data accepted the call but did not name the job. Look for it among the jobs, by its domain key if it has one, before sending the call again."
        );

    private async Task<ServiceAnswer?> FindAsync(string domainKey, CancellationToken cancellationToken)
    {
        var answer = await transport
            .SendForAnswerAsync(StatusByKey(domainKey), [HttpStatusCode.NotFound], cancellationToken)
            .ConfigureAwait(false);
        return answer.IsSuccess ? answer : null;
    }

    private async Task<TdJobId> AdoptAsync(ServiceException conflict, string domainKey, CancellationToken cancellationToken)
    {
        if (conflict.ConflictsWith is { Length: > 0 } jobId)
        {
            return new TdJobId(jobId);
        }

        // If no job has this key, the conflict is about something else.
        if (await FindAsync(domainKey, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            throw conflict;
        }

        var state = transport.Read(StatusByKey(domainKey), found, TreasureDataJsonContext.Default.TdJobState);
        return state.JobId ?? throw conflict;
    }
}
