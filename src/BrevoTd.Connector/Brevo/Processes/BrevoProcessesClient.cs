using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using BrevoTd.Connector.Authentication;
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
    private static readonly ServiceOperation s_export = new("processes.export", HttpMethod.Get, "{export_url}", RepeatRule.Idempotent);

    // The pace of those who wait without a writer. Half of what a General account may ask of all unlisted endpoints in an hour.
    private static readonly TimeSpan s_firstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_maxInterval = TimeSpan.FromMinutes(1);
    private const int LooksPerHour = 50;

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
    ) => ListCoreAsync(order, Timeout.InfiniteTimeSpan, cancellationToken);

    internal AsyncPageable<BrevoProcess> ListCoreAsync(SortOrder order, TimeSpan maxQuotaWait, CancellationToken cancellationToken) =>
        BrevoListing.Create(
            _transport,
            s_list,
            () => new QueryString("processes"),
            MaxPageSize,
            order,
            BrevoJsonContext.Default.ProcessListAnswer,
            answer => new OffsetPageable<BrevoProcess>.Slice(answer.Processes, answer.Count),
            static process => process.Id?.ToString(),
            cancellationToken,
            maxQuotaWait
        );

    /// <summary>Gets one process (<c>GET /processes/{processId}</c>).</summary>
    /// <param name="id">Id of the process.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">There is no such process.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<BrevoProcess> GetAsync(ProcessId id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_get, $"processes/{id}"), BrevoJsonContext.Default.BrevoProcess, cancellationToken);

    /// <summary>
    /// The handle of a process that was started before, also by another process of yours. Makes no call: that the process exists shows only when it is looked at.
    /// </summary>
    /// <param name="id">Id of the process.</param>
    public virtual BrevoProcessHandle Open(ProcessId id) => new(this, id, isNew: false);

    /// <summary>
    /// Waits until a process has ended. All who wait in this application for processes of one account share their looks: one page (<c>GET /processes</c>) tells
    /// of 50 processes, one alone is asked for by itself (<c>GET /processes/{processId}</c>). Looks come at growing intervals, from 2 seconds to a minute, and
    /// use at most about 50 calls an hour.
    /// </summary>
    /// <param name="id">Id of the process.</param>
    /// <param name="timeout">How long to wait at most. Default: without limit.</param>
    /// <param name="progress">Told of every state that a look shows.</param>
    /// <param name="cancellationToken">Stops the waiting; the process runs on.</param>
    /// <returns>The completed process, with the addresses of its files.</returns>
    /// <exception cref="BrevoProcessFailedException">The process failed or was cancelled.</exception>
    /// <exception cref="TimeoutException">It has not ended in time. It runs on.</exception>
    /// <exception cref="ConnectorException">Brevo does not tell of the process: there is none of this id, or the credential does not permit to look.</exception>
    public virtual Task<BrevoProcess> WaitAsync(
        ProcessId id,
        TimeSpan? timeout = null,
        IProgress<BrevoProcess>? progress = null,
        CancellationToken cancellationToken = default
    ) => WaitCoreAsync(id, isNew: false, timeout, progress, cancellationToken);

    internal async Task<BrevoProcess> WaitCoreAsync(
        ProcessId id,
        bool isNew,
        TimeSpan? timeout,
        IProgress<BrevoProcess>? progress,
        CancellationToken cancellationToken
    )
    {
        if (timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "The time-out must be positive, or null for no limit.");
        }

        var follower = new ProcessFollower(this, id)
        {
            IsNew = isNew,
            EndsOnFailure = true,
            Seen = progress is null ? null : progress.Report,
        };
        var poller = ProcessPoller.For(
            _transport,
            () => new ProcessPoller(new LookSchedule(s_firstLook, s_maxInterval, LooksPerHour), _transport.Clock, _transport.Logger)
        );
        using var limit = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, _transport.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        poller.Urge(follower, LookUrgency.Completing);
        try
        {
            var (process, problem) = await poller.FollowAsync(follower, both.Token).ConfigureAwait(false);
            if (process is null)
            {
                ExceptionDispatchInfo.Throw(problem!);
            }

            return process.Status == ProcessStatus.Completed ? process : throw new BrevoProcessFailedException(process);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"Brevo's process {id} has not ended within {timeout}. It runs on: wait for it again by its id, after this time or later."
            );
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The caller cancelled the waiting.", e, cancellationToken);
        }
        finally
        {
            poller.Urge(follower, LookUrgency.Relaxed);
        }
    }

    internal async IAsyncEnumerable<ImportProblem> ReadProblemsAsync(
        BrevoProcess process,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (process.Info?.Import is not { } reports)
        {
            throw new InvalidOperationException(
                $"Brevo's process {process.Id} ({process.Name}) has no reports of an import. Only imports of contacts have."
            );
        }

        foreach (var (cause, report) in reports.ByCause())
        {
            if (report.Address is not { } address)
            {
                if (report.Count != 0)
                {
                    yield return new ImportProblem { Cause = cause, Count = report.Count ?? 1 };
                }

                continue;
            }

            var file = await OpenFileAsync(s_report, address, cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
            {
                await foreach (var row in CsvFile.ReadAsync(file, cancellationToken).ConfigureAwait(false))
                {
                    yield return new ImportProblem { Cause = cause, Row = row };
                }
            }
        }
    }

    internal Task<Stream> OpenExportAsync(BrevoProcess process, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(process.ExportUrl))
        {
            throw new InvalidOperationException(
                $"Brevo's process {process.Id} ({process.Name}) has no file to read. Only exports have one, once they are complete."
            );
        }

        return Uri.TryCreate(process.ExportUrl, UriKind.Absolute, out var address)
            ? OpenFileAsync(s_export, address, cancellationToken)
            : throw Unusable(s_export);
    }

    /// <summary>Fetches the CSV file of a report, wherever it lies: without credentials, outside the quota.</summary>
    internal async Task<ReadOnlyMemory<byte>> DownloadReportAsync(Uri address, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendForAnswerAsync(File(s_report, address), [], cancellationToken).ConfigureAwait(false);
        return answer.Body;
    }

    private async Task<Stream> OpenFileAsync(ServiceOperation operation, Uri address, CancellationToken cancellationToken)
    {
        if (!AddressRules.IsAllowed(address))
        {
            throw Unusable(operation);
        }

        var response = await _transport.SendForStreamAsync(File(operation, address), cancellationToken).ConfigureAwait(false);
        return await ResponseStream.OpenAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private static ServiceRequest File(ServiceOperation operation, Uri address) =>
        new(operation, "")
        {
            BaseAddress = address,
            IsForeign = true,
            Accept = "text/csv, */*;q=0.5",
        };

    private static UnexpectedAnswerException Unusable(ServiceOperation operation) =>
        new(
            BrevoProfile.Instance.Name,
            operation.Name,
            HttpStatusCode.OK,
            "The address of the file that Brevo gave is neither https nor on this machine, so it is not fetched."
        );
}
