using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Reads values from text, and writes floating-point numbers as text, as Trino's casts do.</summary>
internal static partial class TextValues
{
    private const long MicrosPerSecond = 1_000_000;

    public static bool ParseBoolean(string text) =>
        text.ToLowerInvariant() switch
        {
            "t" or "true" or "1" => true,
            "f" or "false" or "0" => false,
            _ => throw new SqlFailedException($"Cannot cast '{text}' to BOOLEAN"),
        };

    public static long ParseLong(string text, string type)
    {
        var digits = text.StartsWith('+') ? text[1..] : text;
        var valid = digits.Length > 0 && digits.TrimStart('-').Length >= digits.Length - 1 && digits.TrimStart('-').All(char.IsAsciiDigit);
        if (
            !valid
            || !long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            || !InRange(value, type)
        )
            throw new SqlFailedException($"Cannot cast '{text}' to {type.ToUpperInvariant()}");
        return value;
    }

    private static bool InRange(long value, string type) =>
        type switch
        {
            "integer" => value is >= int.MinValue and <= int.MaxValue,
            "smallint" => value is >= short.MinValue and <= short.MaxValue,
            "tinyint" => value is >= sbyte.MinValue and <= sbyte.MaxValue,
            _ => true,
        };

    public static double ParseDouble(string text, string type)
    {
        var trimmed = text.Trim();
        switch (trimmed.TrimStart('+', '-'))
        {
            case "NaN":
                return double.NaN;
            case "Infinity":
                return trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }
        // Java lets a number end in d or f.
        var number = trimmed.Length > 1 && trimmed[^1] is 'd' or 'D' or 'f' or 'F' ? trimmed[..^1] : trimmed;
        return FloatPattern().IsMatch(number)
            ? double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture)
            : throw new SqlFailedException($"Cannot cast '{text}' to {type.ToUpperInvariant()}");
    }

    public static string ParseDecimal(string text, int precision, int scale)
    {
        var match = DecimalPattern().Match(text.Trim());
        if (!match.Success)
            throw new SqlFailedException($"Cannot cast VARCHAR '{text}' to DECIMAL({precision}, {scale}). Value is not a number.");
        var fraction = match.Groups["f"].Value;
        var exponent = match.Groups["e"].Success
            ? int.Parse(match.Groups["e"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : 0;
        if (exponent is > 100 or < -400)
            throw new SqlFailedException($"Cannot cast VARCHAR '{text}' to DECIMAL({precision}, {scale}). Value too large.");
        var digits = BigInteger.Parse("0" + match.Groups["i"].Value + fraction, CultureInfo.InvariantCulture);
        if (match.Groups["s"].Value == "-")
            digits = -digits;
        var unscaled = DecimalMath.Rescale(digits, fraction.Length - exponent, scale);
        return BigInteger.Abs(unscaled) < BigInteger.Pow(10, precision)
            ? DecimalMath.ToText(unscaled, scale)
            : throw new SqlFailedException($"Cannot cast VARCHAR '{text}' to DECIMAL({precision}, {scale}). Value too large.");
    }

    /// <summary>Days since 1970.</summary>
    public static long ParseDate(string text)
    {
        var match = DatePattern().Match(text.Trim());
        return match.Success && TryDays(match, out var days) ? days : throw new SqlFailedException($"Value cannot be cast to date: {text}");
    }

    /// <summary>Microseconds since 1970, of the wall clock when there is no zone; and how many digits the fraction had.</summary>
    public static (long Micros, string? Zone, int Precision) ParseTimestamp(string text, int? precision = null)
    {
        var match = TimestampPattern().Match(text.Trim());
        if (!match.Success || !TryDays(match, out var days))
            throw NotATimestamp(text);
        var (hour, minute, second) = (Part(match, "h"), Part(match, "n"), Part(match, "s"));
        if (hour > 23 || minute > 59 || second > 59)
            throw NotATimestamp(text);
        var fraction = match.Groups["f"].Value;
        if (precision is null && fraction.Length > 6)
            throw new SqlFailedException($"Type not supported by the emulator: timestamp({fraction.Length})");
        var micros = ((((((days * 24) + hour) * 60) + minute) * 60) + second) * MicrosPerSecond;
        if (fraction.Length > 0)
            micros += long.Parse((fraction + "000000")[..6], CultureInfo.InvariantCulture);
        // The first digit that is cut off rounds up.
        if (fraction.Length > 6 && fraction[6] >= '5')
            micros++;
        if (precision is { } digits)
            micros = CalendarMath.RoundMicros(micros, (long)Math.Pow(10, 6 - digits));
        var zone = match.Groups["z"].Success ? match.Groups["z"].Value.Trim() : null;
        if (zone is null)
            return (micros, null, fraction.Length);
        zone = Zones.Normalize(zone);
        return (CalendarMath.FromLocal(micros, zone), zone, fraction.Length);
    }

    public static long ParseTimestampWithoutZone(string text, int precision)
    {
        var (micros, zone, _) = ParseTimestamp(text, precision);
        return zone is null ? micros : throw NotATimestamp(text);
    }

    private static SqlFailedException NotATimestamp(string text) => new($"Value cannot be cast to timestamp: {text}");

    private static int Part(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    private static bool TryDays(Match match, out long days)
    {
        days = 0;
        var (year, month, day) = (Part(match, "y"), Part(match, "m"), Part(match, "d"));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        days = new DateOnly(year, month, day).DayNumber - CalendarMath.EpochDay;
        return true;
    }

    /// <summary>One digit before the point, at least one behind it, and always an exponent: 1.0E10.</summary>
    public static string FormatDouble(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Infinity" : "-Infinity";
        return Scientific(value.ToString("E16", CultureInfo.InvariantCulture), value.ToString("R", CultureInfo.InvariantCulture));
    }

    public static string FormatReal(float value)
    {
        if (float.IsNaN(value))
            return "NaN";
        if (float.IsInfinity(value))
            return value > 0 ? "Infinity" : "-Infinity";
        return Scientific(value.ToString("E8", CultureInfo.InvariantCulture), value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>Java's text of a double, which JSON has: plain between 0.001 and 10,000,000, else with an exponent.</summary>
    public static string FormatJsonDouble(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            return "\"" + FormatDouble(value) + "\"";
        var magnitude = Math.Abs(value);
        if (magnitude is 0 or >= 1e-3 and < 1e7)
        {
            var plain = ((decimal)value).ToString(CultureInfo.InvariantCulture);
            var shortest = value.ToString("R", CultureInfo.InvariantCulture);
            var text = shortest.Contains('E', StringComparison.Ordinal) ? plain : shortest;
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
        }
        return FormatDouble(value);
    }

    private static string Scientific(string scientific, string shortest)
    {
        // The shortest text that reads back has the digits; the other one tells the exponent.
        var negative = shortest.StartsWith('-');
        var end = shortest.IndexOf('E', StringComparison.Ordinal);
        var digits = (end < 0 ? shortest : shortest[..end])
            .TrimStart('-')
            .Replace(".", "", StringComparison.Ordinal)
            .TrimStart('0')
            .TrimEnd('0');
        if (digits.Length == 0)
            return negative ? "-0.0E0" : "0.0E0";
        var exponent = int.Parse(
            scientific[(scientific.IndexOf('E', StringComparison.Ordinal) + 1)..],
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture
        );
        var fraction = digits.Length > 1 ? digits[1..] : "0";
        return string.Create(CultureInfo.InvariantCulture, $"{(negative ? "-" : "")}{digits[0]}.{fraction}E{exponent}");
    }

    [GeneratedRegex(@"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex FloatPattern();

    [GeneratedRegex(@"^(?<s>[+-]?)(?=\.?\d)(?<i>\d*)(\.(?<f>\d*))?([eE](?<e>[+-]?\d+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalPattern();

    [GeneratedRegex(@"^(?<y>\d{4,5})-(?<m>\d{1,2})-(?<d>\d{1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();

    [GeneratedRegex(
        @"^(?<y>\d{4,5})-(?<m>\d{1,2})-(?<d>\d{1,2})( (?:(?<h>\d{1,2}):(?<n>\d{1,2})(:(?<s>\d{1,2})(\.(?<f>\d{1,12}))?)?)?\s*(?<z>[A-Za-z+\-].*)?)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex TimestampPattern();
}
