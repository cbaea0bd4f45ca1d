using System.Buffers;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Keeps dead letters as rows of a table in Treasure Data, through <c>import_with_id</c>: one request for each group of letters, repeated without storing twice. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Columns: <c>time</c> (Unix seconds of the outcome), <c>sink</c>, <c>record_number</c>, <c>outcome</c> (<c>dead_lettered</c>, <c>rejected</c>, <c>unverified</c>), <c>cause</c>, <c>attempts</c>, <c>settled_at</c> (ISO 8601), and, null where
/// the letter has none, <c>record_key</c>, <c>process_id</c>, <c>request_settings</c> (<see cref="DeadLetter.Partition"/>), <c>failures</c> (a JSON array), <c>body_format</c> (<c>json</c>, or <c>msgpack</c> in Base64) and <c>body</c>.
/// </para>
/// <para>
/// The table is created with the first letter, or gets the columns that it lacks; the database must exist. Rows appear in queries with the delay that imports have: a letter is safe when
/// its import is acknowledged. Key and body are personal data, in the hands of whoever may read the table (<see cref="BatchWriterOptions.DeadLetterKeys"/>, <see cref="BatchWriterOptions.DeadLetterBodies"/>).
/// </para>
/// </remarks>
public sealed class TdTableDeadLetterSink : IDeadLetterSink
{
    private readonly TreasureDataTablesClient _tables;
    private readonly string _database;
    private readonly string _table;
    private volatile bool _isThere;

    /// <summary>Creates the sink. Nothing is sent before the first letter.</summary>
    /// <param name="tables">The client's tables (<see cref="TreasureDataClient.Tables"/>).</param>
    /// <param name="database">Database of the table; it must exist.</param>
    /// <param name="table">The table; created if it is missing.</param>
    /// <exception cref="ArgumentException">A name is not possible.</exception>
    public TdTableDeadLetterSink(TreasureDataTablesClient tables, string database, string table)
    {
        ArgumentNullException.ThrowIfNull(tables);
        TdNames.Database(database);
        TdNames.Table(table);
        _tables = tables;
        _database = database;
        _table = table;
    }

    /// <inheritdoc/>
    /// <exception cref="TreasureDataSchemaException">The table has columns of these names and other types.</exception>
    /// <exception cref="ServiceException">There is no such database, or the service refuses the rows.</exception>
    /// <exception cref="ConnectorException">A call failed for another reason.</exception>
    public async ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letters);
        if (letters.Count == 0)
        {
            return;
        }

        var rows = new ArrayBufferWriter<byte>();
        var writer = new TdRowWriter(rows);
        foreach (var letter in letters)
        {
            DeadLetterTable.Write(letter, writer);
        }

        var body = TdImportBody.Create(_database, _table, rows.WrittenMemory);
        await EnsureTableAsync(cancellationToken).ConfigureAwait(false);
        await _tables.ImportAsync(body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Two groups at once may both do this: it changes nothing the second time.</summary>
    private async Task EnsureTableAsync(CancellationToken cancellationToken)
    {
        if (!_isThere)
        {
            await _tables
                .EnsureTableAsync(_database, _table, DeadLetterTable.Columns, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            _isThere = true;
        }
    }
}
