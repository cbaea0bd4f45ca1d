using System.Data;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for the Data Ingestion API.</summary>
public static class TreasureDataIngestionClientExtensions
{
    /// <summary>
    /// Creates a writer that maps records to rows and sends them through the Data Ingestion API, in batches of at most 500 records and 5 MB. A record is delivered or rejected as its receipt says; a
    /// batch whose answer is lost is unverified and never sent again, because the service does not recognise a repeat.
    /// </summary>
    /// <param name="ingestion">The client's ingestion (<see cref="TreasureDataClient.Ingestion"/>). A write-only key will do.</param>
    /// <param name="map">Says how records become rows.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table; it must exist. Columns that it lacks are added by the service.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or a name is not possible.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateWriter<T>(
        this TreasureDataIngestionClient ingestion,
        RowMap<T> map,
        string database,
        string table,
        IngestionWriterOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        return Create(ingestion, map.CreateEncoder(), database, table, options);
    }

    /// <summary>Creates a writer that sends the rows of a data reader, or of other <see cref="IDataRecord"/>s, by their names and types; see the other overload.</summary>
    /// <inheritdoc cref="CreateWriter{T}(TreasureDataIngestionClient, RowMap{T}, string, string, IngestionWriterOptions?)"/>
    /// <param name="ingestion">The client's ingestion (<see cref="TreasureDataClient.Ingestion"/>).</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table; it must exist.</param>
    /// <param name="conversion">How values are written, and where <c>time</c> comes from; the defaults when <see langword="null"/>.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    public static BatchWriter<IDataRecord> CreateDataRecordWriter(
        this TreasureDataIngestionClient ingestion,
        string database,
        string table,
        TdRowConversion? conversion = null,
        IngestionWriterOptions? options = null
    ) => Create(ingestion, TdRowEncoders.ForDataRecords(conversion, options?.TimeProvider), database, table, options);

    /// <summary>Creates a writer that sends rows that are dictionaries; see the other overload, and <see cref="TdRowEncoders.ForDictionaries{TValue}"/>.</summary>
    /// <inheritdoc cref="CreateWriter{T}(TreasureDataIngestionClient, RowMap{T}, string, string, IngestionWriterOptions?)"/>
    /// <param name="ingestion">The client's ingestion (<see cref="TreasureDataClient.Ingestion"/>).</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table; it must exist.</param>
    /// <param name="conversion">How values are written, and where <c>time</c> comes from; the defaults when <see langword="null"/>.</param>
    /// <param name="options">How the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="TValue">Type of the values.</typeparam>
    public static BatchWriter<IReadOnlyDictionary<string, TValue>> CreateDictionaryWriter<TValue>(
        this TreasureDataIngestionClient ingestion,
        string database,
        string table,
        TdRowConversion? conversion = null,
        IngestionWriterOptions? options = null
    ) => Create(ingestion, TdRowEncoders.ForDictionaries<TValue>(conversion, options?.TimeProvider), database, table, options);

    internal static BatchWriter<T> Create<T>(
        TreasureDataIngestionClient ingestion,
        RecordEncoder<T> rows,
        string database,
        string table,
        BatchWriterOptions? options
    )
    {
        ArgumentNullException.ThrowIfNull(ingestion);
        options ??= new IngestionWriterOptions();
        var compress = options is IngestionWriterOptions { Compress: true };
        var sink = new IngestionSink(ingestion, TdNames.Database(database), TdNames.Table(table), compress);
        return new BatchWriter<T>(new JsonRowEncoder<T>(rows), sink, options);
    }
}
