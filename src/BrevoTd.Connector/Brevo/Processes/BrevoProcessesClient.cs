using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Asynchronous processes of an account. Reached through <see cref="BrevoClient.Processes"/>.</summary>
/// <remarks>
/// These calls are not among the endpoints with a limit of their own: on the General tier they share 100 requests an hour with everything else
/// that is not listed. One page tells of 50 processes, so follow many processes by pages.
/// </remarks>
public class BrevoProcessesClient
{
    /// <summary>How many processes one page has at most.</summary>
    public const int MaxPageSize = 50;

    private static readonly ServiceOperation s_list = new("processes.list", HttpMethod.Get, "processes", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_get = new("processes.get", HttpMethod.Get, "processes/{processId}", RepeatRule.Idempotent);

    private static readonly ServiceOperation s_report = new("processes.report", HttpMethod.Get, "{report}", RepeatRule.Idempotent);

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoProcessesClient() => _transport = null!;

    internal BrevoProcessesClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Lists the processes of the account (<c>GET /processes</c>), 50 per request.</summary>
    /// <param name="order">Order by creation. Default: newest first, as the recent ones are those of interest.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<BrevoProcess> ListAsync(
        SortOrder order = SortOrder.Descending,
        CancellationToken cancellationToken = default
    ) =>
        BrevoListing.Create(
            _transport,
            s_list,
            () => new QueryString("processes"),
            MaxPageSize,
            order,
            BrevoJsonContext.Default.ProcessListAnswer,
            answer => new OffsetPageable<BrevoProcess>.Slice(answer.Processes, answer.Count),
            static process => process.Id?.ToString(),
            cancellationToken
        );

    /// <summary>Gets one process (<c>GET /processes/{processId}</c>).</summary>
    /// <param name="id">Id of the process.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such process.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<BrevoProcess> GetAsync(ProcessId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, $"processes/{id}"), BrevoJsonContext.Default.BrevoProcess, cancellationToken);

    /// <summary>Fetches the CSV file of a report, wherever it lies: without credentials, outside the quota.</summary>
    internal async Task<ReadOnlyMemory<byte>> DownloadReportAsync(Uri address, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(s_report, "")
        {
            BaseAddress = address,
            IsForeign = true,
            Accept = "text/csv, */*;q=0.5",
        };
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        return answer.Body;
    }
}
