using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// The letters of a file that a <see cref="JsonLinesDeadLetterSink"/> wrote, read line by line while they are enumerated. Can be enumerated again, which reads the file again; not by several at once.
/// </summary>
/// <remarks>A line that breaks off (a crash, or a writer that is at work this moment) is left out and counted; a line that is whole and no letter is an error.</remarks>
public sealed class DeadLetterFile : IAsyncEnumerable<DeadLetter>
{
    private readonly string _path;

    internal DeadLetterFile(string path) => _path = Path.GetFullPath(path);

    /// <summary>Letters read by the last enumeration so far.</summary>
    public long Letters { get; private set; }

    /// <summary>Lines that break off in the middle, of the last enumeration so far. Their records are in none of the letters: look at the report of the run that wrote them.</summary>
    public long TornLines { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">A line is no dead letter; the message has its number.</exception>
    public async IAsyncEnumerator<DeadLetter> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        (Letters, TornLines) = (0, 0);
        var file = new FileStream(
            _path,
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                BufferSize = 0,
            }
        );
        await using (file.ConfigureAwait(false))
        {
            var lines = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
            try
            {
                var number = 0L;
                for (var isAtEnd = false; !isAtEnd; )
                {
                    var read = await lines.ReadAsync(cancellationToken).ConfigureAwait(false);
                    isAtEnd = read.IsCompleted;
                    var rest = read.Buffer;
                    while (TryTakeLine(ref rest, isAtEnd, out var line))
                    {
                        number++;
                        if (Parse(line, number) is { } letter)
                        {
                            Letters++;
                            yield return letter;
                        }
                    }

                    lines.AdvanceTo(rest.Start, rest.End);
                }
            }
            finally
            {
                await lines.CompleteAsync().ConfigureAwait(false);
            }
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool isAtEnd, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = rest;
        if (!isAtEnd || rest.IsEmpty)
        {
            return false;
        }

        rest = rest.Slice(rest.End);
        return true;
    }

    private DeadLetter? Parse(ReadOnlySequence<byte> line, long number)
    {
        ReadOnlySpan<byte> bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        bytes = bytes.Trim(" \r\t"u8);
        if (bytes.IsEmpty)
        {
            return null;
        }

        try
        {
            if (DeadLetterLine.Read(bytes) is { } letter)
            {
                return letter;
            }

            TornLines++;
            return null;
        }
        catch (JsonException exception)
        {
            // The reader's own words may quote the line, which is personal data.
            var reason = exception.GetType() == typeof(JsonException) ? exception.Message : "It is not JSON.";
            throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {number:N0} of the file is no dead letter. {reason} Repair or remove the line, and read the file again."
                )
            );
        }
    }
}
