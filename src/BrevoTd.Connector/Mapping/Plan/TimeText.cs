namespace BrevoTd.Connector.Mapping;

/// <summary>Dates as <c>YYYY-MM-DD</c> and points in time as ISO 8601 in UTC, straight into bytes.</summary>
internal static class TimeText
{
    public const int DateLength = 10;

    /// <summary><c>YYYY-MM-DDThh:mm:ss.fffffffZ</c>.</summary>
    public const int MaxTimestampLength = 28;

    private const int FractionDigits = 7;

    public static void WriteDate(Span<byte> target, DateOnly value)
    {
        value.Deconstruct(out var year, out var month, out var day);
        WriteDate(target, year, month, day);
    }

    /// <summary>Writes the point in time; decimals only as far as there are any.</summary>
    /// <returns>Bytes written.</returns>
    public static int WriteTimestamp(Span<byte> target, DateTimeOffset value)
    {
        var utc = value.UtcDateTime;
        WriteDate(target, utc.Year, utc.Month, utc.Day);
        target[10] = (byte)'T';
        TwoDigits(target[11..], utc.Hour);
        target[13] = (byte)':';
        TwoDigits(target[14..], utc.Minute);
        target[16] = (byte)':';
        TwoDigits(target[17..], utc.Second);
        var length = 19;
        var fraction = (int)(utc.Ticks % TimeSpan.TicksPerSecond);
        if (fraction != 0)
        {
            target[length] = (byte)'.';
            var digits = FractionDigits;
            while (fraction % 10 == 0)
            {
                fraction /= 10;
                digits--;
            }

            for (var i = digits; i > 0; i--)
            {
                target[length + i] = (byte)('0' + (fraction % 10));
                fraction /= 10;
            }

            length += digits + 1;
        }

        target[length] = (byte)'Z';
        return length + 1;
    }

    private static void WriteDate(Span<byte> target, int year, int month, int day)
    {
        TwoDigits(target, year / 100);
        TwoDigits(target[2..], year % 100);
        target[4] = (byte)'-';
        TwoDigits(target[5..], month);
        target[7] = (byte)'-';
        TwoDigits(target[8..], day);
    }

    private static void TwoDigits(Span<byte> target, int value)
    {
        target[1] = (byte)('0' + (value % 10));
        target[0] = (byte)('0' + (value / 10));
    }
}
