using System.Globalization;
using System.Numerics;

namespace BrevoTd.Connector.Emulator.Sql;

internal static class MathFunctions
{
    private static readonly string[] s_integers = ["tinyint", "smallint", "integer", "bigint"];

    // The same functions as Java's; DuckDB's raise errors where these give NaN or infinity.
    private static readonly Dictionary<string, Func<double, double>> s_unary = new(StringComparer.Ordinal)
    {
        ["sqrt"] = Math.Sqrt,
        ["cbrt"] = CubeRoot,
        ["exp"] = Math.Exp,
        ["ln"] = Math.Log,
        ["log2"] = Math.Log2,
        ["log10"] = Math.Log10,
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["tan"] = Math.Tan,
        ["asin"] = Math.Asin,
        ["acos"] = Math.Acos,
        ["atan"] = Math.Atan,
        ["sinh"] = Math.Sinh,
        ["cosh"] = Math.Cosh,
        ["tanh"] = Math.Tanh,
        ["degrees"] = v => v / Math.PI * 180,
        ["radians"] = v => v / 180 * Math.PI,
    };

    public static void Register(FunctionHost host)
    {
        foreach (var (name, function) in s_unary)
            host.Add("td_" + name, function);
        host.Add<double, double, double>("td_power", Math.Pow);
        host.Add<double, double, double>("td_atan2", Math.Atan2);
        host.Add<double, long, double>("td_round", Round);
        host.Add<double, long, double>("td_truncate", Truncate);
        host.Add<long, long, long>("td_round_integer", RoundInteger);
        host.Add<string, long, string>("td_decimal_round", DecimalMath.Round);
        host.Add<string, long, string>("td_decimal_truncate", DecimalMath.Truncate);
        host.Add<long, long, string>("td_to_base", ToBase);
        host.Add<string, long, long>("td_from_base", FromBase);
        host.Add<long, long>("td_positive", n => n > 0 ? n : throw new SqlFailedException("bound must be positive"));
    }

    public static void Add(FunctionList list)
    {
        list.Begin("Mathematical");
        foreach (var type in s_integers)
        {
            list.Add($"abs({type}) -> {type}", "abs({0})");
            list.Add($"sign({type}) -> {type}", $"CAST(sign({{0}}) AS {type})");
            list.Add($"ceil({type}) -> {type}", "{0}");
            list.Add($"floor({type}) -> {type}", "{0}");
            list.Add($"round({type}) -> {type}", "{0}");
            list.Add($"round({type}, bigint) -> {type}", $"CAST(td_round_integer({{0}}, {{1}}) AS {type})");
        }
        foreach (var type in new[] { "real", "double" })
        {
            list.Add($"abs({type}) -> {type}", "abs({0})");
            list.Add($"sign({type}) -> {type}", $"(CASE WHEN isnan({{0}}) THEN {{0}} ELSE CAST(sign({{0}}) AS {type}) END)");
            list.Add($"ceil({type}) -> {type}", "ceil({0})");
            list.Add($"floor({type}) -> {type}", "floor({0})");
            list.Add($"round({type}) -> {type}", $"CAST(td_round({{0}}, 0) AS {type})");
            list.Add($"round({type}, bigint) -> {type}", $"CAST(td_round({{0}}, {{1}}) AS {type})");
            list.Add($"truncate({type}) -> {type}", $"CAST(td_truncate({{0}}, 0) AS {type})");
            list.Add($"truncate({type}, bigint) -> {type}", $"CAST(td_truncate({{0}}, {{1}}) AS {type})");
        }
        AddDecimals(list);
        list.Alias("ceiling", "ceil");

        foreach (var name in s_unary.Keys)
            list.Add($"{name}(double) -> double", $"td_{name}({{0}})");
        list.Add("log(double, double) -> double", "(td_ln({1}) / td_ln({0}))").Note = "The base comes first.";
        list.Add("power(double, double) -> double", "td_power({0}, {1})");
        list.Alias("pow", "power");
        list.Add("atan2(double, double) -> double", "td_atan2({0}, {1})");
        list.Add("e() -> double", "CAST('2.718281828459045' AS DOUBLE)");
        list.Add("pi() -> double", "CAST('3.141592653589793' AS DOUBLE)");
        list.Add("infinity() -> double", "CAST('Infinity' AS DOUBLE)");
        list.Add("nan() -> double", "CAST('NaN' AS DOUBLE)");
        list.Add("is_nan(double) -> boolean", "isnan({0})");
        list.Add("is_finite(double) -> boolean", "isfinite({0})");
        list.Add("is_infinite(double) -> boolean", "isinf({0})");
        list.Special("mod", "mod(n, m)", Modulo).Note = "The same as `n % m`; zero as divisor fails for integers and decimals.";
        list.Add("random() -> double", "random()");
        list.Add("random(bigint) -> =0", "CAST(floor(random() * td_positive({0})) AS BIGINT)");
        list.Add("random(bigint, bigint) -> bigint", "CAST({0} + floor(random() * td_positive({1} - {0})) AS BIGINT)");
        list.Alias("rand", "random");
        list.Add("to_base(bigint, bigint) -> varchar", "td_to_base({0}, {1})");
        list.Add("from_base(varchar, bigint) -> bigint", "td_from_base({0}, {1})");
        list.Add("bitwise_and(bigint, bigint) -> bigint", "({0} & {1})");
        list.Add("bitwise_or(bigint, bigint) -> bigint", "({0} | {1})");
        list.Add("bitwise_xor(bigint, bigint) -> bigint", "xor({0}, {1})");
        list.Add("bitwise_not(bigint) -> bigint", "(~{0})");
    }

