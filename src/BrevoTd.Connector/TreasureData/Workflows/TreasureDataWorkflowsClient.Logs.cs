using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataWorkflowsClient
{
    private static readonly ServiceOperation s_listLogFilesOperation = new(
        "workflows.list_log_files",
        HttpMethod.Get,
        "api/logs/{attempt_id}/files",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_downloadLogFileOperation = new(
        "workflows.download_log_file",
        HttpMethod.Get,
        "api/logs/{attempt_id}/files/{file_name}",
        RepeatRule.Idempotent
    );

    /// <summary>Lists the files of an attempt's log (<c>GET /api/logs/{id}/files</c>).</summary>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="taskPrefix">Only of tasks whose full name begins with this, such as <c>+load</c>; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of an attempt.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdWorkflowLogFile>> ListLogFilesAsync(
        TdWorkflowAttemptId attemptId,
        string? taskPrefix = null,
        CancellationToken cancellationToken = default
    )
    {
        var path = new QueryString($"api/logs/{TdIds.Of(attemptId)}/files").Add("task", taskPrefix);
        var answer = await _transport
            .SendAsync(
                Of(s_listLogFilesOperation, path.ToString()),
                TreasureDataWorkflowJsonContext.Default.TdWorkflowLogFileList,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Files ?? [];
    }

    /// <summary>
    /// Downloads a file of an attempt's log as it is, compressed with gzip (<c>GET /api/logs/{id}/files/{name}</c>). When the call fails, the destination
    /// holds the beginning of the file. Logs may quote data.
    /// </summary>
    /// <param name="attemptId">The attempt.</param>
    /// <param name="fileName">The file (<see cref="TdWorkflowLogFile.FileName"/>).</param>
    /// <param name="destination">Where the file is written.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="ArgumentException">The id is not one of an attempt, or the name is empty.</exception>
    /// <exception cref="ServiceException">There is no such file (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task DownloadLogFileAsync(
        TdWorkflowAttemptId attemptId,
        string fileName,
        Stream destination,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        ArgumentNullException.ThrowIfNull(destination);
        var path = $"api/logs/{TdIds.Of(attemptId)}/files/{Uri.EscapeDataString(fileName)}";
        using var response = await _transport
            .SendForStreamAsync(Of(s_downloadLogFileOperation, path, accept: "application/gzip, */*"), cancellationToken)
            .ConfigureAwait(false);
        await response.Content.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }
}
