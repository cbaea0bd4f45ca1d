using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.Sync;

/// <summary>Which records were written lately, as hashes: what the next sweep reads again is recognised by it.</summary>
/// <remarks>A mark holds a hash of the content and, in its lowest 32 bits, the number of the page that it was written with.</remarks>
internal sealed class PullMemory
{
    private const int PageBits = 32;

    private readonly Dictionary<UInt128, UInt128> _kept = [];
    private readonly HashSet<UInt128> _stored = [];
    private readonly HashSet<UInt128> _seen = [];
    private HashSet<UInt128> _window = [];
    private HashSet<UInt128> _windowBefore = [];

    /// <summary>Reads the marks.</summary>
    /// <param name="store">The store.</param>
    /// <param name="set">Name of the set.</param>
    /// <param name="pending">Number of a page that may not be written yet although its marks are: they do not count.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<PullMemory> LoadAsync(ISyncStore store, string set, uint? pending, CancellationToken cancellationToken)
    {
        var memory = new PullMemory();
        await foreach (var mark in store.ReadMarksAsync(set, cancellationToken).ConfigureAwait(false))
        {
            if (mark.Content is not { } content)
            {
                continue;
            }

            _ = memory._stored.Add(mark.Key);
            if ((uint)content != pending)
            {
                memory._kept[mark.Key] = content >> PageBits;
            }
        }

        return memory;
    }

    public static UInt128 Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    public static UInt128 Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    public static UInt128 Content(UInt128 hash, uint page) => ((hash >> PageBits) << PageBits) | page;

    public bool Knows(UInt128 key, UInt128 content) =>
        (_kept.TryGetValue(key, out var known) && known == content >> PageBits) || _window.Contains(key) || _windowBefore.Contains(key);

    /// <summary>Remembers what stands in the time that the next sweep reads again.</summary>
    public void Keep(UInt128 key, UInt128 content)
    {
        _kept[key] = content >> PageBits;
        _ = _seen.Add(key);
    }

    /// <summary>Remembers what this run has written, for as long as it can come again.</summary>
    public void KeepForRun(UInt128 key) => _ = _window.Add(key);

    public void StartWindow() => (_windowBefore, _window) = (_window, []);

    /// <summary>Marks that the next sweep has no use for: what this one did not see in the time that they are about.</summary>
    public IEnumerable<SyncMark> Outdated() => _stored.Where(key => !_seen.Contains(key)).Select(static key => new SyncMark(key, null));
}
