using System.Data;
using System.Data.Common;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>Writes records into a bulk import session.</summary>
public static class TreasureDataBulkImportSessionExtensions
{
    /// <summary>
    /// Makes rows of records, cuts them into parts, compresses and uploads them. Repeat it with the same source after a stop: parts that are there already are recognised by a hash
    /// of their rows and not sent again, and parts that no longer belong are removed. A session that was frozen before is left alone, since its parts are complete.
    /// Call <see cref="TreasureDataBulkImportSession.CompleteAsync"/> afterwards.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="records">The records, read once and in order.</param>
    /// <param name="encoder">Makes rows of them: of a <see cref="RowMap{T}"/>, or of <see cref="TdRowEncoders"/>.</param>
    /// <param name="options">How parts are cut; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears of each part that is uploaded.</param>
    /// <param name="cancellationToken">Ends the work. Parts that were uploaded stay in the session.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="MappingException">More records failed than the options allow.</exception>
    /// <exception cref="Http.ConnectorException">A call failed.</exception>
    public static Task<TdPartsResult> WriteAsync<T>(
        this TreasureDataBulkImportSession session,
        IAsyncEnumerable<T> records,
        RecordEncoder<T> encoder,
        TdPartOptions? options = null,
        IProgress<TdPartsProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(encoder);
        options ??= TdPartOptions.Default;
        options.Validate();
        return new BulkImportUpload<T>(session, encoder, options, progress).RunAsync(records, cancellationToken);
    }

    /// <inheritdoc cref="WriteAsync{T}(TreasureDataBulkImportSession, IAsyncEnumerable{T}, RecordEncoder{T}, TdPartOptions?, IProgress{TdPartsProgress}?, CancellationToken)"/>
    /// <param name="session">The session.</param>
    /// <param name="records">The records, read once and in order.</param>
    /// <param name="map">Says how records become rows.</param>
    /// <param name="options">How parts are cut; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears of each part that is uploaded.</param>
    /// <param name="cancellationToken">Ends the work. Parts that were uploaded stay in the session.</param>
    public static Task<TdPartsResult> WriteAsync<T>(
        this TreasureDataBulkImportSession session,
        IAsyncEnumerable<T> records,
        RowMap<T> map,
        TdPartOptions? options = null,
        IProgress<TdPartsProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        return session.WriteAsync(records, map.CreateEncoder(), options, progress, cancellationToken);
    }

    /// <inheritdoc cref="WriteAsync{T}(TreasureDataBulkImportSession, IAsyncEnumerable{T}, RecordEncoder{T}, TdPartOptions?, IProgress{TdPartsProgress}?, CancellationToken)"/>
    public static Task<TdPartsResult> WriteAsync<T>(
        this TreasureDataBulkImportSession session,
        IEnumerable<T> records,
        RecordEncoder<T> encoder,
        TdPartOptions? options = null,
        IProgress<TdPartsProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        return session.WriteAsync(DataReaderRecords.OfAsync(records, cancellationToken), encoder, options, progress, cancellationToken);
    }

    /// <inheritdoc cref="WriteAsync{T}(TreasureDataBulkImportSession, IAsyncEnumerable{T}, RowMap{T}, TdPartOptions?, IProgress{TdPartsProgress}?, CancellationToken)"/>
    public static Task<TdPartsResult> WriteAsync<T>(
        this TreasureDataBulkImportSession session,
        IEnumerable<T> records,
        RowMap<T> map,
        TdPartOptions? options = null,
        IProgress<TdPartsProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        return session.WriteAsync(DataReaderRecords.OfAsync(records, cancellationToken), map, options, progress, cancellationToken);
    }

    /// <inheritdoc cref="WriteAsync{T}(TreasureDataBulkImportSession, IAsyncEnumerable{T}, RecordEncoder{T}, TdPartOptions?, IProgress{TdPartsProgress}?, CancellationToken)"/>
    /// <summary>Writes the rows of a data reader, by their names and types; see the other overloads.</summary>
    /// <param name="session">The session.</param>
    /// <param name="reader">The data reader, read to the end of its first result.</param>
    /// <param name="conversion">How values are written; the defaults when <see langword="null"/>.</param>
    /// <param name="options">How parts are cut; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears of each part that is uploaded.</param>
    /// <param name="cancellationToken">Ends the work. Parts that were uploaded stay in the session.</param>
    public static Task<TdPartsResult> WriteAsync(
        this TreasureDataBulkImportSession session,
        DbDataReader reader,
        TdRowConversion? conversion = null,
        TdPartOptions? options = null,
        IProgress<TdPartsProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(reader);
        return session.WriteAsync(
            DataReaderRecords.ReadAsync(reader, cancellationToken),
            TdRowEncoders.ForDataRecords(conversion),
            options,
            progress,
            cancellationToken
        );
    }
}
