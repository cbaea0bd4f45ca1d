using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>The three tables: their columns, and the jobs that read and write them.</summary>
internal sealed class TdStateTables(TreasureDataClient client, TdTableSyncStoreOptions options, TimeProvider clock)
{
    private const int MaxDocumentBytes = 512 * 1024;
    private const int RowsPerImport = 100_000;

    // In place of a key: the set was forgotten here.
    private const string AllKeys = "*";

    // A lease lasts a day at most, so that older rows tell nothing; they need not be read.
    private static readonly TimeSpan s_leaseMemory = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_maxPollDelay = TimeSpan.FromSeconds(10);

    private static readonly TdSchema s_leases = new(
        Text("job"),
        Text("owner"),
        Text("step"),
        Text("claim"),
        Number("changed_at"),
        Number("expires_at"),
        Number("sequence"),
        Text("writer")
    );

    private static readonly TdSchema s_documents = new(Text("job"), Text("name"), Text("content"), Number("sequence"), Text("writer"));

    private static readonly TdSchema s_marks = new(Text("mark_set"), Text("mark_key"), Text("content"), Number("sequence"), Text("writer"));

    private readonly ConcurrentDictionary<string, bool> _ensured = new(StringComparer.Ordinal);
    private readonly string _database = options.Database!;
    private long _sequence;

