using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for Treasure Data's tables.</summary>
public static class TreasureDataTablesClientExtensions
{
    /// <summary>
    /// Creates a writer that maps records to rows and appends them through <c>import_with_id</c>. The id of a batch comes from its rows, so that a repeat of the same batch is stored once.
    /// Rows count as delivered when the service has acknowledged the checksum of their batch.
    /// </summary>
    /// <param name="tables">The client's tables (<see cref="TreasureDataClient.Tables"/>).</param>
    /// <param name="map">Says how records become rows.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table. Rows are only ever appended: tables have no key.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or a name is not possible.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateImportWriter<T>(
        this TreasureDataTablesClient tables,
        RowMap<T> map,
        string database,
        string table,
        TableImportWriterOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(map);
        options ??= new TableImportWriterOptions();
        var sink = new TableImportSink(tables, TdNames.Database(database), TdNames.Table(table));
        var check = options.CheckBeforeSending ? new TableImportCheck<T>(map, tables, database, table) : null;
        return new BatchWriter<T>(map.CreateEncoder(), sink, options, check, ownsSink: true);
    }
}
