using System.Globalization;
using System.Numerics;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Exact arithmetic with decimals, and Trino's rounding: half away from zero.</summary>
internal static class DecimalMath
{
    public static string Multiply(string left, string right)
    {
        var ((a, s1), (b, s2)) = (Read(left), Read(right));
        var product = a * b;
        return BigInteger.Abs(product) < BigInteger.Pow(10, 38)
            ? ToText(product, s1 + s2)
            : throw new SqlFailedException($"Decimal overflow: {left} * {right}");
    }

    public static string Divide(string left, string right, int scale)
    {
        var ((a, s1), (b, s2)) = (Read(left), Read(right));
        if (b.IsZero)
            throw new SqlFailedException("Division by zero");
        // One digit more than asked for, then rounded, would round twice; so the remainder decides.
        var shift = scale - s1 + s2;
        if (shift >= 0)
            a *= BigInteger.Pow(10, shift);
        else
            b *= BigInteger.Pow(10, -shift);
        var quotient = DivideRounded(a, b);
        return BigInteger.Abs(quotient) < BigInteger.Pow(10, 38)
            ? ToText(quotient, scale)
            : throw new SqlFailedException($"Decimal overflow: {left} / {right}");
    }

    public static string Modulo(string left, string right)
    {
        var ((a, s1), (b, s2)) = (Read(left), Read(right));
        if (b.IsZero)
            throw new SqlFailedException("Division by zero");
        var scale = Math.Max(s1, s2);
        return ToText(BigInteger.Remainder(a * BigInteger.Pow(10, scale - s1), b * BigInteger.Pow(10, scale - s2)), scale);
    }

    public static string Round(string text, long digits)
    {
        var (value, scale) = Read(text);
        if (digits >= scale)
            return text;
        if (digits < -38)
            return ToText(BigInteger.Zero, scale);
        var drop = BigInteger.Pow(10, (int)(scale - digits));
        return ToText(DivideRounded(value, drop) * drop, scale);
    }

    public static string Truncate(string text, long digits)
    {
        var (value, scale) = Read(text);
        if (digits >= scale)
            return text;
        if (digits < -38)
            return ToText(BigInteger.Zero, scale);
        var drop = BigInteger.Pow(10, (int)(scale - digits));
        return ToText(BigInteger.Divide(value, drop) * drop, scale);
    }

    /// <summary>A double's exact value, rounded to the scale.</summary>
    public static string FromDouble(double value, int precision, int scale)
    {
        if (!double.IsFinite(value))
            throw new SqlFailedException($"Cannot cast DOUBLE '{TextValues.FormatDouble(value)}' to DECIMAL({precision}, {scale})");
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = new BigInteger(bits & 0xFFFFFFFFFFFFF);
        if (exponent == 0)
            exponent++;
        else
            mantissa += BigInteger.One << 52;
        exponent -= 1075;
        if (bits < 0)
            mantissa = -mantissa;
        var scaled = mantissa * BigInteger.Pow(10, scale);
        var unscaled = exponent >= 0 ? scaled << exponent : DivideRounded(scaled, BigInteger.One << -exponent);
        return BigInteger.Abs(unscaled) < BigInteger.Pow(10, precision)
            ? ToText(unscaled, scale)
            : throw new SqlFailedException($"Cannot cast DOUBLE '{TextValues.FormatDouble(value)}' to DECIMAL({precision}, {scale})");
    }

    public static BigInteger Rescale(BigInteger value, int from, int to) =>
        to >= from ? value * BigInteger.Pow(10, to - from) : DivideRounded(value, BigInteger.Pow(10, from - to));

    public static string ToText(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var sign = unscaled.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static BigInteger DivideRounded(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var rest);
        if (BigInteger.Abs(rest) * 2 >= BigInteger.Abs(divisor))
            quotient += value.Sign * divisor.Sign;
        return quotient;
    }

    private static (BigInteger Value, int Scale) Read(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0
            ? (BigInteger.Parse(text, CultureInfo.InvariantCulture), 0)
            : (
                BigInteger.Parse(text.Remove(point, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
                text.Length - point - 1
            );
    }
}