    private static void AddDecimals(FunctionList list)
    {
        list.Add("abs(decimal) -> decimal", "abs({0})", site => site.Arguments[0].Type);
        list.Add("sign(decimal) -> decimal", "CAST(sign({0}) AS DECIMAL(1,0))", _ => TrinoType.Decimal(1, 0));
        list.Add("ceil(decimal) -> decimal", site => $"CAST(ceil({site[0]}) AS {Whole(site).ToDuckDb()})", Whole);
        list.Add("floor(decimal) -> decimal", site => $"CAST(floor({site[0]}) AS {Whole(site).ToDuckDb()})", Whole);
        list.Add(
            "round(decimal) -> decimal",
            site => $"CAST(td_decimal_round(CAST({site[0]} AS VARCHAR), 0) AS {Whole(site).ToDuckDb()})",
            Whole
        );
        list.Add(
            "round(decimal, bigint) -> decimal",
            site => $"CAST(td_decimal_round(CAST({site[0]} AS VARCHAR), {site[1]}) AS {Wider(site).ToDuckDb()})",
            Wider
        );
        list.Add(
            "truncate(decimal) -> decimal",
            site => $"CAST(td_decimal_truncate(CAST({site[0]} AS VARCHAR), 0) AS {Cut(site).ToDuckDb()})",
            Cut
        );
        list.Add(
            "truncate(decimal, bigint) -> decimal",
            site => $"CAST(td_decimal_truncate(CAST({site[0]} AS VARCHAR), {site[1]}) AS {site.Arguments[0].Type.ToDuckDb()})",
            site => site.Arguments[0].Type
        );

        // Rounding may carry into one more digit.
        static TrinoType Whole(CallSite site)
        {
            var type = site.Arguments[0].Type;
            return TrinoType.Decimal(Math.Min(38, type.Precision - type.Scale + Math.Min(1, type.Scale)) is var p and > 0 ? p : 1, 0);
        }

        static TrinoType Wider(CallSite site)
        {
            var type = site.Arguments[0].Type;
            return TrinoType.Decimal(Math.Min(38, type.Precision + 1), type.Scale);
        }

        static TrinoType Cut(CallSite site)
        {
            var type = site.Arguments[0].Type;
            return TrinoType.Decimal(Math.Max(type.Precision - type.Scale, 1), 0);
        }
    }

    private static Bound Modulo(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count != 2)
            throw call.At.Error("Unexpected parameters for function mod. Expected: mod(n, m)");
        return binder.Bind(new BinaryExpr("%", call.Arguments[0], call.Arguments[1], call.At), scope);
    }

    /// <summary>The C library's root of a cube may be off by the last digit; Java's is not.</summary>
    private static double CubeRoot(double value)
    {
        var root = Math.Cbrt(value);
        var whole = Math.Round(root);
        return whole * whole * whole == value ? whole : root;
    }

    private static double Round(double value, long digits)
    {
        if (!double.IsFinite(value) || value == 0)
            return value;
        var factor = Math.Pow(10, digits);
        var scaled = Math.Abs(value) * factor;
        // Where no fraction is left there is nothing to round.
        if (!double.IsFinite(scaled) || scaled >= 4503599627370496d)
            return value;
        var rounded = Math.Floor(scaled + 0.5) / factor;
        return value < 0 ? -rounded : rounded;
    }

    private static double Truncate(double value, long digits)
    {
        var factor = Math.Pow(10, digits);
        var scaled = value * factor;
        return double.IsFinite(scaled) ? Math.Truncate(scaled) / factor : value;
    }

    private static long RoundInteger(long value, long digits)
    {
        if (digits >= 0)
            return value;
        if (digits < -18)
            return 0;
        var factor = (long)BigInteger.Pow(10, (int)-digits);
        var quotient = Math.DivRem(value, factor, out var rest);
        if (Math.Abs(rest) >= factor - Math.Abs(rest))
            quotient += Math.Sign(value);
        return checked(quotient * factor);
    }

    private static string ToBase(long value, long radix)
    {
        CheckRadix(radix);
        var rest = BigInteger.Abs(value);
        var digits = "";
        do
        {
            digits = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % radix)] + digits;
            rest /= radix;
        } while (rest > 0);
        return value < 0 ? "-" + digits : digits;
    }

    private static long FromBase(string text, long radix)
    {
        CheckRadix(radix);
        var negative = text.StartsWith('-');
        var digits = text.TrimStart('+', '-');
        var value = BigInteger.Zero;
        foreach (var c in digits.ToLowerInvariant())
        {
            var digit =
                char.IsAsciiDigit(c) ? c - '0'
                : char.IsAsciiLetterLower(c) ? c - 'a' + 10
                : 99;
            if (digit >= radix)
                throw new SqlFailedException($"Not a valid base-{radix.ToString(CultureInfo.InvariantCulture)} number: {text}");
            value = (value * radix) + digit;
        }
        value = negative ? -value : value;
        return digits.Length > 0 && value >= long.MinValue && value <= long.MaxValue
            ? (long)value
            : throw new SqlFailedException($"Not a valid base-{radix.ToString(CultureInfo.InvariantCulture)} number: {text}");
    }

    private static void CheckRadix(long radix)
    {
        if (radix is < 2 or > 36)
            throw new SqlFailedException("Radix must be between 2 and 36");
    }
}
