using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace BrevoTd.Connector.Batching;

/// <summary>
/// Hashes in a file of 4 KB pages. A new one, which the filter in memory recognises nearly always, costs a write of 16 bytes and no read; a known one costs the read of a page. The file has only
/// hashes, whose salt is nowhere but in memory, and is gone with the process.
/// </summary>
internal sealed class DiskRunKeys : IRunKeys
{
    private const int HashSize = 16;
    private const int PageSize = 4096;
    private const int PageSlots = PageSize / HashSize;

    /// <summary>Pages are three quarters full when all hashes are there, so that hardly one overflows into the next.</summary>
    private const int PlannedPerPage = PageSlots * 3 / 4;

    private readonly long _maxKeys;
    private readonly long _maxSlots;
    private readonly FileStream _stream;
    private readonly SafeFileHandle _file;
    private readonly KeyFilter _filter;
    private readonly ushort[] _used;
    private readonly byte[] _page = new byte[PageSize];
    private long _slots;

    public DiskRunKeys(long maxKeys, string? directory)
    {
        _maxKeys = maxKeys;
        _used = new ushort[Math.Max(1, (maxKeys + PlannedPerPage - 1) / PlannedPerPage)];
        _maxSlots = Math.Max(1, _used.LongLength * PageSlots * 15 / 16);
        _filter = new KeyFilter(maxKeys);
        FilePath = Path.Combine(Path.GetFullPath(directory ?? Path.GetTempPath()), $"brevotd-keys-{Guid.NewGuid():N}.tmp");
        _stream = Open(FilePath);
        _file = _stream.SafeFileHandle;
    }

    public string FilePath { get; }

    public long Count { get; private set; }

    /// <summary>Bytes of memory, which do not grow.</summary>
    public long Bytes => _filter.Bytes + (_used.LongLength * sizeof(ushort)) + PageSize;

    public bool Contains(UInt128 hash) => _filter.MayContain(hash) && Find(hash) >= 0;

    public bool TryAdd(UInt128 hash)
    {
        if (Contains(hash))
        {
            return false;
        }

        if (Count >= _maxKeys || _slots >= _maxSlots)
        {
            throw RunKeys.TooMany(_maxKeys);
        }

        var page = PageOf(hash);
        while (_used[page] == PageSlots)
        {
            page = Next(page);
        }

        Write(OffsetOf(page, _used[page]), hash);
        _used[page]++;
        _filter.Add(hash);
        _slots++;
        Count++;
        return true;
    }

    /// <summary>The place stays taken: a page that was full once must not look as if nothing had overflowed from it.</summary>
    public void Remove(UInt128 hash)
    {
        if (Find(hash) is var offset and >= 0)
        {
            Write(offset, 0);
            Count--;
        }
    }

    public void Dispose() => _stream.Dispose();

    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose | FileOptions.RandomAccess,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            // An open file needs no name, and without one it does not outlive a process that is killed.
            File.Delete(path);
        }

        return file;
    }

    private static long OffsetOf(long page, int slot) => (page * PageSize) + (slot * HashSize);

    private long PageOf(UInt128 hash) =>
        (long)Math.BigMul((ulong)hash ^ ulong.RotateLeft((ulong)(hash >> 64), 32), (ulong)_used.LongLength, out _);

    private long Next(long page) => page + 1 == _used.LongLength ? 0 : page + 1;

    private long Find(UInt128 hash)
    {
        for (var page = PageOf(hash); ; page = Next(page))
        {
            var content = _page.AsSpan(0, _used[page] * HashSize);
            Read(OffsetOf(page, 0), content);
            for (var slot = 0; slot < _used[page]; slot++)
            {
                if (BinaryPrimitives.ReadUInt128LittleEndian(content[(slot * HashSize)..]) == hash)
                {
                    return OffsetOf(page, slot);
                }
            }

            if (_used[page] < PageSlots)
            {
                return -1;
            }
        }
    }

    private void Read(long offset, Span<byte> content)
    {
        while (!content.IsEmpty)
        {
            var read = RandomAccess.Read(_file, content, offset);
            if (read == 0)
            {
                throw new EndOfStreamException(
                    "The file of the run's identifiers is shorter than it was written; something else has changed it."
                );
            }

            content = content[read..];
            offset += read;
        }
    }

    private void Write(long offset, UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[HashSize];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, hash);
        RandomAccess.Write(_file, bytes, offset);
    }
}
