using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Bulk import sessions: parts are uploaded, checked by a job, and become rows at once when they are committed.</summary>
internal sealed class BulkImportStore(TableStore tables, JobBoard jobs, TimeProvider clock, string folder, string? logPath)
    : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly JsonLog<BulkImportState> _log = new(logPath, StateJsonContext.Default.BulkImportState);
    private readonly Dictionary<string, BulkImportState> _sessions = new(StringComparer.Ordinal);
    private readonly List<Task> _commits = [];
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Reads the sessions of earlier runs; work that was cut off then can be started again.</summary>
    public void Open()
    {
        foreach (var session in _log.Open(KeepLatest))
            _sessions[session.Name] = session;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        Task[] commits;
        lock (_gate)
        {
            commits = [.. _commits];
        }

        await Task.WhenAll(commits).ConfigureAwait(false);
        _log.Dispose();
        _closing.Dispose();
    }

    public IReadOnlyList<BulkImportState> List()
    {
        lock (_gate)
        {
            return [.. _sessions.Values.OrderBy(session => session.Name, StringComparer.Ordinal)];
        }
    }

    /// <exception cref="TdException">404.</exception>
    public BulkImportState Get(string name)
    {
        lock (_gate)
        {
            return _sessions.GetValueOrDefault(name) ?? throw TdException.NotFound($"Couldn't find BulkImport with name = {name}");
        }
    }

    public void Create(string name, string database, string table)
    {
        tables.Table(database, table);
        lock (_gate)
        {
            if (_sessions.ContainsKey(name))
                throw TdException.Conflict($"Bulk import session {name} already exists");
            Keep(
                new BulkImportState
                {
                    Name = name,
                    Database = database,
                    Table = table,
                }
            );
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            var session = Get(name);
            if (session.Status is BulkImportStatus.Performing or BulkImportStatus.Committing)
                throw TdException.Conflict($"Bulk import session {name} is {session.Status}");
            _sessions.Remove(name);
            _log.Append(session with { IsDeleted = true });
            if (Directory.Exists(SessionFolder(name)))
                Directory.Delete(SessionFolder(name), recursive: true);
        }
    }

    /// <summary>Keeps a part, in place of one of the same name.</summary>
    public void Upload(string name, string part, ReadOnlySpan<byte> bytes)
    {
        if (part.Contains('/', StringComparison.Ordinal) || part.Count(c => c == '.') > 1)
            throw TdException.Invalid("A part name must not contain '/' and at most one '.'");
        lock (_gate)
        {
            var session = GetForUpload(name);
            Directory.CreateDirectory(SessionFolder(name));
            File.WriteAllBytes(PartPath(name, part), bytes.ToArray());
            if (!session.Parts.Contains(part))
                Keep(session with { Parts = [.. session.Parts, part] });
        }
    }

    public void DeletePart(string name, string part)
    {
        lock (_gate)
        {
            var session = GetForUpload(name);
            if (!session.Parts.Contains(part))
                throw TdException.NotFound($"Couldn't find part {part} of bulk import session {name}");
            File.Delete(PartPath(name, part));
            Keep(session with { Parts = [.. session.Parts.Where(known => known != part)] });
        }
    }

    public void Freeze(string name)
    {
        lock (_gate)
        {
            var session = Get(name);
            if (session.UploadFrozen)
                throw TdException.Conflict($"Bulk import session {name} is already frozen");
            Keep(session with { UploadFrozen = true });
        }
    }

    /// <summary>Opens a session for uploads again; what an earlier job found out no longer counts.</summary>
    public void Unfreeze(string name)
    {
        lock (_gate)
        {
            var session = Get(name);
            if (session.Status is not (BulkImportStatus.Uploading or BulkImportStatus.Ready))
                throw TdException.Conflict($"Bulk import session {name} is {session.Status}");
            Keep(session with { UploadFrozen = false, Status = BulkImportStatus.Uploading });
        }
    }

    /// <summary>Starts the job that checks the parts; uploads are frozen from now on.</summary>
    public Job Perform(string name, int priority)
    {
        lock (_gate)
        {
            var session = Get(name);
            if (session.Status is not (BulkImportStatus.Uploading or BulkImportStatus.Ready))
                throw TdException.Conflict($"Bulk import session {name} is {session.Status}");
            var job = jobs.Issue(
                new Job
                {
                    Id = 0,
                    Type = "bulk_import",
                    Database = session.Database,
                    Priority = priority,
                },
                (_, token) => Task.Run(() => CheckParts(name, session.Parts, token), token)
            );
            Keep(session with { Status = BulkImportStatus.Performing, UploadFrozen = true, JobId = job.Id });
            _commits.RemoveAll(task => task.IsCompleted);
            _commits.Add(EndPerformAsync(name, job.Id));
            return job;
        }
    }

    /// <summary>Starts to add the valid rows to the table, all at once.</summary>
    public void Commit(string name)
    {
        lock (_gate)
        {
            var session = Get(name);
            if (session.Status != BulkImportStatus.Ready)
                throw TdException.Conflict($"Bulk import session {name} is {session.Status}, not ready");
            tables.Table(session.Database, session.Table);
            Keep(session with { Status = BulkImportStatus.Committing });
            _commits.RemoveAll(task => task.IsCompleted);
            _commits.Add(Task.Run(() => CommitAsync(session)));
        }
    }

    /// <summary>The file with the refused rows, gzip'd MessagePack maps; null when there are none.</summary>
    public string? ErrorRecords(string name)
    {
        var session = Get(name);
        return session.ErrorRecords > 0 ? ErrorPath(name) : null;
    }

    private JobOutcome CheckParts(string name, IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        var (validRecords, errorRecords, validParts, errorParts) = (0L, 0L, 0, 0);
        using var refused = new MemoryStream();
        foreach (var part in parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryRead(name, part) is not { } rows)
            {
                errorParts++;
                continue;
            }

            validParts++;
            validRecords += rows.Count;
            errorRecords += rows.Refused.Count;
            foreach (var row in rows.Refused)
                refused.Write(row);
        }

        Directory.CreateDirectory(SessionFolder(name));
        File.WriteAllBytes(ErrorPath(name), GzipBody.Compress(refused.ToArray()));
        lock (_gate)
        {
            Keep(
                Get(name) with
                {
                    // Before the job is shown as done: a client that has seen it done may commit at once.
                    Status = BulkImportStatus.Ready,
                    ValidRecords = validRecords,
                    ErrorRecords = errorRecords,
                    ValidParts = validParts,
                    ErrorParts = errorParts,
                }
            );
        }

        return new JobOutcome();
    }

    /// <summary>A job that failed or was killed lets its session be performed again.</summary>
    private async Task EndPerformAsync(string name, long jobId)
    {
        await jobs.WaitAsync(jobId, CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
        {
            if (_sessions.TryGetValue(name, out var session) && session.Status == BulkImportStatus.Performing && session.JobId == jobId)
                Keep(session with { Status = BulkImportStatus.Uploading });
        }
    }

    private async Task CommitAsync(BulkImportState session)
    {
        var status = BulkImportStatus.Ready;
        try
        {
            // The id makes a commit that was cut off after its rows were stored harmless to repeat.
            var id = new ImportId("bulk_import:" + session.Name + ":" + session.JobId, "");
            await tables
                .ImportAsync(
                    session.Database,
                    session.Table,
                    session.Parts.Select(part => TryRead(session.Name, part)).OfType<ImportRows>(),
                    TableStore.BulkColumns,
                    id,
                    _closing.Token
                )
                .ConfigureAwait(false);
            status = BulkImportStatus.Committed;
        }
#pragma warning disable CA1031 // Nobody waits for this task: the session's status is the only answer.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Back to ready: the commit can be asked for again.
        }

        lock (_gate)
        {
            Keep(Get(session.Name) with { Status = status });
        }
    }

    private ImportRows? TryRead(string name, string part)
    {
        try
        {
            var bytes = GzipBody.Unpack(File.ReadAllBytes(PartPath(name, part)), ImportLimits.UnpackedBytes);
            return new ImportReader(TimeRule.RefuseRow, clock.GetUtcNow().ToUnixTimeSeconds()).Read(bytes);
        }
        catch (Exception exception) when (exception is InvalidDataException or ImportFormatException or BodyTooLargeException)
        {
            return null;
        }
    }

    private BulkImportState GetForUpload(string name)
    {
        var session = Get(name);
        if (session.UploadFrozen || session.Status != BulkImportStatus.Uploading)
            throw TdException.Conflict($"Bulk import session {name} is {(session.UploadFrozen ? "frozen" : session.Status)}");
        return session;
    }

    private void Keep(BulkImportState session)
    {
        _sessions[session.Name] = session;
        _log.Append(session);
    }

    /// <summary>Names may hold any character, so the file system gets their hash.</summary>
    private static string FileName(string name) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToLowerInvariant();

    private string SessionFolder(string name) => Path.Combine(folder, FileName(name));

    private string PartPath(string name, string part) => Path.Combine(SessionFolder(name), FileName(part) + ".msgpack.gz");

    private string ErrorPath(string name) => Path.Combine(SessionFolder(name), "errors.gz");

    private static List<BulkImportState> KeepLatest(List<BulkImportState> entries)
    {
        var latest = new Dictionary<string, BulkImportState>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.IsDeleted)
                latest.Remove(entry.Name);
            else
                latest[entry.Name] = entry;
        }

        return
        [
            .. latest.Values.Select(session =>
                session.Status switch
                {
                    BulkImportStatus.Performing => session with { Status = BulkImportStatus.Uploading },
                    BulkImportStatus.Committing => session with { Status = BulkImportStatus.Ready },
                    _ => session,
                }
            ),
        ];
    }
}
