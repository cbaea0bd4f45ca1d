using System.Data;
using System.Data.Common;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Loads into tables that choose their way themselves.</summary>
public static class TreasureDataClientExtensions
{
    /// <summary>
    /// Loads records into a table: checks the map against the first record and the table, adds the columns that the table lacks, reads rows ahead to learn the volume, chooses streaming import, bulk import or
    /// the Data Ingestion API (<see cref="TdWritePlan"/>), and says in its result which and why, and what became of every record.
    /// </summary>
    /// <remarks>
    /// A repeat of a load that went by streaming import is recognised by its rows; one that went by a bulk import goes on where it stopped if <see cref="TdLoadOptions.SessionName"/> is the same. The Data Ingestion
    /// API is chosen only where a row that is stored twice does no harm (<see cref="TdWriteVolume.ToleratesDuplicates"/>).
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table. Rows are only ever appended: tables have no key.</param>
    /// <param name="records">The records, read once and in order; each is encoded before the next one is asked for.</param>
    /// <param name="map">Says how records become rows.</param>
    /// <param name="options">What is known of the rows, and how they are sent; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the load. Rows that were sent stay; a bulk import is not committed.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The way, the reason, and the account of every record. Look at <see cref="TdLoadResult.IsComplete"/>.</returns>
    /// <exception cref="ArgumentException">An option is out of range, a name is not possible, or what is asked of the rows contradicts itself.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    /// <exception cref="BatchCheckException">The map does not fit the first record or the service; nothing was sent.</exception>
    /// <exception cref="MappingException">More records failed than <see cref="TdLoadOptions.MaxFailedRecords"/> allows.</exception>
    /// <exception cref="TreasureDataBulkImportException">The service refused rows of a bulk import; nothing was committed.</exception>
    /// <exception cref="Http.ConnectorException">A call of a check or of a bulk import failed.</exception>
    public static Task<TdLoadResult> LoadAsync<T>(
        this TreasureDataClient client,
        string database,
        string table,
        IAsyncEnumerable<T> records,
        RowMap<T> map,
        TdLoadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(map);
        return RunAsync(
            client,
            database,
            table,
            records,
            map.CreateEncoder(),
            writer => new MapImportCheck<T>(map, client.Tables, database, table, writer),
            options ?? TdLoadOptions.Default,
            cancellationToken
        );
    }

    /// <inheritdoc cref="LoadAsync{T}(TreasureDataClient, string, string, IAsyncEnumerable{T}, RowMap{T}, TdLoadOptions?, CancellationToken)"/>
    public static Task<TdLoadResult> LoadAsync<T>(
        this TreasureDataClient client,
        string database,
        string table,
        IEnumerable<T> records,
        RowMap<T> map,
        TdLoadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        return client.LoadAsync(database, table, DataReaderRecords.OfAsync(records, cancellationToken), map, options, cancellationToken);
    }

    /// <inheritdoc cref="LoadAsync{T}(TreasureDataClient, string, string, IAsyncEnumerable{T}, RowMap{T}, TdLoadOptions?, CancellationToken)"/>
    /// <summary>Loads the rows of a data reader, by their names and types; see the other overload.</summary>
    /// <param name="client">The client.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="reader">The data reader, read to the end of its first result.</param>
    /// <param name="conversion">How values are written, and where <c>time</c> comes from; the defaults when <see langword="null"/>.</param>
    /// <param name="options">What is known of the rows, and how they are sent; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the load. Rows that were sent stay; a bulk import is not committed.</param>
    public static Task<TdLoadResult> LoadAsync(
        this TreasureDataClient client,
        string database,
        string table,
        DbDataReader reader,
        TdRowConversion? conversion = null,
        TdLoadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= TdLoadOptions.Default;
        return ConvertAsync(
            client,
            database,
            table,
            DataReaderRecords.ReadAsync(reader, cancellationToken),
            new DataRecordEncoder(conversion ?? TdRowConversion.Default, options.TimeProvider),
            columns: null,
            options,
            cancellationToken
        );
    }

    /// <inheritdoc cref="LoadAsync{T}(TreasureDataClient, string, string, IAsyncEnumerable{T}, RowMap{T}, TdLoadOptions?, CancellationToken)"/>
    /// <summary>Loads rows that are dictionaries; see the other overload, and <see cref="TdRowEncoders.ForDictionaries{TValue}"/>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="rows">The rows, read once and in order.</param>
    /// <param name="columns">Columns that are added to the table before the first row is sent; <see langword="null"/> leaves columns to the service.</param>
    /// <param name="conversion">How values are written, and where <c>time</c> comes from; the defaults when <see langword="null"/>.</param>
    /// <param name="options">What is known of the rows, and how they are sent; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the load. Rows that were sent stay; a bulk import is not committed.</param>
    /// <typeparam name="TValue">Type of the values.</typeparam>
    public static Task<TdLoadResult> LoadAsync<TValue>(
        this TreasureDataClient client,
        string database,
        string table,
        IAsyncEnumerable<IReadOnlyDictionary<string, TValue>> rows,
        TdSchema? columns = null,
        TdRowConversion? conversion = null,
        TdLoadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= TdLoadOptions.Default;
        return ConvertAsync(
            client,
            database,
            table,
            rows,
            new DictionaryEncoder<TValue>(conversion ?? TdRowConversion.Default, options.TimeProvider),
            columns,
            options,
            cancellationToken
        );
    }

    /// <inheritdoc cref="LoadAsync{TValue}(TreasureDataClient, string, string, IAsyncEnumerable{IReadOnlyDictionary{string, TValue}}, TdSchema?, TdRowConversion?, TdLoadOptions?, CancellationToken)"/>
    public static Task<TdLoadResult> LoadAsync<TValue>(
        this TreasureDataClient client,
        string database,
        string table,
        IEnumerable<IReadOnlyDictionary<string, TValue>> rows,
        TdSchema? columns = null,
        TdRowConversion? conversion = null,
        TdLoadOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        return client.LoadAsync(
            database,
            table,
            DataReaderRecords.OfAsync(rows, cancellationToken),
            columns,
            conversion,
            options,
            cancellationToken
        );
    }

    private static Task<TdLoadResult> ConvertAsync<T>(
        TreasureDataClient client,
        string database,
        string table,
        IAsyncEnumerable<T> records,
        ConvertingEncoder<T> encoder,
        TdSchema? columns,
        TdLoadOptions options,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        return RunAsync(
            client,
            database,
            table,
            records,
            encoder,
            writer => new ConversionImportCheck<T>(encoder, columns, client.Tables, database, table, writer),
            options,
            cancellationToken
        );
    }

    private static Task<TdLoadResult> RunAsync<T>(
        TreasureDataClient client,
        string database,
        string table,
        IAsyncEnumerable<T> records,
        RecordEncoder<T> encoder,
        Func<TableImportWriterOptions, BatchCheck<T>> createCheck,
        TdLoadOptions options,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        options.Validate();
        var load = new TableLoad<T>(client, TdNames.Database(database), TdNames.Table(table), encoder, createCheck, options);
        return load.RunAsync(records, cancellationToken);
    }
}
