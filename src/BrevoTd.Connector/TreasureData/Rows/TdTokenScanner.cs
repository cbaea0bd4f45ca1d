using System.Buffers.Binary;

namespace BrevoTd.Connector.TreasureData;

internal enum TdScanStatus
{
    /// <summary>The value is complete.</summary>
    Done,

    /// <summary>The value goes on behind the end of the data.</summary>
    Incomplete,

    /// <summary>The byte at the position begins no MessagePack value.</summary>
    Invalid,
}

/// <summary>
/// Finds where MessagePack values end, without looking at what they hold. It counts instead of recursing, so nesting costs no stack,
/// and it can be interrupted between any two tokens and taken up again when more data is there.
/// </summary>
internal static class TdTokenScanner
{
    /// <summary>The byte that MessagePack never uses.</summary>
    public const byte NeverUsed = 0xC1;

    // Text of 32 to 255 bytes: the commonest token whose length stands behind its first byte.
    private const byte ShortText = 0xD9;

    private const byte ShortList = 0x90;
    private const byte MediumList = 0xDC;
    private const int MaxShortList = 15;

    /// <summary>Whole length of the token by its first byte; 0 where the length is written behind it, or the token holds others.</summary>
    // csharpier-ignore
    private static ReadOnlySpan<byte> FixedLengths =>
        [
            // 0x00–0x7f: positive fixint
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            // 0x80–0x9f: fixmap, fixarray
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            // 0xa0–0xbf: fixstr
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
            // 0xc0–0xcf: nil, never used, false, true, bin ×3, ext ×3, float32, float64, uint ×4
            1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 5, 9, 2, 3, 5, 9,
            // 0xd0–0xdf: int ×4, fixext ×5, str ×3, array ×2, map ×2
            2, 3, 5, 9, 3, 4, 6, 10, 18, 0, 0, 0, 0, 0, 0, 0,
            // 0xe0–0xff: negative fixint
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        ];

    /// <summary>Reads the header of a list.</summary>
    /// <param name="data">The data; a header may go on behind its end.</param>
    /// <param name="length">Bytes of the header.</param>
    /// <param name="count">Values in the list.</param>
    /// <returns><see cref="TdScanStatus.Invalid"/> also for a valid token that is not a list.</returns>
    public static TdScanStatus ReadArrayHeader(ReadOnlySpan<byte> data, out int length, out uint count)
    {
        length = 0;
        count = 0;
        if (data.IsEmpty)
        {
            return TdScanStatus.Incomplete;
        }

        var code = data[0];
        if ((code & 0xF0) == 0x90)
        {
            length = 1;
            count = (uint)code & 0x0F;
            return TdScanStatus.Done;
        }

        if (code is not (0xDC or 0xDD))
        {
            return TdScanStatus.Invalid;
        }

        length = code == 0xDC ? 3 : 5;
        if (data.Length < length)
        {
            return TdScanStatus.Incomplete;
        }

        count = code == 0xDC ? BinaryPrimitives.ReadUInt16BigEndian(data[1..]) : BinaryPrimitives.ReadUInt32BigEndian(data[1..]);
        return TdScanStatus.Done;
    }

    /// <summary>
    /// The way that nearly every row takes: it is whole, and holds single tokens of a known length. Of all others nothing is said; the offsets
    /// mean nothing then.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="position">Where the row begins; afterwards, where it ends.</param>
    /// <param name="offsets">The places; one more than the row has values.</param>
    public static bool TryIndexRow(ReadOnlySpan<byte> data, ref int position, Span<int> offsets)
    {
        var at = position;
        var last = offsets.Length - 1;
        if ((uint)at >= (uint)data.Length)
        {
            return false;
        }

        if (last <= MaxShortList)
        {
            if (data[at] != (ShortList | last))
            {
                return false;
            }

            at++;
        }
        else
        {
            if (data[at] != MediumList || data.Length - at < 3 || BinaryPrimitives.ReadUInt16BigEndian(data[(at + 1)..]) != last)
            {
                return false;
            }

            at += 3;
        }

        var lengths = FixedLengths;
        for (var i = 0; i < last; i++)
        {
            offsets[i] = at;
            if ((uint)at >= (uint)data.Length)
            {
                return false;
            }

            var code = data[at];
            int length = lengths[code];
            if (length == 0)
            {
                if (code != ShortText || (uint)(at + 1) >= (uint)data.Length)
                {
                    return false;
                }

                length = 2 + data[at + 1];
            }

            at += length;
        }

        if (at > data.Length)
        {
            return false;
        }

        offsets[last] = at;
        position = at;
        return true;
    }

