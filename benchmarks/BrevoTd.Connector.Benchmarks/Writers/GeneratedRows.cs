using System.Buffers;
using System.Buffers.Text;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Benchmarks.Writers;

/// <summary>Rows of <see cref="Paired.CustomerRows.Schema"/> that are made when they are read, so that they take no memory; every address is another.</summary>
internal sealed class GeneratedRows(int count) : Stream
{
    private const int RowsPerPiece = 500;
    private const int AddressDigits = 9;

    private readonly ArrayBufferWriter<byte> _piece = new(64 * 1024);
    private readonly byte[] _address = [.. "customer.000000000@example.com"u8];
    private int _made;
    private int _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_read == _piece.WrittenCount)
        {
            Make();
        }

        var length = Math.Min(buffer.Length, _piece.WrittenCount - _read);
        _piece.WrittenSpan.Slice(_read, length).CopyTo(buffer);
        _read += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Make()
    {
        _piece.ResetWrittenCount();
        _read = 0;
        var writer = new MessagePackWriter(_piece);
        for (var last = Math.Min(count, _made + RowsPerPiece); _made < last; _made++)
        {
            Utf8Formatter.TryFormat(
                _made,
                _address.AsSpan("customer.".Length, AddressDigits),
                out _,
                new StandardFormat('D', AddressDigits)
            );
            writer.WriteArrayHeader(10);
            writer.WriteString(_address);
            writer.WriteString("Anna"u8);
            writer.WriteString("Müller"u8);
            writer.WriteString("München"u8);
            writer.WriteString("DE"u8);
            writer.Write(1_000_000L + _made);
            writer.Write(_made % 500);
            writer.Write(_made % 100_000 / 100.0);
            writer.Write(_made % 4 == 0);
            writer.WriteString("1984-05-06"u8);
        }

        writer.Flush();
    }
}
