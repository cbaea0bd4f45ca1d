namespace BrevoTd.Connector.Batching;

/// <summary>
/// A file in which a batch writer notes what it is about to send and what became of it, so that a process that is killed leaves an account of every record
/// (<see cref="BatchWriterOptions.Journal"/>). Only appended to; every entry has a checksum. Thread-safe; several writers may share one. Its owner disposes of it, after the writers.
/// </summary>
/// <remarks>
/// <para>
/// A batch is sent only after its entry has been handed to the operating system. So of every identifier the journal says nothing, and it was never sent; or it is in flight; or it has its final outcome.
/// </para>
/// <para>Identifiers are kept as hashes (half of SHA-256, salted for each file). Who has the file can still test whether a known address is in it. On Unix a new file is readable by its owner only.</para>
/// <para>An empty file of the same name with <c>.lock</c> at its end keeps a second process out; it stays, and may be deleted while nobody writes.</para>
/// </remarks>
public sealed class BatchJournal : IAsyncDisposable
{
    private readonly object _lock = new();
    private readonly Stream _stream;
    private readonly IDisposable? _turn;
    private readonly bool _flushToDisk;
    private readonly MemoryRunKeys? _toSkip;
    private MemoryStream _filling = new();
    private MemoryStream _writing = new();
    private TaskCompletionSource? _filled;
    private TaskCompletionSource? _written;
    private bool _isWriting;
    private bool _isDisposed;
    private Exception? _failure;
    private long _lastRun;
    private long _lastBatch;

    private BatchJournal(Stream stream, BatchJournalOptions options, JournalState? former, IDisposable? turn)
    {
        _turn = turn;
        _stream = stream;
        _flushToDisk = options.FlushToDisk;
        KeepsKeys = options.KeepKeys;
        Hasher = former?.Hasher ?? new KeyHasher();
        _toSkip = former?.ToSkip(options.Resume);
        _lastRun = former?.Runs ?? 0;
        _lastBatch = former?.LastBatch ?? 0;
        if (former is null)
        {
            _filling.Write(JournalFormat.Head(Hasher));
        }
    }

    internal KeyHasher Hasher { get; }

    internal bool KeepsKeys { get; }

    /// <summary>Whether there is a former run of which records are left out.</summary>
    internal bool Skips => _toSkip is { Count: > 0 };

    /// <summary>Opens a journal for writing, and creates its file if need be.</summary>
    /// <param name="path">The file. Its folder must exist; nobody else may have it open for writing.</param>
    /// <param name="options">The defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the reading of what an earlier run has left.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="InvalidOperationException">The file has records, and <see cref="BatchJournalOptions.Resume"/> does not say what to do with them.</exception>
    /// <exception cref="InvalidDataException">The file is no journal, or it is damaged before its end.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static async Task<BatchJournal> OpenAsync(
        string path,
        BatchJournalOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new BatchJournalOptions();
        options.Validate();
        FileStream? file = null;

        // Sharing modes alone do not keep a second writer out on Unix.
        var turn = new FileStream(Path.GetFullPath(path) + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            file = OpenFile(Path.GetFullPath(path));
            return await OpenAsync(file, options, cancellationToken, turn).ConfigureAwait(false);
        }
        catch
        {
            if (file is not null)
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }

