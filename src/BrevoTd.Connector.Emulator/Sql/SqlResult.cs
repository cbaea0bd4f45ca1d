using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>
/// What a statement gave. Rows stream from DuckDB chunk by chunk and are read once. Values are bool, long, double, decimal, byte[],
/// string (varchar, json and, in Trino's text, date, timestamp and interval), object?[] for arrays and rows, and
/// KeyValuePair&lt;object, object?&gt;[] for maps.
/// </summary>
internal sealed class SqlResult : IAsyncDisposable
{
    private readonly IReadOnlyList<TrinoType> _types;
    private readonly IReadOnlyList<object?[]>? _ready;
    private readonly DuckDBConnection? _connection;
    private DuckDBPreparedStatement? _statement;
    private DuckDBResult _result;
    private bool _read;

    private SqlResult(IReadOnlyList<SqlColumn> columns, IReadOnlyList<TrinoType> types)
    {
        Columns = columns;
        _types = types;
    }

    private SqlResult(IReadOnlyList<SqlColumn> columns, IReadOnlyList<object?[]> rows, long? changed)
        : this(columns, [])
    {
        _ready = rows;
        RowsChanged = changed;
    }

    private SqlResult(
        IReadOnlyList<SqlColumn> columns,
        IReadOnlyList<TrinoType> types,
        DuckDBConnection connection,
        DuckDBPreparedStatement statement,
        DuckDBResult result
    )
        : this(columns, types)
    {
        _connection = connection;
        _statement = statement;
        _result = result;
    }

    public IReadOnlyList<SqlColumn> Columns { get; }

    /// <summary>Rows inserted or deleted; null for a query.</summary>
    public long? RowsChanged { get; }

    /// <summary>A result that is known already, such as the count of an insert or the list of tables.</summary>
    internal static SqlResult Ready(IReadOnlyList<SqlColumn> columns, IReadOnlyList<object?[]> rows, long? changed = null) =>
        new(columns, rows, changed);

    internal static SqlResult Streaming(
        IReadOnlyList<SqlColumn> columns,
        IReadOnlyList<TrinoType> types,
        DuckDBConnection connection,
        DuckDBPreparedStatement statement,
        DuckDBResult result
    ) => new(columns, types, connection, statement, result);

    /// <summary>The rows, each in an array of its own.</summary>
    /// <exception cref="SqlFailedException">The statement failed while it ran.</exception>
    /// <exception cref="OperationCanceledException">The token interrupted the query.</exception>
    public async IAsyncEnumerable<object?[]> ReadRowsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_read)
            throw new InvalidOperationException("The rows of a result are read once.");
        _read = true;
        if (_ready is not null)
        {
            foreach (var row in _ready)
                yield return row;
            yield break;
        }
        var readers = _types.Select(t => new VectorReader(t)).ToArray();
        while (await FetchAsync(cancellationToken).ConfigureAwait(false) is { } chunk)
        {
            using (chunk)
            {
                var count = NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
                for (var i = 0; i < readers.Length; i++)
                    readers[i].Bind(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, i));
                for (var row = 0UL; row < count; row++)
                {
                    var values = new object?[readers.Length];
                    for (var i = 0; i < values.Length; i++)
                        values[i] = readers[i].Read(row);
                    yield return values;
                }
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_statement is not null)
        {
            NativeMethods.Query.DuckDBDestroyResult(ref _result);
            _statement.Dispose();
            _statement = null;
            _connection!.Dispose();
        }
        return ValueTask.CompletedTask;
    }

    private Task<DuckDBDataChunk?> FetchAsync(CancellationToken cancellationToken) =>
        NativeCall.RunAsync(_connection!, Fetch, cancellationToken);

    private DuckDBDataChunk? Fetch()
    {
        ObjectDisposedException.ThrowIf(_statement is null, this);
        var chunk = NativeMethods.Query.DuckDBFetchChunk(_result);
        if (!chunk.IsInvalid)
            return chunk;
        chunk.Dispose();
        var error = NativeMethods.Query.DuckDBResultError(ref _result);
        return string.IsNullOrEmpty(error) ? null : throw ErrorText.ToException(error);
    }
}
