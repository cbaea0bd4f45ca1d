using System.Buffers;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>The buffer through which hand-written code reads rows from a stream.</summary>
internal sealed class StreamedRows(Stream stream) : IDisposable
{
    private const int BufferSize = 128 * 1024;
    private const int MaxRow = 4 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>What is in the buffer and not yet taken.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Whether a whole row is certain to be in the buffer.</summary>
    public bool HasRow => _start < _end && (_ended || _end - _start >= MaxRow);

    /// <summary>Fills the buffer.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    public bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < _buffer.Length && !_ended)
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _ended = read == 0;
        }

        return _end > 0;
    }

    public void Take(long bytes) => _start += (int)bytes;

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
