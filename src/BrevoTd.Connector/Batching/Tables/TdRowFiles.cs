using System.Data.Common;
using System.Globalization;
using BrevoTd.Connector.Mapping;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Writes rows into files of the form <c>msgpack.gz</c>, which the <c>td</c> command takes: <c>td import:upload SESSION *.msgpack.gz</c> and
/// <c>td table:import DB TABLE --format msgpack *.msgpack.gz</c>.
/// </summary>
public static class TdRowFiles
{
    /// <summary>
    /// Writes records into <c>{label}-000001.msgpack.gz</c> and so on. Each file appears under its name when it is complete; one of the same name is replaced.
    /// </summary>
    /// <param name="records">The records, read once and in order.</param>
    /// <param name="encoder">Makes rows of them: of a <see cref="RowMap{T}"/>, or of <see cref="TdRowEncoders"/>.</param>
    /// <param name="folder">Folder of the files; created if it is missing.</param>
    /// <param name="options">How files are cut and named; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears of each file.</param>
    /// <param name="cancellationToken">Ends the work; files that are complete stay.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>Counts, and the paths of the files.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="MappingException">More records failed than the options allow.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static async Task<TdPartsResult> WriteAsync<T>(
        IAsyncEnumerable<T> records,
        RecordEncoder<T> encoder,
        string folder,
        TdPartOptions? options = null,
        IProgress<TdPartsProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= TdPartOptions.Default;
        options.Validate();
        _ = Directory.CreateDirectory(folder);
        using var builder = new RowPartBuilder<T>(encoder, options);
        var paths = new List<string>();
        var done = default(TdPartsProgress);

        async Task SaveAsync(TdRowPart part)
        {
            var path = Path.Combine(
                folder,
                string.Create(CultureInfo.InvariantCulture, $"{options.Label}-{paths.Count + 1:D6}.msgpack.gz")
            );
            var unfinished = path + ".unfinished";
            var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(part.Content, cancellationToken).ConfigureAwait(false);
            }

            File.Move(unfinished, path, overwrite: true);
            paths.Add(path);
            done = new TdPartsProgress(done.Rows + part.RowCount, done.Parts + 1, done.Bytes + part.Content.Length);
            progress?.Report(done);
        }

        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (builder.Add(record) is { } full)
            {
                await SaveAsync(full).ConfigureAwait(false);
            }
        }

        if (builder.Finish() is { } last)
        {
            await SaveAsync(last).ConfigureAwait(false);
        }

        return new TdPartsResult
        {
            Rows = builder.Rows,
            Skipped = builder.Skipped,
            Failed = builder.Failed,
            Failures = builder.Failures,
            Parts = paths,
            Bytes = done.Bytes,
        };
    }

    /// <inheritdoc cref="WriteAsync{T}(IAsyncEnumerable{T}, RecordEncoder{T}, string, TdPartOptions?, IProgress{TdPartsProgress}?, CancellationToken)"/>
    public static Task<TdPartsResult> WriteAsync<T>(
        IEnumerable<T> records,
        RecordEncoder<T> encoder,
        string folder,
        TdPartOptions? options = null,
        IProgress<TdPartsProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        return WriteAsync(DataReaderRecords.OfAsync(records, cancellationToken), encoder, folder, options, progress, cancellationToken);
    }

    /// <summary>Writes the rows of a data reader into files, by their names and types; see the other overload.</summary>
    /// <param name="reader">The data reader, read to the end of its first result.</param>
    /// <param name="folder">Folder of the files; created if it is missing.</param>
    /// <param name="conversion">How values are written; the defaults when <see langword="null"/>.</param>
    /// <param name="options">How files are cut and named; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears of each file.</param>
    /// <param name="cancellationToken">Ends the work; files that are complete stay.</param>
    /// <exception cref="ArgumentException">An option is out of range, or columns cannot be written.</exception>
    /// <exception cref="MappingException">More rows failed than the options allow.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static Task<TdPartsResult> WriteAsync(
        DbDataReader reader,
        string folder,
        TdRowConversion? conversion = null,
        TdPartOptions? options = null,
        IProgress<TdPartsProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(reader);
        return WriteAsync(
            DataReaderRecords.ReadAsync(reader, cancellationToken),
            TdRowEncoders.ForDataRecords(conversion),
            folder,
            options,
            progress,
            cancellationToken
        );
    }
}
