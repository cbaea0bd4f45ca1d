using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Sends dead letters again. Letters come from a file (<see cref="ReadFileAsync"/>), from a table (<see cref="ReadTableAsync"/>) or from anywhere else; a writer of <see cref="DeadLetter"/>s copies their bytes into
/// new requests. They must carry bodies (<see cref="BatchWriterOptions.DeadLetterBodies"/>).
/// </summary>
/// <remarks>Contacts of an import are replayed by <see cref="BrevoContactsClientExtensions.CreateReplayWriter"/>, which also puts them on their lists again.</remarks>
public static class DeadLetterReplay
{
    /// <summary>Reads the letters of a file that a <see cref="JsonLinesDeadLetterSink"/> wrote, while they are enumerated.</summary>
    /// <param name="path">The file. It may be written to at the same time.</param>
    /// <returns>The letters; after the enumeration it also tells how many lines broke off.</returns>
    public static DeadLetterFile ReadFileAsync(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new DeadLetterFile(path);
    }

    /// <summary>Reads the letters of a table that a <see cref="TdTableDeadLetterSink"/> filled: runs a query, and reads its result while it is enumerated.</summary>
    /// <param name="td">The client.</param>
    /// <param name="database">Database of the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="where">A condition in SQL on the sink's columns, such as <c>sink = 'brevo.contacts.import' AND time &gt;= 1764000000</c>; <see langword="null"/> for every letter.</param>
    /// <param name="options">How the result is waited for and read; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the query and the reading.</param>
    /// <returns>The letters, oldest first.</returns>
    /// <exception cref="ArgumentException">A name is not possible.</exception>
    /// <exception cref="FormatException">A row is no dead letter; the message has its number.</exception>
    public static IAsyncEnumerable<DeadLetter> ReadTableAsync(
        TreasureDataClient td,
        string database,
        string table,
        string? where = null,
        TdQueryOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(td);
        TdNames.Database(database);
        TdNames.Table(table);
        return DeadLetterTable.ReadAsync(td, database, table, where, options, cancellationToken);
    }

    /// <summary>Reads a letter from a row that has the columns of a <see cref="TdTableDeadLetterSink"/>; for queries of your own.</summary>
    /// <param name="row">The row. Columns that are not in it are taken for null, except <c>sink</c>, <c>record_number</c>, <c>outcome</c> and <c>cause</c>.</param>
    /// <returns>The letter.</returns>
    /// <exception cref="FormatException">The row is no dead letter.</exception>
    public static DeadLetter FromRow(TdRow row) => DeadLetterTable.Read(row);

    /// <summary>
    /// Creates a writer that sends letters to the sink they were meant for. Letters of records that were rejected, unverified or superseded are skipped unless the options say otherwise; letters without a body always are.
    /// </summary>
    /// <param name="sink">The sink; its name must be the one in the letters.</param>
    /// <param name="options">How the writer works.</param>
    /// <param name="replay">Which letters are sent.</param>
    /// <returns>The writer. A letter for another sink, or in another format, throws <see cref="InvalidOperationException"/> when it is written.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static BatchWriter<DeadLetter> CreateWriter(
        IBatchSink sink,
        BatchWriterOptions? options = null,
        DeadLetterReplayOptions? replay = null
    )
    {
        ArgumentNullException.ThrowIfNull(sink);
        return new BatchWriter<DeadLetter>(new DeadLetterEncoder(sink.Name, sink.Format, replay), sink, options);
    }
}
