using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.Brevo;

/// <summary>
/// A process that runs at Brevo: an import, an export, a bulk change. Keep <see cref="Id"/> to go on in another process of yours:
/// <see cref="BrevoProcessesClient.Open"/> makes the handle again. Thread-safe; it needs no disposal, and the process runs on without it.
/// </summary>
public class BrevoProcessHandle
{
    private readonly BrevoProcessesClient _processes;
    private readonly bool _isNew;

    /// <summary>For fakes in a user's own tests.</summary>
    /// <param name="id">Id of the process.</param>
    protected BrevoProcessHandle(ProcessId id)
    {
        Id = id;
        _processes = null!;
    }

    internal BrevoProcessHandle(BrevoProcessesClient processes, ProcessId id, bool isNew)
    {
        _processes = processes;
        _isNew = isNew;
        Id = id;
    }

    /// <summary>Id of the process.</summary>
    public ProcessId Id { get; }

    /// <summary>The id of the handle's process.</summary>
    /// <param name="handle">The handle.</param>
    public static implicit operator ProcessId(BrevoProcessHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return handle.Id;
    }

    /// <summary>The handle of a process that has just been accepted; the first look at it is worth while only after a moment.</summary>
    internal static BrevoProcessHandle Started(Http.IServiceTransport transport, ProcessId id) =>
        new(new BrevoProcessesClient(transport), id, isNew: true);

    /// <summary>Looks at the process once (<c>GET /processes/{processId}</c>).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="Http.ServiceException">There is no such process.</exception>
    /// <exception cref="Http.ConnectorException">The call failed for another reason.</exception>
    public virtual Task<BrevoProcess> GetAsync(CancellationToken cancellationToken = default) => _processes.GetAsync(Id, cancellationToken);

    /// <summary>Waits until the process has ended; see <see cref="BrevoProcessesClient.WaitAsync"/>.</summary>
    /// <param name="timeout">How long to wait at most. Default: without limit.</param>
    /// <param name="progress">Told of every state that a look shows.</param>
    /// <param name="cancellationToken">Stops the waiting; the process runs on.</param>
    /// <returns>The completed process, with the addresses of its files.</returns>
    /// <exception cref="BrevoProcessFailedException">The process failed or was cancelled.</exception>
    /// <exception cref="TimeoutException">It has not ended in time. It runs on.</exception>
    /// <exception cref="Http.ConnectorException">Brevo does not tell of the process.</exception>
    public virtual Task<BrevoProcess> WaitAsync(
        TimeSpan? timeout = null,
        IProgress<BrevoProcess>? progress = null,
        CancellationToken cancellationToken = default
    ) => _processes.WaitCoreAsync(Id, _isNew, timeout, progress, cancellationToken);

    /// <summary>
    /// Waits for the end of an import, and reads the rows that it refused, report by report, while the files arrive. Yields nothing when every row was taken.
    /// </summary>
    /// <param name="cancellationToken">Cancels waiting and reading.</param>
    /// <exception cref="BrevoProcessFailedException">The process failed or was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The process is no import.</exception>
    /// <exception cref="Http.ConnectorException">A call failed, or an address of a report has expired.</exception>
    /// <exception cref="FormatException">A report is not a CSV file.</exception>
    public virtual async IAsyncEnumerable<ImportProblem> ReadProblemsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var process = await WaitAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await foreach (var problem in _processes.ReadProblemsAsync(process, cancellationToken).ConfigureAwait(false))
        {
            yield return problem;
        }
    }

    /// <summary>Waits for the end of an export, and opens its file: CSV, or a ZIP archive for large exports of webhook events.</summary>
    /// <param name="cancellationToken">Cancels waiting and opening; reading has a token of its own.</param>
    /// <returns>The file, unread. Dispose of it. Fetched without credentials and outside the quota.</returns>
    /// <exception cref="BrevoProcessFailedException">The process failed or was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The process has no file.</exception>
    /// <exception cref="Http.ConnectorException">A call failed, or the address of the file has expired.</exception>
    public virtual async Task<Stream> OpenExportAsync(CancellationToken cancellationToken = default)
    {
        var process = await WaitAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return await _processes.OpenExportAsync(process, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for the end of an export, and reads its CSV file row by row while it arrives. Only one row is held at a time, however large the file is.
    /// </summary>
    /// <param name="cancellationToken">Cancels waiting and reading.</param>
    /// <exception cref="BrevoProcessFailedException">The process failed or was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The process has no file.</exception>
    /// <exception cref="Http.ConnectorException">A call failed, or the address of the file has expired.</exception>
    /// <exception cref="FormatException">The file is not CSV.</exception>
    public virtual async IAsyncEnumerable<CsvRow> ReadExportAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var file = await OpenExportAsync(cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            await foreach (var row in CsvFile.ReadAsync(file, cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
    }

    /// <summary>Waits for the end of an export, and reads its CSV file as values of a type, row by row while it arrives.</summary>
    /// <typeparam name="T">Type of a row.</typeparam>
    /// <param name="read">Makes a value of a row, such as <c>row =&gt; (row.Text("EMAIL"), row.Number("LTV"))</c>.</param>
    /// <param name="cancellationToken">Cancels waiting and reading.</param>
    /// <exception cref="BrevoProcessFailedException">The process failed or was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The process has no file.</exception>
    /// <exception cref="Http.ConnectorException">A call failed, or the address of the file has expired.</exception>
    /// <exception cref="FormatException">The file is not CSV, or a field is not what <paramref name="read"/> expects.</exception>
    public virtual async IAsyncEnumerable<T> ReadExportAsync<T>(
        Func<CsvRow, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(read);
        await foreach (var row in ReadExportAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return read(row);
        }
    }

    /// <summary>The id only.</summary>
    public override string ToString() => $"{nameof(BrevoProcessHandle)} {Id}";
}
