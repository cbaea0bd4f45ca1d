using System.Data;
using System.Data.Common;
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
        var check = options.CheckBeforeSending ? new MapImportCheck<T>(map, tables, database, table, options) : null;
        return new BatchWriter<T>(map.CreateEncoder(), sink, options, check, ownsSink: true);
    }

    /// <summary>
    /// Creates a writer that appends the rows of a data reader, or of other <see cref="IDataRecord"/>s, by their names and types. Names and types are read from the first record;
    /// columns that the table lacks are added before the first row is sent.
    /// </summary>
    /// <param name="tables">The client's tables (<see cref="TreasureDataClient.Tables"/>).</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table. Rows are only ever appended: tables have no key.</param>
    /// <param name="conversion">How values are written, and where <c>time</c> comes from; the defaults when <see langword="null"/>.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a name is not possible.</exception>
    public static BatchWriter<IDataRecord> CreateDataRecordWriter(
        this TreasureDataTablesClient tables,
        string database,
        string table,
        TdRowConversion? conversion = null,
        TableImportWriterOptions? options = null
    )
    {
        options ??= new TableImportWriterOptions();
        var encoder = new DataRecordEncoder(conversion ?? TdRowConversion.Default, options.TimeProvider);
        return Create(tables, encoder, columns: null, database, table, options);
    }

    /// <summary>Creates a writer that appends rows that are dictionaries; see <see cref="TdRowEncoders.ForDictionaries{TValue}"/>.</summary>
    /// <param name="tables">The client's tables (<see cref="TreasureDataClient.Tables"/>).</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table. Rows are only ever appended: tables have no key.</param>
    /// <param name="columns">Columns that are added to the table before the first row is sent; <see langword="null"/> leaves columns to the service.</param>
    /// <param name="conversion">How values are written, and where <c>time</c> comes from; the defaults when <see langword="null"/>.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="TValue">Type of the values.</typeparam>
    /// <exception cref="ArgumentException">An option is out of range, or a name is not possible.</exception>
    public static BatchWriter<IReadOnlyDictionary<string, TValue>> CreateDictionaryWriter<TValue>(
        this TreasureDataTablesClient tables,
        string database,
        string table,
        TdSchema? columns = null,
        TdRowConversion? conversion = null,
        TableImportWriterOptions? options = null
    )
    {
        options ??= new TableImportWriterOptions();
        var encoder = new DictionaryEncoder<TValue>(conversion ?? TdRowConversion.Default, options.TimeProvider);
        return Create(tables, encoder, columns, database, table, options);
    }

    /// <summary>Writes all rows of a data reader's first result and completes the writer.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="reader">The data reader.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What became of every row.</returns>
    public static Task<BatchWriteReport> WriteAllAsync(
        this BatchWriter<IDataRecord> writer,
        DbDataReader reader,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(reader);
        return writer.WriteAllAsync(DataReaderRecords.ReadAsync(reader, cancellationToken), cancellationToken);
    }

    /// <summary>Writes every row of a reader without asynchronous methods and completes the writer. Prefer a <see cref="DbDataReader"/> where there is one: here the reader decides how long it holds the thread.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="reader">The rows. It is not closed.</param>
    /// <param name="cancellationToken">Ends the waiting; what was accepted until then is settled when the writer is disposed of.</param>
    /// <returns>The final outcomes.</returns>
    public static Task<BatchWriteReport> WriteAllAsync(
        this BatchWriter<IDataRecord> writer,
        IDataReader reader,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(reader);
        return writer.WriteAllAsync(DataReaderRecords.Read(reader), cancellationToken);
    }

    private static BatchWriter<T> Create<T>(
        TreasureDataTablesClient tables,
        ConvertingEncoder<T> encoder,
        TdSchema? columns,
        string database,
        string table,
        TableImportWriterOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(tables);
        var sink = new TableImportSink(tables, TdNames.Database(database), TdNames.Table(table));
        var check = options.CheckBeforeSending ? new ConversionImportCheck<T>(encoder, columns, tables, database, table, options) : null;
        return new BatchWriter<T>(encoder, sink, options, check, ownsSink: true);
    }
}
