using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace BrevoTd.Connector.Http;

/// <summary>
/// The keys that a sweep has yielded last, in the order of the listing, as hashes: enough to recognise where a page joins on, whatever was inserted or deleted
/// meanwhile. Every value that was yielded and stands behind the first key of the window has its key in the window, so a value behind a known one is new
/// unless its key is known too.
/// </summary>
internal sealed class ListingWindow
{
    /// <summary>How many keys are remembered; so many consecutive values must disappear between two pages before a sweep loses its place.</summary>
    private const int Capacity = 10_000;

    /// <summary>How many keys a continuation token carries.</summary>
    private const int TokenCapacity = 32;

    private const string TokenPrefix = "s1.";
    private const byte CompleteFlag = 1;
    private const int HeaderSize = sizeof(long) + 1;

    private readonly List<ulong> _order = [];
    private readonly HashSet<ulong> _known = [];

    public bool IsEmpty => _order.Count == 0;

    /// <summary>Whether nothing has been forgotten: the window holds every key that the sweep has yielded.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The window of a new sweep, or that of a token; a token that is a plain number is an offset without keys.</summary>
    public static bool TryOpen(string? token, out long offset, out ListingWindow window)
    {
        window = new ListingWindow();
        offset = 0;
        if (token is null)
        {
            return true;
        }

        if (!token.StartsWith(TokenPrefix, StringComparison.Ordinal))
        {
            return long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out offset);
        }

        var bytes = new byte[HeaderSize + TokenCapacity * sizeof(ulong)];
        if (
            !TryDecode(token[TokenPrefix.Length..], bytes, out var length)
            || length < HeaderSize
            || (length - HeaderSize) % sizeof(ulong) != 0
        )
        {
            return false;
        }

        offset = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        window.IsComplete = bytes[sizeof(long)] == CompleteFlag;
        for (var at = HeaderSize; at < length; at += sizeof(ulong))
        {
            window.Insert(window._order.Count, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)));
        }

        return offset >= 0;
    }

    /// <summary>Where a sweep stands, without any key in the clear: a key may be an e-mail address.</summary>
    public string ToToken(long offset)
    {
        var keys = CollectionsMarshal.AsSpan(_order);
        var tail = keys.Length > TokenCapacity ? keys[^TokenCapacity..] : keys;
        var bytes = new byte[HeaderSize + tail.Length * sizeof(ulong)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, offset);
        bytes[sizeof(long)] = IsComplete && tail.Length == keys.Length ? CompleteFlag : default;
        for (var i = 0; i < tail.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(HeaderSize + i * sizeof(ulong)), tail[i]);
        }

        return TokenPrefix + Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>
    /// The values of a page that are new: those behind the first known one. Returns <see langword="null"/> when the page holds no known value, so that it does
    /// not show where it joins on.
    /// </summary>
    public List<T>? Join<T>(IReadOnlyList<T> values, Func<T, string?> keyOf, bool isStart)
    {
        var keys = new ulong?[values.Count];
        var first = -1;
        for (var i = 0; i < values.Count; i++)
        {
            keys[i] = keyOf(values[i]) is { } key ? Hash(key) : null;
            if (first < 0 && keys[i] is { } hash && _known.Contains(hash))
            {
                first = i;
            }
        }

        if (first < 0 && !isStart)
        {
            return null;
        }

        var added = new List<T>(values.Count);
        var place = first < 0 ? _order.Count : _order.LastIndexOf(keys[first]!.Value) + 1;
        for (var i = first + 1; i < values.Count; i++)
        {
            if (keys[i] is not { } key)
            {
                added.Add(values[i]);
            }
            else if (_known.Contains(key))
            {
                place = _order.LastIndexOf(key) + 1;
            }
            else
            {
                added.Add(values[i]);
                Insert(place++, key);
            }
        }

        Forget();
        return added;
    }

    private static bool TryDecode(string text, Span<byte> bytes, out int length)
    {
        var padded = text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - text.Length % 4) % 4);
        return Convert.TryFromBase64String(padded, bytes, out length);
    }

    private void Insert(int place, ulong key)
    {
        _order.Insert(place, key);
        _known.Add(key);
    }

    private void Forget()
    {
        var excess = _order.Count - Capacity;
        if (excess <= 0)
        {
            return;
        }

        for (var i = 0; i < excess; i++)
        {
            _known.Remove(_order[i]);
        }

        _order.RemoveRange(0, excess);
        IsComplete = false;
    }

    /// <summary>A hash that is the same in every process (FNV-1a, its bits mixed once more).</summary>
    private static ulong Hash(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in key)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return hash ^ (hash >> 33);
    }
}
