using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Writes a job's result in its stored form: MessagePack arrays, one per row, in one gzip file.</summary>
internal sealed class ResultFile : IDisposable
{
    private const int FlushAt = 256 * 1024;

    /// <summary>A gzip file of nothing; some runtimes write no byte at all for it.</summary>
    private static ReadOnlySpan<byte> EmptyGzip => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt + 64 * 1024);
    private readonly FileStream _file;
    private readonly GZipStream _gzip;

    public ResultFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        _gzip = new GZipStream(_file, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>Writes one value of a row.</summary>
    public delegate void ValueWriter(ref MessagePackWriter writer, int column);

    public long Rows { get; private set; }

    /// <summary>Adds a row of <paramref name="columns"/> values.</summary>
    public void WriteRow(int columns, ValueWriter writeValue)
    {
        var writer = new MessagePackWriter(_buffer);
        writer.WriteArrayHeader(columns);
        for (var i = 0; i < columns; i++)
        {
            writeValue(ref writer, i);
        }

        writer.Flush();
        Rows++;
        if (_buffer.WrittenCount >= FlushAt)
        {
            _gzip.Write(_buffer.WrittenSpan);
            _buffer.ResetWrittenCount();
        }
    }

    /// <summary>Ends the file; returns its length and a hash that identifies its bytes.</summary>
    public (long Length, string Hash) Complete()
    {
        _gzip.Write(_buffer.WrittenSpan);
        _gzip.Dispose();
        if (Rows == 0)
        {
            _file.SetLength(0);
            _file.Write(EmptyGzip);
        }

        _file.Flush();
        _file.Position = 0;
        var hash = Convert.ToHexString(SHA256.HashData(_file)).ToLowerInvariant()[..32];
        return (_file.Length, hash);
    }

    public void Dispose()
    {
        _gzip.Dispose();
        _file.Dispose();
    }
}
