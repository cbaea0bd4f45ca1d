using System.Buffers;
using System.Buffers.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>Dates as <c>YYYY-MM-DD</c> and points in time as ISO 8601 in UTC, straight into bytes.</summary>
internal static class TimeText
{
    public const int DateLength = 10;

    /// <summary><c>YYYY-MM-DDThh:mm:ss.fffffffZ</c>.</summary>
    public const int MaxTimestampLength = 28;

    /// <summary><c>YYYY-MM-DDThh:mm:ss</c>.</summary>
    private const int SecondsLength = 19;

    public static void WriteDate(Span<byte> target, DateOnly value)
    {
        value.Deconstruct(out var year, out var month, out var day);
        TwoDigits(target, year / 100);
        TwoDigits(target[2..], year % 100);
        target[4] = (byte)'-';
        TwoDigits(target[5..], month);
        target[7] = (byte)'-';
        TwoDigits(target[8..], day);
    }

    /// <summary>Writes the point in time; decimals only as far as there are any.</summary>
    /// <returns>Bytes written.</returns>
    public static int WriteTimestamp(Span<byte> target, DateTimeOffset value)
    {
        var utc = value.UtcDateTime;
        _ = Utf8Formatter.TryFormat(utc, target, out var length, new StandardFormat('O'));
        if (utc.Ticks % TimeSpan.TicksPerSecond == 0)
        {
            length = SecondsLength;
        }
        else
        {
            length--;
            while (target[length - 1] == (byte)'0')
            {
                length--;
            }
        }

        target[length] = (byte)'Z';
        return length + 1;
    }

    private static void TwoDigits(Span<byte> target, int value)
    {
        target[1] = (byte)('0' + (value % 10));
        target[0] = (byte)('0' + (value / 10));
    }
}
