namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>The functions behind <see cref="Casts"/> and arithmetic.</summary>
internal static class CastFunctions
{
    public static void Register(FunctionHost host)
    {
        host.Add<string, bool>("td_to_boolean", TextValues.ParseBoolean);
        host.Add<string, string, long>("td_to_long", TextValues.ParseLong);
        host.Add<string, string, double>("td_to_double", TextValues.ParseDouble);
        host.Add<string, int, int, string>("td_to_decimal", TextValues.ParseDecimal);
        host.Add<string, long>("td_to_date", TextValues.ParseDate);
        host.Add<string, int, long>("td_to_timestamp", TextValues.ParseTimestampWithoutZone);
        host.Add<string, int, long>("td_to_timestamptz", (text, precision) => TextValues.ParseTimestamp(text, precision).Micros);
        host.Add<double, string, long>("td_double_to_long", DoubleToLong);
        host.Add<double, int, int, string>("td_double_to_decimal", DecimalMath.FromDouble);
        host.Add<double, float>("td_to_real", value => (float)value);
        host.Add<double, string>("td_double_text", TextValues.FormatDouble);
        host.Add<double, string>("td_double_json", TextValues.FormatJsonDouble);
        host.Add<float, string>("td_real_text", TextValues.FormatReal);
        host.Add<string, string>("td_decimal_text", text => text.Replace(".", "0.", StringComparison.Ordinal));
        host.Add<long, int, string>("td_timestamp_text", ValueText.Timestamp);
        host.Add<long, int, string, string>("td_timestamptz_text", ValueText.TimestampTz);
        host.Add<long, long, long>("td_round_micros", CalendarMath.RoundMicros);
        host.Add<long, string, long>("td_to_local", CalendarMath.ToLocal);
        host.Add<long, string, long>("td_from_local", CalendarMath.FromLocal);
        host.Add<long, long, long>("td_add_months", CalendarMath.AddMonths);
        host.Add<long, long>("td_whole_days", WholeDays);
        host.Add<string, int, string>("td_fits", Fits);
        host.Add<long, long, long>("td_divide", Divide);
        host.Add<long, long, long>("td_modulo", Modulo);
        host.Add<long, long, long?>("td_try_divide", (a, b) => b == 0 ? null : Divide(a, b));
        host.Add<long, long, long?>("td_try_modulo", (a, b) => b == 0 ? null : Modulo(a, b));
        host.Add<string, string, string>("td_decimal_multiply", DecimalMath.Multiply);
        host.Add<string, string, int, string>("td_decimal_divide", DecimalMath.Divide);
        host.Add<string, string, string>("td_decimal_modulo", DecimalMath.Modulo);
        host.Add<string, string, int, string?>("td_try_decimal_divide", (a, b, s) => IsZero(b) ? null : DecimalMath.Divide(a, b, s));
        host.Add<string, string, string?>("td_try_decimal_modulo", (a, b) => IsZero(b) ? null : DecimalMath.Modulo(a, b));
        host.Add<long, long, long>("td_subscript", Subscript);
        host.Add<bool, string, bool>(
            "td_has_key",
            (has, key) => has ? true : throw new SqlFailedException($"Key not present in map: {key}")
        );
    }

    private static bool IsZero(string text) => text.All(c => c is '0' or '.' or '-');

    private static long DoubleToLong(double value, string type)
    {
        var (low, high) = type switch
        {
            "tinyint" => (sbyte.MinValue, sbyte.MaxValue + 1d),
            "smallint" => (short.MinValue, short.MaxValue + 1d),
            "integer" => (int.MinValue, int.MaxValue + 1d),
            _ => (-9.2233720368547758E18, 9.2233720368547758E18),
        };
        if (double.IsNaN(value))
            throw new SqlFailedException($"Cannot cast double NaN to {type}");
        var rounded = Math.Round(value, MidpointRounding.AwayFromZero);
        return rounded >= low && rounded < high
            ? (long)rounded
            : throw new SqlFailedException(
                type == "bigint"
                    ? $"Unable to cast {TextValues.FormatDouble(value)} to bigint"
                    : $"Out of range for {type}: {TextValues.FormatDouble(value)}"
            );
    }

    private static long WholeDays(long micros) =>
        micros % CalendarMath.MicrosPerDay == 0
            ? micros / CalendarMath.MicrosPerDay
            : throw new SqlFailedException("Cannot add hour, minutes or seconds to a date");

    private static string Fits(string text, int length) =>
        text.Length <= length ? text : throw new SqlFailedException($"Value {text} cannot be represented as varchar({length})");

    private static long Divide(long left, long right)
    {
        if (right == 0)
            throw new SqlFailedException("Division by zero");
        return left == long.MinValue && right == -1
            ? throw new SqlFailedException($"bigint division overflow: {left} / {right}")
            : left / right;
    }

    private static long Modulo(long left, long right)
    {
        if (right == 0)
            throw new SqlFailedException("Division by zero");
        return right == -1 ? 0 : left % right;
    }

    private static long Subscript(long index, long length) =>
        index switch
        {
            0 => throw new SqlFailedException("SQL array indices start at 1"),
            < 0 => throw new SqlFailedException($"Array subscript is negative: {index}"),
            _ => index <= length
                ? index
                : throw new SqlFailedException($"Array subscript must be less than or equal to array length: {index} > {length}"),
        };
}
