using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// A file of changes, each written whole or not at all: length, checksum, content. A torn last change, as a killed process leaves it, is cut
/// off when the file is opened again. Written to the operating system with each change; it survives the process, not a power failure.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int HeaderLength = 8;

    private readonly string _path;
    private readonly MemoryStream _pending = new();
    private FileStream _file;

    private Journal(string path, FileStream file)
    {
        _path = path;
        _file = file;
        Writer = new BinaryWriter(_pending, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>What is written here becomes a change with <see cref="Commit"/>.</summary>
    public BinaryWriter Writer { get; }

    public long Length => _file.Length;

    /// <summary>Opens or creates the file and hands every change in it to <paramref name="replay"/>.</summary>
    public static Journal Open(string path, Action<BinaryReader> replay)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 20);
        try
        {
            var good = 0L;
            var header = new byte[HeaderLength];
            var content = Array.Empty<byte>();
            while (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) == HeaderLength)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(header);
                if (length <= 0 || length > file.Length - file.Position)
                    break;
                if (content.Length < length)
                    content = new byte[length];
                file.ReadExactly(content, 0, length);
                if (Checksum(content.AsSpan(0, length)) != BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)))
                    break;
                using var reader = new BinaryReader(new MemoryStream(content, 0, length), Encoding.UTF8);
                while (reader.BaseStream.Position < length)
                    replay(reader);
                good = file.Position;
            }

            file.SetLength(good);
            file.Position = good;
            return new Journal(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Commit()
    {
        if (_pending.Length == 0)
            return;
        Writer.Flush();
        WriteChange(_file);
        _file.Flush();
    }

    /// <summary>Replaces the file by one that holds only <paramref name="content"/>; at every moment one of the two is complete.</summary>
    public void Rewrite(Action content)
    {
        var temporary = _path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            content();
            Writer.Flush();
            WriteChange(file);
            file.Flush(flushToDisk: true);
        }

        _file.Dispose();
        File.Move(temporary, _path, overwrite: true);
        _file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1 << 20);
        _file.Seek(0, SeekOrigin.End);
    }

    public void Dispose()
    {
        Writer.Dispose();
        _file.Dispose();
    }

    private void WriteChange(FileStream file)
    {
        var content = _pending.GetBuffer().AsSpan(0, (int)_pending.Length);
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Checksum(content));
        file.Write(header);
        file.Write(content);
        _pending.SetLength(0);
        if (_pending.Capacity > 1 << 24)
            _pending.Capacity = 0;
    }

    private static uint Checksum(ReadOnlySpan<byte> content)
    {
        var sum = uint.MaxValue;
        while (content.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(content));
            content = content[sizeof(ulong)..];
        }

        foreach (var b in content)
            sum = BitOperations.Crc32C(sum, b);
        return ~sum;
    }
}
