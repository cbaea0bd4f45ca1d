using System.Buffers;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Appends dead letters to a file, one JSON object a line, and flushes after every group. Thread-safe; the file stays open until the sink is disposed of,
/// which is up to its owner.
/// </summary>
/// <remarks>
/// A line has <c>sink</c>, <c>record</c>, <c>outcome</c> (<c>dead_lettered</c>, <c>rejected</c> or <c>unverified</c>), <c>cause</c>, <c>attempts</c>, <c>time</c> and, where the letter has them, <c>key</c>, <c>process</c>,
/// <c>partition</c>, <c>failures</c> and <c>body</c> (JSON) or <c>body_base64</c> (MessagePack). On Unix a new file is readable by its owner only. <see cref="DeadLetterReplay.ReadFileAsync"/> reads the file back.
/// </remarks>
public sealed class JsonLinesDeadLetterSink : IDeadLetterSink, IAsyncDisposable
{
    private readonly string _path;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private FileStream? _file;
    private bool _isDisposed;

    /// <summary>Creates the sink. The file is opened, and created if need be, with the first letter.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    public JsonLinesDeadLetterSink(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letters);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _buffer.ResetWrittenCount();
            if (_file is null && File.Exists(_path) && !EndsInALine(_path))
            {
                _buffer.Write("\n"u8);
            }

            _file ??= Open();
            foreach (var letter in letters)
            {
                DeadLetterLine.Write(letter, _buffer);
            }

            // A group is written as a whole: cancelling in the middle would leave half a line.
            await _file.WriteAsync(_buffer.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
            await _file.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _isDisposed = true;
            if (_file is not null)
            {
                await _file.DisposeAsync().ConfigureAwait(false);
                _file = null;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private FileStream Open()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(_path, options);
    }

    /// <summary>A line that a crash left torn must not swallow the one that comes next.</summary>
    private static bool EndsInALine(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0)
        {
            return true;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