            await turn.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads a journal, also one that a process is still writing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What stands in it. An entry that was cut off at the end is passed over (<see cref="JournalState.TornBytes"/>).</returns>
    /// <exception cref="InvalidDataException">The file is no journal, or it is damaged before its end.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<JournalState> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileStream(
            Path.GetFullPath(path),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            64 * 1024,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        await using (file.ConfigureAwait(false))
        {
            return await JournalReader.ReadAsync(file, cancellationToken).ConfigureAwait(false)
                ?? new JournalState(new KeyHasher()) { TornBytes = file.Length };
        }
    }

    /// <summary>Writes what is left and closes the file.</summary>
    /// <returns>A task that completes when the file is closed. A failure to write has been told to the writers.</returns>
    public async ValueTask DisposeAsync()
    {
        Task rest;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            rest = FlushUnderLock();
        }

        try
        {
            await rest.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whoever wrote has been told.
        }

        await _stream.DisposeAsync().ConfigureAwait(false);
        _turn?.Dispose();
    }

    /// <summary>Whether an earlier run has left the record's identifier as one that is to be skipped.</summary>
    internal bool IsToSkip(UInt128 hash) => _toSkip?.Contains(hash) is true;

    internal long NextRun() => Interlocked.Increment(ref _lastRun);

    internal long NextBatch() => Interlocked.Increment(ref _lastBatch);

    /// <summary>Takes an entry.</summary>
    /// <returns>A task that completes when the operating system has it.</returns>
    internal Task Append(JournalFrame frame)
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return Task.FromException(new ObjectDisposedException(nameof(BatchJournal)));
            }

            if (_failure is not null)
            {
                return Task.FromException(_failure);
            }

            _filling.Write(frame.Written);
            return FlushUnderLock();
        }
    }

    /// <summary>Completes when everything that was appended so far is written, and throws when it could not be.</summary>
    internal Task FlushAsync()
    {
        lock (_lock)
        {
            return FlushUnderLock();
        }
    }

    internal static async Task<BatchJournal> OpenAsync(
        Stream file,
        BatchJournalOptions options,
        CancellationToken cancellationToken,
        IDisposable? turn = null
    )
    {
        var former = await JournalReader.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        if (former is { Length: > JournalFormat.HeadLength } && options.Resume is JournalResume.StartNew)
        {
            throw new InvalidOperationException(
                $"The journal has the records of an earlier run. Set {nameof(BatchJournalOptions)}.{nameof(BatchJournalOptions.Resume)} to continue it, or choose another path."
            );
        }

        // What was cut off is overwritten.
        var end = former?.Length ?? 0;
        if (file.Length > end)
        {
            file.SetLength(end);
        }

        file.Position = end;
        return new BatchJournal(file, options, former, turn);
    }

    private static FileStream OpenFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private Task FlushUnderLock()
    {
        if (_failure is not null)
        {
            return Task.FromException(_failure);
        }

        if (_filling.Length == 0)
        {
            return _written?.Task ?? Task.CompletedTask;
        }

        _filled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_isWriting)
        {
            _isWriting = true;
            _ = Task.Run(WriteAsync);
        }

        return _filled.Task;
    }

    /// <summary>Writes until nothing is left: whatever comes while a group is written is the next group.</summary>
    private async Task WriteAsync()
    {
        while (true)
        {
            lock (_lock)
            {
                _written = _filled;
                _filled = null;
                if (_written is null)
                {
                    _isWriting = false;
                    return;
                }

                (_filling, _writing) = (_writing, _filling);
            }

            try
            {
                await _stream.WriteAsync(_writing.GetBuffer().AsMemory(0, (int)_writing.Length)).ConfigureAwait(false);
                await _stream.FlushAsync().ConfigureAwait(false);
                if (_flushToDisk && _stream is FileStream file)
                {
                    file.Flush(flushToDisk: true);
                }
            }
            catch (Exception exception)
            {
                Fail(exception);
                return;
            }

            _writing.SetLength(0);
            _written.SetResult();
        }
    }

    private void Fail(Exception exception)
    {
        TaskCompletionSource? written;
        TaskCompletionSource? filled;
        lock (_lock)
        {
            _failure = new IOException(
                "The outcome journal could not be written, so nothing more is sent. See the inner exception; make room or choose another path, and start again with the journal as it is.",
                exception
            );
            (written, filled, _written, _filled) = (_written, _filled, null, null);
        }

        foreach (var waiter in new[] { written, filled })
        {
            waiter?.TrySetException(_failure);

            // Nobody may be waiting.
            _ = waiter?.Task.Exception;
        }
    }
}
