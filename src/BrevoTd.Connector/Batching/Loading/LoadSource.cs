using System.Buffers;
using System.Runtime.CompilerServices;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Encodes a source's records, each once and while it is valid. Some are read ahead, so that the volume is known before the way is chosen and a record that cannot become a row ends the load before
/// anything is sent.
/// </summary>
internal sealed class LoadSource<T>(IAsyncEnumerator<T> records, RecordEncoder<T> encoder, long maxFailedRecords)
{
    private const int MaxFailuresKept = 100;

    private ArrayBufferWriter<byte> _ahead = new(64 * 1024);
    private readonly List<(int Start, int Length, EncodedRecord Encoded)> _rows = [];
    private readonly List<MappingFailure> _failures = [];
    private long _number;
    private long _failed;

    /// <summary>Whether the source has ended; its rows are all ahead then.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Rows that are ahead, without skipped and failed records.</summary>
    public long RowsAhead { get; private set; }

    public long BytesAhead => _ahead.WrittenCount;

    public IReadOnlyList<MappingFailure> Failures => _failures;

    /// <summary>What is to be done with a record that failed, and does not end the load.</summary>
    public FailurePolicy OnFailure => encoder.OnFailure;

    public LoadRowEncoder CreateRowEncoder() => new(OnFailure, encoder.GetStatistics);

    /// <summary>Lets the first record be looked at, before it is encoded. Nothing happens when there is none.</summary>
    public async Task BeginAsync(Action<T> look)
    {
        HasEnded = !await records.MoveNextAsync().ConfigureAwait(false);
        if (!HasEnded)
        {
            look(records.Current);
        }
    }

    /// <summary>Encodes rows until the source ends or one of the limits is reached. The record that the source stands on is read, too.</summary>
    /// <exception cref="MappingException">More records failed than the options allow.</exception>
    public async Task ReadAheadAsync(int maxRows, int maxBytes)
    {
        while (!HasEnded)
        {
            var start = _ahead.WrittenCount;
            var encoded = Encode(_ahead);
            if (encoded.Outcome == EncodeOutcome.Encoded)
            {
                RowsAhead++;
            }
            else
            {
                // What was begun belongs to no row; it is left where it is.
                start = _ahead.WrittenCount;
            }

            _rows.Add((start, _ahead.WrittenCount - start, encoded));
            HasEnded = !await records.MoveNextAsync().ConfigureAwait(false);
            if (RowsAhead >= maxRows || BytesAhead >= maxBytes)
            {
                return;
            }
        }
    }

    /// <summary>All rows in order: those that are ahead, then the rest of the source.</summary>
    /// <exception cref="MappingException">More records failed than the options allow.</exception>
    public async IAsyncEnumerable<LoadRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (start, length, encoded) in _rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new LoadRow(_ahead.WrittenMemory.Slice(start, length), encoded);
        }

        // The rest may take long, and what was ahead is on its way.
        _rows.Clear();
        _ahead = new ArrayBufferWriter<byte>();
        var row = new ArrayBufferWriter<byte>(4 * 1024);
        while (!HasEnded)
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.ResetWrittenCount();
            var encoded = Encode(row);
            yield return new LoadRow(encoded.Outcome == EncodeOutcome.Encoded ? row.WrittenMemory : default, encoded);
            HasEnded = !await records.MoveNextAsync().ConfigureAwait(false);
        }
    }

    private EncodedRecord Encode(ArrayBufferWriter<byte> output)
    {
        var encoded = encoder.Encode(records.Current, ++_number, output);
        if (encoded.Outcome == EncodeOutcome.Failed)
        {
            _failures.AddRange(encoded.Failures.Take(MaxFailuresKept - _failures.Count));
            if (OnFailure != FailurePolicy.Skip && ++_failed > maxFailedRecords)
            {
                throw new MappingException(encoded.Failures);
            }
        }

        return encoded;
    }
}
