using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Writes single values of .NET types as a table can hold them. What it cannot hold is refused with a reason, never changed.</summary>
internal static class TdCells
{
    private const string TimestampPattern = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>Writes the value of the column that was named last.</summary>
    /// <returns>Why the value cannot be written, free of the value; <see langword="null"/> if it was.</returns>
    public static string? Write<T>(TdRowWriter row, TdRowConversion conversion, T value)
    {
        switch (value)
        {
            case null or DBNull:
                row.WriteNull();
                return null;
            case string text:
                return WriteText(row, text);
            case bool boolean:
                row.WriteValue(boolean);
                return null;
            case int number:
                row.WriteValue((long)number);
                return null;
            case long number:
                row.WriteValue(number);
                return null;
            case double number:
                return WriteDouble(row, number);
            case float number:
                return WriteSingle(row, number);
            case decimal number:
                WriteDecimal(row, conversion, number);
                return null;
            case DateTime moment:
                WriteTimestamp(row, conversion, Utc(moment));
                return null;
            case DateTimeOffset moment:
                WriteTimestamp(row, conversion, moment.UtcDateTime);
                return null;
            case DateOnly date:
                row.WriteValue(date);
                return null;
            default:
                return WriteOther(row, value);
        }
    }

    /// <summary>Reads a row's time.</summary>
    /// <returns>Why the value is no time; <see langword="null"/> if it is one.</returns>
    public static string? ReadTime<T>(T value, out long unixSeconds)
    {
        unixSeconds = 0;
        switch (value)
        {
            case null or DBNull:
                return "It is null, and every row needs a time.";
            case long number:
                return CheckTime(number, out unixSeconds);
            case int number:
                return CheckTime(number, out unixSeconds);
            case DateTime moment:
                unixSeconds = new DateTimeOffset(Utc(moment)).ToUnixTimeSeconds();
                return null;
            case DateTimeOffset moment:
                unixSeconds = moment.ToUnixTimeSeconds();
                return null;
            case DateOnly date:
                unixSeconds = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();
                return null;
            case uint or short or ushort or byte or sbyte:
                return CheckTime(Convert.ToInt64(value, CultureInfo.InvariantCulture), out unixSeconds);
            case string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var digits):
                return CheckTime(digits, out unixSeconds);
            case string text when TdTimeText.TryTimestamp(Encoding.UTF8.GetBytes(text), out var moment):
                unixSeconds = moment.ToUnixTimeSeconds();
                return null;
            case decimal number when decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue:
                return CheckTime((long)number, out unixSeconds);
            default:
                return "It is neither Unix seconds, nor a point in time, nor text in ISO 8601.";
        }
    }

    /// <summary>The kind of a value in words, for reports.</summary>
    public static string KindOf<T>(T value) =>
        value switch
        {
            null or DBNull => "null",
            string or char => "text",
            bool => "boolean",
            byte or sbyte or short or ushort or int or uint or long or ulong => "integer",
            float or double => "floating point",
            decimal => "decimal",
            DateTime or DateTimeOffset => "timestamp",
            DateOnly => "date",
            byte[] => "bytes",
            _ => "object",
        };

    public static string? WriteText(TdRowWriter row, string text)
    {
        try
        {
            row.WriteValue(text);
            return null;
        }
        catch (ArgumentException)
        {
            return "The text holds half of a surrogate pair, which UTF-8 cannot express.";
        }
    }

    public static string? WriteDouble(TdRowWriter row, double number)
    {
        if (double.IsInfinity(number))
        {
            return "The number is infinite.";
        }

        row.WriteValue(number);
        return null;
    }

    /// <summary>A float as the double that reads the same: 0.1f is 0.1, not 0.10000000149.</summary>
    public static string? WriteSingle(TdRowWriter row, float number)
    {
        Span<char> text = stackalloc char[32];
        return float.IsFinite(number) && number.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture)
            ? WriteDouble(row, double.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture))
            : WriteDouble(row, number);
    }

    public static void WriteDecimal(TdRowWriter row, TdRowConversion conversion, decimal number)
    {
        if (conversion.Decimals == TdDecimalFormat.Double)
        {
            row.WriteValue((double)number);
        }
        else
        {
            row.WriteValue(number);
        }
    }

    public static void WriteTimestamp(TdRowWriter row, TdRowConversion conversion, DateTime utc)
    {
        if (conversion.Timestamps == TdTimestampFormat.UnixSeconds)
        {
            row.WriteSeconds(new DateTimeOffset(utc));
            return;
        }

        Span<char> text = stackalloc char[40];
        _ = utc.TryFormat(text, out var length, TimestampPattern, CultureInfo.InvariantCulture);
        row.WriteValue(text[..length]);
    }

    public static DateTime Utc(DateTime moment) =>
        moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : DateTime.SpecifyKind(moment, DateTimeKind.Utc);

    private static string? WriteOther<T>(TdRowWriter row, T value)
    {
        switch (value)
        {
            case uint number:
                row.WriteValue((long)number);
                return null;
            case short number:
                row.WriteValue((long)number);
                return null;
            case ushort number:
                row.WriteValue((long)number);
                return null;
            case byte number:
                row.WriteValue((long)number);
                return null;
            case sbyte number:
                row.WriteValue((long)number);
                return null;
            case ulong number when number <= long.MaxValue:
                row.WriteValue((long)number);
                return null;
            case ulong:
                return "The number is above 9223372036854775807, which no column of type long holds. Convert it to text.";
            case char character:
                return WriteText(row, character.ToString());
            case Guid id:
                row.WriteValue(id.ToString());
                return null;
            case TimeOnly time:
                row.WriteValue(time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
                return null;
            case TimeSpan span:
                row.WriteValue(span.ToString("c", CultureInfo.InvariantCulture));
                return null;
            case IReadOnlyList<string?> list:
                row.WriteList(list);
                return null;
            case IReadOnlyList<long> list:
                row.WriteList(list);
                return null;
            case IReadOnlyList<double> list:
                row.WriteList(list);
                return null;
            case IReadOnlyDictionary<string, string?> map:
                row.WriteMap(map);
                return null;
            case Enum name:
                row.WriteValue(name.ToString());
                return null;
            case byte[]:
                return "Bytes cannot be stored. Convert them to text, such as Base64.";
            default:
                return "Values of this type cannot be stored. Convert it to text or a number.";
        }
    }

    private static string? CheckTime(long number, out long unixSeconds)
    {
        unixSeconds = number;
        return number is >= TdTimeText.MinUnixSeconds and <= TdTimeText.MaxUnixSeconds
            ? null
            : "The number is beyond the year 9999: milliseconds have to be divided by 1,000.";
    }
}
