using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// Keeps what syncs remember in a SQLite file, for jobs that run on one machine. Any number of processes may use the file at once: every change is a transaction, and readers are not
/// held up by writers (write-ahead log).
/// </summary>
/// <remarks>
/// Tables: <c>sync_lease</c> (job, owner, expires_at in Unix milliseconds), <c>sync_document</c> (job, name, content), <c>sync_set</c> (id, name), <c>sync_mark</c> (set_id, key,
/// content: 16 bytes each, big-endian). The file must be on a local disk: SQLite's write-ahead log does not work over a network. SQLite works synchronously: calls run on threads of the pool.
/// On Unix a file that the store creates is readable and writable by its owner only (mode 600).
/// </remarks>
public sealed class SqliteSyncStore : ISyncStore, IDisposable
{
    private const int SchemaVersion = 1;
    private const int MarksAtOnce = 5000;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS sync_lease (job TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS sync_document (job TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (job, name));
        CREATE TABLE IF NOT EXISTS sync_set (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS sync_mark (set_id INTEGER NOT NULL, key BLOB NOT NULL, content BLOB NOT NULL, PRIMARY KEY (set_id, key)) WITHOUT ROWID;
        """;

    private readonly SqliteSyncStoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly string _path;
    private readonly string _connectionString;

    // Writers of one process queue here instead of in SQLite, which would hold a thread for each.
    private readonly SemaphoreSlim _writer = new(1);
    private int _isPrepared;

    /// <summary>Creates a store.</summary>
    /// <param name="path">Path of the database file; it is created if it is missing.</param>
    /// <param name="timeProvider">Clock of the leases; <see langword="null"/> for the system's.</param>
    public SqliteSyncStore(string path, TimeProvider? timeProvider = null)
        : this(new SqliteSyncStoreOptions { Path = path }, timeProvider) { }

    /// <summary>Creates a store.</summary>
    /// <param name="options">Where and how it keeps things.</param>
    /// <param name="timeProvider">Clock of the leases; <see langword="null"/> for the system's.</param>
    /// <exception cref="OptionsValidationException">An option is missing or out of range.</exception>
    public SqliteSyncStore(SqliteSyncStoreOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(SqliteSyncStoreOptions), problems);
        }

        _options = options;
        _clock = timeProvider ?? TimeProvider.System;
        _path = Path.GetFullPath(options.Path!);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = (int)options.BusyTimeout.TotalSeconds,
        }.ToString();
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The database could not be read or written.</exception>
    public Task<SyncLease?> TryAcquireLeaseAsync(string job, string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        CheckName(job, nameof(job));
        CheckName(owner, nameof(owner));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        return ChangeLeaseAsync(
            """
            INSERT INTO sync_lease (job, owner, expires_at) VALUES ($job, $owner, $expires)
            ON CONFLICT (job) DO UPDATE SET owner = $owner, expires_at = $expires WHERE owner = $owner OR expires_at <= $now
            """,
            job,
            owner,
            duration,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The database could not be read or written.</exception>
    public Task<SyncLease?> RenewLeaseAsync(SyncLease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        return ChangeLeaseAsync(
            "UPDATE sync_lease SET expires_at = $expires WHERE job = $job AND owner = $owner AND $now IS NOT NULL",
            lease.Job,
            lease.Owner,
            duration,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The database could not be written.</exception>
    public Task ReleaseLeaseAsync(SyncLease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return WriteAsync(
            (connection, transaction) =>
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "DELETE FROM sync_lease WHERE job = $job AND owner = $owner";
                command.Parameters.AddWithValue("$job", lease.Job);
                command.Parameters.AddWithValue("$owner", lease.Owner);
                return command.ExecuteNonQuery();
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The database could not be read.</exception>
    public Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken = default)
    {
        CheckName(job, nameof(job));
        CheckName(name, nameof(name));
        return RunAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT content FROM sync_document WHERE job = $job AND name = $name";
                command.Parameters.AddWithValue("$job", job);
                command.Parameters.AddWithValue("$name", name);
                return (byte[]?)command.ExecuteScalar();
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The database could not be written; an earlier document is as it was.</exception>
    public Task WriteDocumentAsync(string job, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        CheckName(job, nameof(job));
        CheckName(name, nameof(name));
        var bytes = content.ToArray();
        return WriteAsync(
            (connection, transaction) =>
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText =
                    "INSERT INTO sync_document (job, name, content) VALUES ($job, $name, $content) ON CONFLICT (job, name) DO UPDATE SET content = $content";
                command.Parameters.AddWithValue("$job", job);
                command.Parameters.AddWithValue("$name", name);
                command.Parameters.AddWithValue("$content", bytes);
                return command.ExecuteNonQuery();
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    /// <remarks>Read in pages by key, so that a slow reader holds nothing up: marks that are written meanwhile may be seen or not.</remarks>
    /// <exception cref="SyncStoreException">The database could not be read.</exception>
    public async IAsyncEnumerable<SyncMark> ReadMarksAsync(
        string set,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        CheckName(set, nameof(set));
        byte[] after = [];
        while (true)
        {
            var last = after;
            var page = await RunAsync(connection => ReadPage(connection, set, last), cancellationToken).ConfigureAwait(false);
            foreach (var mark in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return mark;
            }

            if (page.Count < MarksAtOnce)
            {
                yield break;
            }

            after = Bytes(page[^1].Key);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The database could not be written.</exception>
    public Task WriteMarksAsync(string set, IReadOnlyList<SyncMark> marks, CancellationToken cancellationToken = default)
    {
        CheckName(set, nameof(set));
        ArgumentNullException.ThrowIfNull(marks);
        return marks.Count == 0
            ? Task.CompletedTask
            : WriteAsync((connection, transaction) => WriteMarks(connection, transaction, set, marks), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="SyncStoreException">The database could not be written.</exception>
    public Task DeleteMarksAsync(string set, CancellationToken cancellationToken = default)
    {
        CheckName(set, nameof(set));
        return WriteAsync(
            (connection, transaction) =>
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "DELETE FROM sync_mark WHERE set_id = (SELECT id FROM sync_set WHERE name = $set)";
                command.Parameters.AddWithValue("$set", set);
                return command.ExecuteNonQuery();
            },
            cancellationToken
        );
    }

    /// <summary>Closes the connections that are kept open for later calls.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static List<SyncMark> ReadPage(SqliteConnection connection, string set, byte[] after)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT m.key, m.content FROM sync_mark AS m JOIN sync_set AS s ON s.id = m.set_id
            WHERE s.name = $set AND m.key > $after ORDER BY m.key LIMIT $limit
            """;
        command.Parameters.AddWithValue("$set", set);
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$limit", MarksAtOnce);
        using var reader = command.ExecuteReader();
        var page = new List<SyncMark>();
        var bytes = new byte[16];
        while (reader.Read())
        {
            reader.GetBytes(0, 0, bytes, 0, bytes.Length);
            var key = BinaryPrimitives.ReadUInt128BigEndian(bytes);
            reader.GetBytes(1, 0, bytes, 0, bytes.Length);
            page.Add(new SyncMark(key, BinaryPrimitives.ReadUInt128BigEndian(bytes)));
        }

        return page;
    }

    private static int WriteMarks(SqliteConnection connection, SqliteTransaction transaction, string set, IReadOnlyList<SyncMark> marks)
    {
        using var find = connection.CreateCommand();
        find.Transaction = transaction;
        find.CommandText =
            "INSERT INTO sync_set (name) VALUES ($set) ON CONFLICT (name) DO NOTHING; SELECT id FROM sync_set WHERE name = $set";
        find.Parameters.AddWithValue("$set", set);
        var id = (long)find.ExecuteScalar()!;

        using var keep = connection.CreateCommand();
        keep.Transaction = transaction;
        keep.CommandText =
            "INSERT INTO sync_mark (set_id, key, content) VALUES ($set, $key, $content) ON CONFLICT (set_id, key) DO UPDATE SET content = excluded.content";
        keep.Parameters.AddWithValue("$set", id);
        var keptKey = keep.Parameters.Add("$key", SqliteType.Blob);
        var keptContent = keep.Parameters.Add("$content", SqliteType.Blob);

        using var remove = connection.CreateCommand();
        remove.Transaction = transaction;
        remove.CommandText = "DELETE FROM sync_mark WHERE set_id = $set AND key = $key";
        remove.Parameters.AddWithValue("$set", id);
        var removedKey = remove.Parameters.Add("$key", SqliteType.Blob);

        var changed = 0;
        foreach (var mark in marks)
        {
            if (mark.Content is { } content)
            {
                keptKey.Value = Bytes(mark.Key);
                keptContent.Value = Bytes(content);
                changed += keep.ExecuteNonQuery();
            }
            else
            {
                removedKey.Value = Bytes(mark.Key);
                changed += remove.ExecuteNonQuery();
            }
        }

        return changed;
    }

    private static byte[] Bytes(UInt128 value)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return bytes;
    }

