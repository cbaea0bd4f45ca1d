using System.Data;
using System.Data.Common;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Sync;

/// <summary>Begins the steps of a job: each names a source first, and then where its records go.</summary>
public sealed class SyncBuilder
{
    private readonly string _job;
    private readonly List<SyncStep> _steps = [];

    internal SyncBuilder(string job) => _job = job;

    /// <summary>The steps, in the order in which they run.</summary>
    internal IReadOnlyList<SyncStep> Steps => _steps;

    /// <summary>Reads the rows of a Trino query, which runs as a job of Treasure Data when the step begins.</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="sql">One SELECT without a semicolon at its end. A watermark and a sample are put around it.</param>
    /// <param name="options">How the job is waited for and its result read; the defaults when <see langword="null"/>.</param>
    /// <returns>The source: say where its rows go.</returns>
    public SyncSource<TdRow> FromQuery(string database, string sql, TdQueryOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(database);
        ArgumentException.ThrowIfNullOrEmpty(sql);
        return new SyncSource<TdRow>(this, new QuerySource(database, sql, options));
    }

    /// <summary>Reads the rows of a table.</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="columns">The columns; all of them when none is named.</param>
    /// <returns>The source: say where its rows go.</returns>
    public SyncSource<TdRow> FromTable(string database, string table, params string[] columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        ArgumentNullException.ThrowIfNull(columns);
        return FromQuery(database, TableSql.Select(table, columns));
    }

    /// <summary>
    /// Reads the rows of a saved query (<c>GET /v3/schedule/list</c>): its text as it stands when the step begins, run as a job of this sync, so that its schedule, its result target and its history are not touched.
    /// </summary>
    /// <param name="name">Name of the saved query; it must be a Trino query.</param>
    /// <param name="options">How the job is waited for and its result read; the defaults when <see langword="null"/>.</param>
    /// <returns>The source: say where its rows go.</returns>
    public SyncSource<TdRow> FromSavedQuery(string name, TdQueryOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new SyncSource<TdRow>(this, new SavedQuerySource(name, options));
    }

    /// <summary>Reads the members of a CDP segment: its rule becomes SQL (<c>POST /audiences/{id}/segments/query</c>), which runs as a job.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="options">How the job is waited for and its result read; the defaults when <see langword="null"/>.</param>
    /// <returns>The source: say where its rows go.</returns>
    public SyncSource<TdRow> FromSegment(TdAudienceId audienceId, TdSegmentId segmentId, TdQueryOptions? options = null) =>
        new(this, new SegmentSource(audienceId, segmentId, options));

    /// <summary>Reads records of a source of your own, opened anew by each run.</summary>
    /// <param name="open">Opens the source. The window says which records are wanted; a source without a watermark may leave it aside.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The source: say where its records go.</returns>
    public SyncSource<T> From<T>(Func<SyncWindow, CancellationToken, IAsyncEnumerable<T>> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return new SyncSource<T>(this, new DelegateSource<T>(open));
    }

    /// <summary>Reads records that are at hand.</summary>
    /// <param name="records">The records; enumerated once in each run.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The source: say where its records go.</returns>
    public SyncSource<T> From<T>(IEnumerable<T> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return new SyncSource<T>(this, new DelegateSource<T>((_, cancellationToken) => Records.OfAsync(records, cancellationToken)));
    }

    /// <summary>Reads the rows of a data reader, such as the one of another database.</summary>
    /// <param name="open">Opens the reader; the step disposes of it. The window says which rows are wanted; without a watermark it may be left aside.</param>
    /// <returns>The source: say where its rows go.</returns>
    public SyncSource<IDataRecord> FromReader(Func<SyncWindow, CancellationToken, Task<DbDataReader>> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return new SyncSource<IDataRecord>(
            this,
            new DelegateSource<IDataRecord>((window, cancellationToken) => Records.OfReaderAsync(open, window, cancellationToken))
        );
    }

    /// <summary>Reads the lines of a CSV file with a header (RFC 4180), as text columns. An empty field without quotes is NULL.</summary>
    /// <param name="path">Path of the file; one that ends in <c>.gz</c> is unpacked while it is read.</param>
    /// <param name="delimiter">What separates the fields.</param>
    /// <returns>The source: say where its rows go.</returns>
    public SyncSource<IDataRecord> FromCsv(string path, char delimiter = ',')
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FromReader((_, cancellationToken) => CsvDataReader.OpenAsync(path, delimiter, cancellationToken));
    }

    internal void Add(SyncStep step)
    {
        _steps.Add(step);
    }

    /// <summary>Checks what only the whole definition shows.</summary>
    internal void Validate()
    {
        if (_steps.Count == 0)
        {
            throw new SyncDefinitionException(
                _job,
                "it has no step. Name a source and where its records go, such as sync.FromQuery(…).ToContacts(…)."
            );
        }

        foreach (var step in _steps)
        {
            step.Validate(_job);
        }

        if (_steps.GroupBy(step => step.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new SyncDefinitionException(_job, $"two steps are called '{twice.Key}'. Give one of them another name with Named(…).");
        }
    }
}
