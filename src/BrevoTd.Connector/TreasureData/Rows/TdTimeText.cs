using System.Buffers;
using System.Text;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Reads dates and points in time in the ways Trino and Hive write them, and ISO 8601.</summary>
internal static class TdTimeText
{
    public const long MinUnixSeconds = -62_135_596_800;
    public const long MaxUnixSeconds = 253_402_300_799;

    private const int MaxZoneLength = 64;

    private static readonly SearchValues<byte> s_zoneNameBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-"u8
    );

    /// <summary>The date, or the date part of a point in time as it is written.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out DateOnly value)
    {
        value = default;
        if (!TryDatePart(text, out var date))
        {
            return false;
        }

        value = DateOnly.FromDateTime(date);
        return text.Length == 10 || TryTimestamp(text, out _);
    }

    /// <summary>
    /// A point in time: date, a blank or <c>T</c>, time with up to twelve decimals, and a zone as <c>Z</c>, offset or name.
    /// Without a zone it is UTC, as Treasure Data's engines run; a date alone is its first instant.
    /// </summary>
    public static bool TryTimestamp(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (!TryDatePart(text, out var date))
        {
            return false;
        }

        text = text[10..];
        if (text.IsEmpty)
        {
            value = new DateTimeOffset(date, TimeSpan.Zero);
            return true;
        }

        if (text[0] is not ((byte)' ' or (byte)'T' or (byte)'t') || !TryTimePart(text[1..], out var time, out var rest))
        {
            return false;
        }

        return TryZone(date + time, rest, out value);
    }

    private static bool TryDatePart(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        if (
            text.Length < 10
            || text[4] != '-'
            || text[7] != '-'
            || !TryDigits(text[..4], out var year)
            || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..10], out var day)
            || year == 0
            || month is 0 or > 12
            || day == 0
            || day > DateTime.DaysInMonth(year, month)
        )
        {
            return false;
        }

        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        return true;
    }

    private static bool TryTimePart(ReadOnlySpan<byte> text, out TimeSpan time, out ReadOnlySpan<byte> rest)
    {
        time = default;
        rest = default;
        if (
            text.Length < 5
            || text[2] != ':'
            || !TryDigits(text[..2], out var hour)
            || !TryDigits(text[3..5], out var minute)
            || hour > 23
            || minute > 59
        )
        {
            return false;
        }

        text = text[5..];
        var second = 0;
        long ticks = 0;
        if (text.Length > 0 && text[0] == ':')
        {
            if (text.Length < 3 || !TryDigits(text[1..3], out second) || second > 59)
            {
                return false;
            }

            text = text[3..];
            if (text.Length > 0 && text[0] is (byte)'.' or (byte)',')
            {
                var digits = 1;
                while (digits < text.Length && char.IsAsciiDigit((char)text[digits]))
                {
                    // Seven decimals are what .NET can hold.
                    if (digits <= 7)
                    {
                        ticks = (ticks * 10) + (text[digits] - '0');
                    }

                    digits++;
                }

                if (digits is 1 or > 13)
                {
                    return false;
                }

                for (var i = digits; i <= 7; i++)
                {
                    ticks *= 10;
                }

                text = text[digits..];
            }
        }

        time = new TimeSpan(hour, minute, second) + TimeSpan.FromTicks(ticks);
        rest = text;
        return true;
    }

    private static bool TryZone(DateTime local, ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length > 0 && text[0] == ' ')
        {
            text = text[1..];
            if (text.IsEmpty)
            {
                return false;
            }
        }

        TimeSpan offset;
        if (text.IsEmpty || text.SequenceEqual("Z"u8) || text.SequenceEqual("z"u8) || text.SequenceEqual("UTC"u8))
        {
            offset = TimeSpan.Zero;
        }
        else if (text[0] is (byte)'+' or (byte)'-')
        {
            if (!TryOffset(text, out offset))
            {
                return false;
            }
        }
        else if (!TryNamedZone(local, text, out offset))
        {
            return false;
        }

        var utcTicks = local.Ticks - offset.Ticks;
        if (utcTicks < DateTime.MinValue.Ticks || utcTicks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(local, offset);
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = default;
        var negative = text[0] == '-';
        text = text[1..];
        if (text.Length < 2 || !TryDigits(text[..2], out var hours))
        {
            return false;
        }

        var minutes = 0;
        text = text[2..];
        if (text.Length > 0)
        {
            if (text[0] == ':')
            {
                text = text[1..];
            }

            if (text.Length != 2 || !TryDigits(text, out minutes))
            {
                return false;
            }
        }

        if (minutes > 59 || (hours * 60) + minutes > 14 * 60)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = negative ? -offset : offset;
        return true;
    }

    private static bool TryNamedZone(DateTime local, ReadOnlySpan<byte> name, out TimeSpan offset)
    {
        offset = default;
        // The system looks names up as files, so nothing but the letters of zone names may get there.
        if (name.Length > MaxZoneLength || !char.IsAsciiLetter((char)name[0]) || name.IndexOfAnyExcept(s_zoneNameBytes) >= 0)
        {
            return false;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Encoding.ASCII.GetString(name), out var zone))
        {
            return false;
        }

        offset = zone.GetUtcOffset(local);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
