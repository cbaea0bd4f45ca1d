using System.Buffers;
using System.Text.Json;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Appends dead letters to a file, one JSON object a line, and flushes after every group. Thread-safe; the file stays open until the sink is disposed of,
/// which is up to its owner.
/// </summary>
/// <remarks>
/// A line has <c>sink</c>, <c>record</c>, <c>outcome</c> (<c>dead_lettered</c>, <c>rejected</c> or <c>unverified</c>), <c>cause</c>, <c>attempts</c>, <c>time</c> and, where the letter has them, <c>key</c>, <c>process</c>,
/// <c>failures</c> and <c>body</c> (JSON) or <c>body_base64</c> (MessagePack). On Unix a new file is readable by its owner only.
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
            _file ??= Open();
            _buffer.ResetWrittenCount();
            foreach (var letter in letters)
            {
                Write(letter);
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

    private void Write(DeadLetter letter)
    {
        using (var json = new Utf8JsonWriter(_buffer))
        {
            json.WriteStartObject();
            json.WriteString("sink", letter.SinkName);
            json.WriteNumber("record", letter.RecordNumber);
            json.WriteString(
                "outcome",
                letter.Outcome switch
                {
                    RecordOutcome.Rejected => "rejected",
                    RecordOutcome.Unverified => "unverified",
                    RecordOutcome.Delivered => "delivered",
                    _ => "dead_lettered",
                }
            );
            json.WriteString("cause", letter.Cause.Value);
            json.WriteNumber("attempts", letter.Attempts);
            json.WriteString("time", letter.Time);
            if (letter.Key is not null)
            {
                json.WriteString("key", letter.Key);
            }

            if (letter.ProcessId is not null)
            {
                json.WriteString("process", letter.ProcessId);
            }

            WriteFailures(json, letter);
            WriteBody(json, letter);
            json.WriteEndObject();
        }

        _buffer.Write("\n"u8);
    }

    private static void WriteFailures(Utf8JsonWriter json, DeadLetter letter)
    {
        if (letter.Failures.Count == 0)
        {
            return;
        }

        json.WriteStartArray("failures");
        foreach (var failure in letter.Failures)
        {
            json.WriteStartObject();
            json.WriteString("target", failure.Target);
            if (failure.Source is not null)
            {
                json.WriteString("source", failure.Source);
            }

            json.WriteString("code", failure.Code.Value);
            json.WriteString("message", failure.Message);
            json.WriteString("value_kind", failure.ValueKind);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBody(Utf8JsonWriter json, DeadLetter letter)
    {
        if (letter.Body.IsEmpty)
        {
            return;
        }

        if (letter.Format is WireFormat.MessagePack)
        {
            json.WriteBase64String("body_base64", letter.Body.Span);
        }
        else
        {
            json.WritePropertyName("body");
            json.WriteRawValue(letter.Body.Span);
        }
    }
}
