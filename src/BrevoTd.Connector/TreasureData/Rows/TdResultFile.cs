using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// The rows of a file with a query's result, streamed: what <c>td query -o</c> or <c>td job:show -o</c> wrote, or what
/// <see cref="TreasureDataJobsClient.DownloadResultAsync"/> did. Forms: msgpack.gz, msgpack, json (rows in a list, or one per line), csv and tsv,
/// each compressed by gzip or not.
/// </summary>
/// <remarks>
/// <para>A row is valid until the enumerator moves on; <see cref="TdRow.Detach"/> gives a copy to keep. Read once, by one caller at a time.</para>
/// <para>
/// A cut file is noticed in msgpack.gz, in a list of JSON, and in the middle of a row. Nobody can see that a file of csv, tsv, plain msgpack or
/// of JSON in lines was cut exactly between two rows.
/// </para>
/// </remarks>
public sealed class TdResultFile : IAsyncEnumerable<TdRow>, IAsyncDisposable
{
    /// <summary>Named in exceptions in place of a call.</summary>
    internal const string Operation = "result_file";

    private readonly TdRowReader _rows;
    private int _taken;

    internal TdResultFile(TdRowReader rows, TdResultFormat format)
    {
        _rows = rows;
        Format = format;
    }

    /// <summary>Columns of the rows: those of the options, or else what the file itself tells.</summary>
    public TdSchema Schema => _rows.Schema;

    /// <summary>Form of the file: that of the options, or else what was found.</summary>
    public TdResultFormat Format { get; }

    /// <summary>Opens a file and reads as much of it as tells its columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How the file is read; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="ArgumentException">An option is out of range, or a format is named that cannot be read.</exception>
    /// <exception cref="TreasureDataResultException">The file's beginning cannot be read, or has other columns than the schema.</exception>
    public static async Task<TdResultFile> OpenAsync(
        string path,
        TdResultFileOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            bufferSize: 0,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        return await ResultFileOpening
            .OpenAsync(file, path, (options ?? TdResultFileOptions.Default) with { LeaveOpen = false }, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Opens a stream and reads as much of it as tells its columns.</summary>
    /// <param name="stream">The file's content; disposed with the result unless the options say otherwise.</param>
    /// <param name="options">How the file is read; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a format is named that cannot be read.</exception>
    /// <exception cref="TreasureDataResultException">The file's beginning cannot be read, or has other columns than the schema.</exception>
    public static Task<TdResultFile> OpenAsync(
        Stream stream,
        TdResultFileOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ResultFileOpening.OpenAsync(stream, path: null, options ?? TdResultFileOptions.Default, cancellationToken);
    }

    /// <summary>Reads the rows. Can be called once.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">The file is read already.</exception>
    public IAsyncEnumerator<TdRow> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Take();
        return ReadAsync(cancellationToken).GetAsyncEnumerator(CancellationToken.None);
    }

    /// <summary>Reads the rows through a function that makes something lasting of each.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="convert">Makes something of a row. It must not keep the row itself.</param>
    [SuppressMessage(
        "Naming",
        "CA1716",
        Justification = "The word that reads best where it is used; overriding it in other languages needs quoting."
    )]
    public IAsyncEnumerable<T> As<T>(Func<TdRow, T> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        return ConvertAsync(convert);
    }

    /// <summary>Opens the file for code that speaks ADO.NET, such as <c>SqlBulkCopy</c>. Can be called once, instead of an enumeration.</summary>
    /// <param name="cancellationToken">Ends the wait for the first row.</param>
    /// <exception cref="InvalidOperationException">The file is read already.</exception>
    /// <exception cref="TreasureDataResultException">The first row cannot be read.</exception>
    public async Task<TdDataReader> OpenDataReaderAsync(CancellationToken cancellationToken = default)
    {
        Take();
        return await TdDataReader.OpenAsync(_rows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the file.</summary>
    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private async IAsyncEnumerable<TdRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return _rows.Current;
        }
    }

    private async IAsyncEnumerable<T> ConvertAsync<T>(
        Func<TdRow, T> convert,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await foreach (var row in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return convert(row);
        }
    }

    private void Take()
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            throw new InvalidOperationException(
                "This file is read already; it is a stream and can be read once. Keep what you need of the rows (TdRow.Detach), or open it again."
            );
        }
    }
}