    private static void CheckName(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Length is 0 or > 128 || name.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')))
        {
            throw new ArgumentException("A name has 1 to 128 letters (a-z, A-Z), digits, '.', '-' and '_', and nothing else.", parameter);
        }
    }

    private async Task<SyncLease?> ChangeLeaseAsync(
        string sql,
        string job,
        string owner,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        var expires = DateTimeOffset.MinValue;
        var changed = await WriteAsync(
                (connection, transaction) =>
                {
                    // The clock is read when it is this writer's turn: it may have waited for others.
                    var now = _clock.GetUtcNow();
                    expires = DateTimeOffset.FromUnixTimeMilliseconds((now + duration).ToUnixTimeMilliseconds());
                    using var command = connection.CreateCommand();
                    command.Transaction = transaction;
                    command.CommandText = sql;
                    command.Parameters.AddWithValue("$job", job);
                    command.Parameters.AddWithValue("$owner", owner);
                    command.Parameters.AddWithValue("$expires", expires.ToUnixTimeMilliseconds());
                    command.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
                    return command.ExecuteNonQuery();
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return changed > 0 ? new SyncLease(job, owner, expires) : null;
    }

    private async Task<int> WriteAsync(Func<SqliteConnection, SqliteTransaction, int> work, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(
                    connection =>
                    {
                        using var transaction = connection.BeginTransaction(deferred: false);
                        var changed = work(connection, transaction);
                        transaction.Commit();
                        return changed;
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    private async Task<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(
                    () =>
                    {
                        CreateFile();
                        using var connection = new SqliteConnection(_connectionString);
                        connection.Open();
                        Prepare(connection);
                        return work(connection);
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (SqliteException e)
        {
            throw new SyncStoreException(
                $"The database {_path} could not be read or written (SQLite error {e.SqliteErrorCode}); what was kept before is as it was. Check that it is a SQLite file on a local disk, that this user may write to its folder, and that the disk is not full.",
                e
            )
            {
                // SQLITE_BUSY and SQLITE_LOCKED.
                IsTransient = e.SqliteErrorCode is 5 or 6,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SyncStoreException($"The database {_path} could not be created. Check that this user may write to its folder.", e);
        }
    }

    /// <summary>An empty file is an empty database to SQLite, which gives its side files the modes of the main one.</summary>
    private void CreateFile()
    {
        if (Volatile.Read(ref _isPrepared) != 0 || File.Exists(_path))
        {
            return;
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
        };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        }
        else
        {
            Directory.CreateDirectory(
                Path.GetDirectoryName(_path)!,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(_path, options).Dispose();
    }

    private void Prepare(SqliteConnection connection)
    {
        if (Volatile.Read(ref _isPrepared) == 0)
        {
            var version = (long)Execute(connection, "PRAGMA user_version")!;
            if (version > SchemaVersion)
            {
                throw new SyncStoreException(
                    $"The database {_path} was written by a later version of this library (its tables are version {version}, this library knows {SchemaVersion}). Update the library, or use another file."
                );
            }

            Execute(connection, "PRAGMA journal_mode=WAL");
            using var transaction = connection.BeginTransaction(deferred: false);
            Execute(connection, Schema, transaction);
            Execute(connection, $"PRAGMA user_version = {SchemaVersion}", transaction);
            transaction.Commit();
            Volatile.Write(ref _isPrepared, 1);
        }

        // Belongs to the connection, not to the file.
        Execute(connection, _options.FlushToDisk ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    }

    private static object? Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every statement is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
