using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// Applies accepted imports one after the other, each when its processing time is over. With a folder, an accepted import is kept as a file
/// until it has been applied, so that a restart does not lose it.
/// </summary>
internal sealed class ImportWorker : IAsyncDisposable
{
    private readonly BrevoStore _store;
    private readonly ReportFiles _reports;
    private readonly ConnectorEmulatorOptions _options;
    private readonly string? _folder;
    private readonly Channel<(int ProcessId, ImportJob Job)> _queue = Channel.CreateUnbounded<(int, ImportJob)>();
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    public ImportWorker(BrevoStore store, ReportFiles reports, ConnectorEmulatorOptions options, string? folder)
    {
        _store = store;
        _reports = reports;
        _options = options;
        _folder = folder;
    }

    /// <summary>Queues what a restart interrupted, and starts working.</summary>
    public void Start()
    {
        foreach (
            var process in _store.Read(static store =>
                store.Processes.Where(static p => p is { EndedAt: null, Name: BackgroundProcess.Import }).ToList()
            )
        )
        {
            if (ReadFile(process.Id) is { } job)
                _queue.Writer.TryWrite((process.Id, job));
            else
                _store.Update(store => End(store, process, [], failed: true));
        }

        _work = Task.Run(() => WorkAsync(_stop.Token), CancellationToken.None);
    }

    /// <summary>Accepts an import.</summary>
    /// <param name="body">The request's body as sent.</param>
    /// <returns>The id of its process.</returns>
    /// <exception cref="BrevoError">The import as a whole cannot be accepted.</exception>
    public int Accept(ReadOnlyMemory<byte> body)
    {
        using var document = Parse(body);
        var now = _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        return _store.Update(store =>
        {
            var job = ImportReader.Read(document.RootElement, store, now);
            var duration = _options.ImportProcessingTime + (_options.ImportTimePerRow * job.Rows.Count);
            var milliseconds = (long)duration.TotalMilliseconds;
            var process = new BackgroundProcess(
                store.NextProcessId(),
                BackgroundProcess.Import,
                now,
                now + (milliseconds / 2),
                now + milliseconds
            );
            WriteFile(process.Id, job.ListIds, body.Span);
            store.Put(process);
            _queue.Writer.TryWrite((process.Id, job));
            return process.Id;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException) { }

        throw BrevoRequest.InvalidJson();
    }

    private static bool End(BrevoStore store, BackgroundProcess process, Dictionary<string, string> reports, bool failed, long? at = null)
    {
        store.Put(process with { EndedAt = at ?? process.DueAt, Reports = reports, Failed = failed });
        return true;
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var (processId, job) in _queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var process = _store.Read(store => store.Process(processId)!);
            var wait = DateTimeOffset.FromUnixTimeMilliseconds(process.DueAt) - _options.TimeProvider.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            try
            {
                _store.Update(store => Apply(store, process, job));
            }
            catch (IOException)
            {
                // The disk is full or gone: the process must not stay "processing" forever, nor stop those that follow.
                var now = _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
                _store.Update(store => End(store, process, [], failed: true, at: now));
            }

            DeleteFile(processId);
        }
    }

    private bool Apply(BrevoStore store, BackgroundProcess process, ImportJob job)
    {
        var now = _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        var reports = new Dictionary<string, string>(StringComparer.Ordinal);
        var refused = ImportApplier.Apply(job, store, _options.BrevoChoices, now);
        var columns = refused.Count > 0 ? ReportFiles.ColumnsOf(job.Rows) : [];
        foreach (var (cause, rows) in refused)
            reports[cause] = _reports.Save(process.Id, cause, columns, rows, _options.BrevoChoices);
        return End(store, process, reports, failed: false, at: now);
    }

    private string? FileOf(int processId) =>
        _folder is null ? null : Path.Combine(_folder, processId.ToString(CultureInfo.InvariantCulture) + ".json");

    /// <summary>The first line holds the lists: a list created by the import itself has no id in the body.</summary>
    private void WriteFile(int processId, int[] listIds, ReadOnlySpan<byte> body)
    {
        if (FileOf(processId) is not { } path)
            return;
        Directory.CreateDirectory(_folder!);
        using var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write);
        file.Write(System.Text.Encoding.ASCII.GetBytes(string.Join(',', listIds) + "\n"));
        file.Write(body);
        file.Dispose();
        File.Move(path + ".new", path, overwrite: true);
    }

    private ImportJob? ReadFile(int processId)
    {
        if (FileOf(processId) is not { } path || !File.Exists(path))
            return null;
        var content = File.ReadAllBytes(path);
        var end = Array.IndexOf(content, (byte)'\n');
        var ids = System.Text.Encoding.ASCII.GetString(content, 0, end).Split(',').Select(int.Parse).ToArray();
        using var document = JsonDocument.Parse(content.AsMemory(end + 1));
        return ImportReader.ReadAccepted(document.RootElement, ids);
    }

    private void DeleteFile(int processId)
    {
        if (FileOf(processId) is { } path)
            File.Delete(path);
    }
}