    /// <summary>Notes where each of a row's values begins, and where the last one ends.</summary>
    /// <param name="data">The data.</param>
    /// <param name="position">Where to go on; afterwards, where the scan stopped: behind the row, or at the token that could not be read.</param>
    /// <param name="offsets">The places; one more than the row has values.</param>
    /// <param name="column">Number of the value to go on with, kept by the caller between calls; 0 for a new row.</param>
    /// <param name="pending">Values inside the current one that are still missing, kept by the caller between calls; 0 for a new row.</param>
    /// <param name="needed">For <see cref="TdScanStatus.Incomplete"/>, the bytes that are certainly missing; at least 1.</param>
    public static TdScanStatus IndexRow(
        ReadOnlySpan<byte> data,
        ref int position,
        Span<int> offsets,
        ref int column,
        ref long pending,
        out long needed
    )
    {
        needed = 0;
        var lengths = FixedLengths;
        var at = position;
        var index = column;
        var last = offsets.Length - 1;
        if (pending > 0)
        {
            var status = Continue(data, ref at, ref pending, out needed);
            if (status != TdScanStatus.Done)
            {
                position = at;
                return status;
            }

            index++;
        }

        while (index < last)
        {
            offsets[index] = at;
            if ((uint)at < (uint)data.Length)
            {
                int length = lengths[data[at]];
                if (length != 0 && at + length <= data.Length)
                {
                    at += length;
                    index++;
                    continue;
                }
            }

            pending = 1;
            var status = Continue(data, ref at, ref pending, out needed);
            if (status != TdScanStatus.Done)
            {
                position = at;
                column = index;
                needed += last - index - 1;
                return status;
            }

            index++;
        }

        offsets[last] = at;
        position = at;
        column = index;
        return TdScanStatus.Done;
    }

    /// <summary>Moves behind one value and everything in it.</summary>
    public static TdScanStatus Skip(ReadOnlySpan<byte> data, ref int position)
    {
        long pending = 1;
        return Continue(data, ref position, ref pending, out _);
    }

    private static TdScanStatus Continue(ReadOnlySpan<byte> data, ref int position, ref long pending, out long needed)
    {
        var lengths = FixedLengths;
        var at = position;
        var left = pending;
        var status = TdScanStatus.Done;
        needed = 0;
        while (left > 0)
        {
            if ((uint)at >= (uint)data.Length)
            {
                needed = left;
                status = TdScanStatus.Incomplete;
                break;
            }

            long length = lengths[data[at]];
            long children = 0;
            if (length == 0 && !Measure(data[at..], out length, out children))
            {
                // Every value that is still missing has at least one byte.
                needed = length == 0 ? 0 : length - (data.Length - at) + (left - 1);
                status = length == 0 ? TdScanStatus.Invalid : TdScanStatus.Incomplete;
                break;
            }

            if (length > data.Length - at)
            {
                needed = length - (data.Length - at) + (left - 1);
                status = TdScanStatus.Incomplete;
                break;
            }

            at += (int)length;
            left += children - 1;
        }

        position = at;
        pending = left;
        return status;
    }

    /// <summary>Measures a token whose length does not follow from its first byte alone.</summary>
    /// <returns>Whether the token's header is there; if not, the length is that of the header, or 0 for a byte that begins no token.</returns>
    private static bool Measure(ReadOnlySpan<byte> token, out long length, out long children)
    {
        var code = token[0];
        children = 0;
        switch (code)
        {
            case <= 0x8F:
                length = 1;
                children = 2 * (code & 0x0F);
                return true;
            case <= 0x9F:
                length = 1;
                children = code & 0x0F;
                return true;
            case NeverUsed:
                length = 0;
                return false;
            case 0xC4 or 0xC7 or 0xD9:
                length = 2;
                break;
            case 0xC5 or 0xC8 or 0xDA or 0xDC or 0xDE:
                length = 3;
                break;
            default:
                length = 5;
                break;
        }

        if (token.Length < length)
        {
            return false;
        }

        long value = length switch
        {
            2 => token[1],
            3 => BinaryPrimitives.ReadUInt16BigEndian(token[1..]),
            _ => BinaryPrimitives.ReadUInt32BigEndian(token[1..]),
        };
        switch (code)
        {
            case 0xDC or 0xDD:
                children = value;
                break;
            case 0xDE or 0xDF:
                children = 2 * value;
                break;
            case 0xC7 or 0xC8 or 0xC9:
                // One more byte tells the extension's type.
                length += value + 1;
                break;
            default:
                length += value;
                break;
        }

        return true;
    }
}