    /// <summary>Names this process in rows: the second sort key of their order.</summary>
    public string Writer { get; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public string Leases => options.TablePrefix + "_leases";

    public string Documents => options.TablePrefix + "_documents";

    public string Marks => options.TablePrefix + "_marks";

    public async Task<List<TdLeaseRow>> ReadLeasesAsync(string job, CancellationToken cancellationToken)
    {
        await EnsureAsync(Leases, s_leases, cancellationToken).ConfigureAwait(false);
        var since = (clock.GetUtcNow() - s_leaseMemory).ToUnixTimeSeconds();
        var rows = new List<TdLeaseRow>();
        await foreach (
            var row in QueryAsync(
                    Invariant(
                        $"SELECT owner, step, claim, changed_at, expires_at, sequence, writer FROM {Leases} WHERE time >= {since} AND job = '{job}'"
                    ),
                    cancellationToken
                )
                .ConfigureAwait(false)
        )
        {
            rows.Add(new TdLeaseRow(row.Text(0), row.Text(1), row.Text(2), row.Int64(3), row.Int64(4), row.Int64(5), row.Text(6)));
        }

        return rows;
    }

    public async Task AppendLeaseAsync(
        string job,
        string owner,
        string step,
        string claim,
        DateTimeOffset expiresAt,
        CancellationToken cancellationToken
    )
    {
        await EnsureAsync(Leases, s_leases, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        await RunAsync(
                Invariant(
                    $"INSERT INTO {Leases} (time, job, owner, step, claim, changed_at, expires_at, sequence, writer) SELECT {now.ToUnixTimeSeconds()}, '{job}', '{owner}', '{step}', '{claim}', {now.ToUnixTimeMilliseconds()}, {expiresAt.ToUnixTimeMilliseconds()}, greatest({NextSequence()}, coalesce(max(sequence), 0) + 1), '{Writer}' FROM {Leases} WHERE time >= {(now - s_leaseMemory).ToUnixTimeSeconds()} AND job = '{job}'"
                ),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public async Task<byte[]?> ReadDocumentAsync(string job, string name, CancellationToken cancellationToken)
    {
        await EnsureAsync(Documents, s_documents, cancellationToken).ConfigureAwait(false);
        byte[]? content = null;
        await foreach (
            var row in QueryAsync(
                    Invariant(
                        $"SELECT content FROM {Documents} WHERE job = '{job}' AND name = '{name}' ORDER BY sequence DESC, writer DESC LIMIT 1"
                    ),
                    cancellationToken
                )
                .ConfigureAwait(false)
        )
        {
            content = Convert.FromBase64String(row.Text(0));
        }

        return content;
    }

    public async Task WriteDocumentAsync(string job, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > MaxDocumentBytes)
        {
            throw new ArgumentException(
                Invariant($"A document of {content.Length:N0} bytes is too large for a query's text: at most {MaxDocumentBytes:N0} bytes."),
                nameof(content)
            );
        }

        await EnsureAsync(Documents, s_documents, cancellationToken).ConfigureAwait(false);

        // The service counts on from what it has, so that the last writer wins, however its clock goes.
        await RunAsync(
                Invariant(
                    $"INSERT INTO {Documents} (time, job, name, content, sequence, writer) SELECT {clock.GetUtcNow().ToUnixTimeSeconds()}, '{job}', '{name}', '{Convert.ToBase64String(content.Span)}', greatest({NextSequence()}, coalesce(max(sequence), 0) + 1), '{Writer}' FROM {Documents} WHERE job = '{job}' AND name = '{name}'"
                ),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>The newest row of each key, also of keys that were taken out.</summary>
    public async IAsyncEnumerable<(SyncMark Mark, long Sequence)> ReadMarksAsync(
        string set,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await EnsureAsync(Marks, s_marks, cancellationToken).ConfigureAwait(false);
        await foreach (
            var row in QueryAsync(
                    Invariant(
                        $"SELECT mark_key, content, sequence FROM (SELECT mark_key, content, sequence, row_number() OVER (PARTITION BY mark_key ORDER BY sequence DESC, writer DESC) AS place FROM {Marks} WHERE mark_set = '{set}' AND mark_key <> '{AllKeys}' AND sequence > coalesce((SELECT max(sequence) FROM {Marks} WHERE mark_set = '{set}' AND mark_key = '{AllKeys}'), 0)) AS placed WHERE place = 1"
                    ),
                    cancellationToken
                )
                .ConfigureAwait(false)
        )
        {
            var content = row.TextOrNull(1);
            var sequence = row.Int64(2);
            SeeSequence(sequence);
            yield return (new SyncMark(FromHex(row.Text(0)), content is null ? null : FromHex(content)), sequence);
        }
    }

    /// <summary>Adds a row after which earlier ones of the set no longer count.</summary>
    public async Task ForgetMarksAsync(string set, CancellationToken cancellationToken)
    {
        await EnsureAsync(Marks, s_marks, cancellationToken).ConfigureAwait(false);
        await foreach (
            var row in QueryAsync(
                    Invariant($"SELECT coalesce(max(sequence), 0) AS newest FROM {Marks} WHERE mark_set = '{set}'"),
                    cancellationToken
                )
                .ConfigureAwait(false)
        )
        {
            SeeSequence(row.Int64(0));
        }

        await RunAsync(
                Invariant(
                    $"INSERT INTO {Marks} (time, mark_set, mark_key, content, sequence, writer) VALUES ({clock.GetUtcNow().ToUnixTimeSeconds()}, '{set}', '{AllKeys}', CAST(NULL AS varchar), {NextSequence()}, '{Writer}')"
                ),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Writes marks of different keys.</summary>
    /// <returns>Their sequence, and whether queries see them already.</returns>
    public async Task<(long Sequence, bool IsVisible)> WriteMarksAsync(
        string set,
        IReadOnlyCollection<SyncMark> marks,
        CancellationToken cancellationToken
    )
    {
        await EnsureAsync(Marks, s_marks, cancellationToken).ConfigureAwait(false);
        var sequence = NextSequence();
        var time = clock.GetUtcNow().ToUnixTimeSeconds();
        if (marks.Count <= options.InsertMarksUpTo)
        {
            var sql = new StringBuilder(Invariant($"INSERT INTO {Marks} (time, mark_set, mark_key, content, sequence, writer) VALUES "));
            var separator = "";
            foreach (var mark in marks)
            {
                var content = mark.Content is { } value ? $"'{Hex(value)}'" : "CAST(NULL AS varchar)";
                sql.Append(
                    CultureInfo.InvariantCulture,
                    $"{separator}({time}, '{set}', '{Hex(mark.Key)}', {content}, {sequence}, '{Writer}')"
                );
                separator = ", ";
            }

            await RunAsync(sql.ToString(), cancellationToken).ConfigureAwait(false);
            return (sequence, true);
        }

        foreach (var part in marks.Chunk(RowsPerImport))
        {
            var rows = new ArrayBufferWriter<byte>();
            var writer = new TdRowWriter(rows);
            foreach (var mark in part)
            {
                writer.BeginRow();
                writer.WriteTime(time);
                writer.Write("mark_set", set);
                writer.Write("mark_key", Hex(mark.Key));
                writer.Write("content", mark.Content is { } value ? Hex(value) : null);
                writer.Write("sequence", sequence);
                writer.Write("writer", Writer);
                writer.EndRow();
            }

            await client
                .Tables.ImportAsync(TdImportBody.Create(_database, Marks, rows.WrittenMemory), cancellationToken)
                .ConfigureAwait(false);
        }

        return (sequence, false);
    }

    private static TdColumn Text(string name) => new(name, "string");

    private static TdColumn Number(string name) => new(name, "long");

    private static string Hex(UInt128 value) => value.ToString("x32", CultureInfo.InvariantCulture);

    private static UInt128 FromHex(string hex) => UInt128.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Microseconds of the clock, counted on from every number that was seen or used.</summary>
    private long NextSequence()
    {
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        while (true)
        {
            var seen = Volatile.Read(ref _sequence);
            var next = Math.Max(now, seen + 1);
            if (Interlocked.CompareExchange(ref _sequence, next, seen) == seen)
            {
                return next;
            }
        }
    }

    private void SeeSequence(long sequence)
    {
        for (var seen = Volatile.Read(ref _sequence); sequence > seen; )
        {
            var found = Interlocked.CompareExchange(ref _sequence, sequence, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }

    private TdWaitOptions Wait =>
        new()
        {
            InitialPollDelay = options.PollDelay,
            MaxPollDelay = s_maxPollDelay,
            Timeout = options.JobTimeout,
        };

    private async Task EnsureAsync(string table, TdSchema schema, CancellationToken cancellationToken)
    {
        if (!_ensured.ContainsKey(table))
        {
            await client.Tables.EnsureTableAsync(_database, table, schema, cancellationToken: cancellationToken).ConfigureAwait(false);
            _ensured[table] = true;
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        var job = await client
            .Jobs.IssueAsync(new TdQueryRequest { Database = _database, Query = sql }, cancellationToken)
            .ConfigureAwait(false);
        await client.Jobs.WaitAsync(job.JobId, Wait, progress: null, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<TdRow> QueryAsync(string sql, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var result = client.Jobs.Query(_database, sql, new TdQueryOptions { Wait = Wait });
        await using (((IAsyncDisposable)result).ConfigureAwait(false))
        {
            await foreach (var row in result.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
    }
}
