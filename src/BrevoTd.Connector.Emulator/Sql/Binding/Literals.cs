using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Literals with a type, the current time, and arithmetic with dates and intervals.</summary>
internal static class Literals
{
    private const long MicrosPerDay = 86_400_000_000;

    public static Bound Decimal(string text, Position at)
    {
        var digits = text.TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : text.Length - point - 1;
        var precision = Math.Max(digits.TrimStart('0').Length, Math.Max(scale, 1));
        if (precision > 38)
            throw at.Error($"Invalid decimal value: {text}");
        var type = TrinoType.Decimal(precision, scale);
        return new Bound($"CAST('{text}' AS {type.ToDuckDb()})", type) { IsLiteral = true };
    }

    public static Bound Typed(TypedTextExpr e)
    {
        try
        {
            switch (e.Type)
            {
                case "date":
                    var days = TextValues.ParseDate(e.Value);
                    return new Bound($"DATE '{ValueText.Date((int)days)}'", TrinoType.Date) { IsLiteral = true };
                case "timestamp":
                    return Timestamp(e.Value);
                case "json":
                    return new Bound($"CAST({Names.Text(JsonText.Parse(e.Value))} AS JSON)", TrinoType.Json) { IsLiteral = true };
                case "decimal":
                    return Decimal(e.Value.Trim(), e.At);
                case "varchar":
                    return new Bound(Names.Text(e.Value), TrinoType.Varchar) { Text = e.Value, IsLiteral = true };
                case "time" or "char" or "ipaddress" or "uuid":
                    throw e.At.Error($"Type not supported by the emulator: {e.Type}");
                default:
                    var type = TypeText.Parse(e.Type);
                    return new Bound(Casts.Find(Names.Text(e.Value), TrinoType.Varchar, type, 0)!, type) { IsLiteral = true };
            }
        }
        catch (SqlFailedException error) when (!error.Message.StartsWith("line ", StringComparison.Ordinal))
        {
            throw e.At.Error($"'{e.Value}' is not a valid {e.Type.ToUpperInvariant()} literal");
        }
    }

    private static Bound Timestamp(string text)
    {
        var (micros, zone, precision) = TextValues.ParseTimestamp(text);
        if (zone is null)
            return new Bound($"TIMESTAMP '{ValueText.Timestamp(micros, 6)}'", TrinoType.Timestamp(precision)) { IsLiteral = true };
        return new Bound(
            string.Create(CultureInfo.InvariantCulture, $"make_timestamptz(CAST({micros} AS BIGINT))"),
            TrinoType.TimestampTz(precision, zone)
        )
        {
            IsLiteral = true,
        };
    }

    /// <summary>A literal that is cast tells its zone; other text may carry a zone of its own in each row.</summary>
    public static TrinoType ZoneOfCast(Bound value, TrinoType type)
    {
        if (value.Type.Kind == TypeKind.TimestampTz)
            return TrinoType.TimestampTz(type.Precision, value.Type.Zone);
        if (value.Type.Kind != TypeKind.Varchar)
            return type;
        try
        {
            return TrinoType.TimestampTz(type.Precision, value.Text is { } text ? TextValues.ParseTimestamp(text).Zone ?? "UTC" : null);
        }
        catch (SqlFailedException)
        {
            return type;
        }
    }

    public static Bound Interval(IntervalExpr e)
    {
        if (
            !decimal.TryParse(
                e.Value,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var count
            )
        )
            throw e.At.Error($"'{e.Value}' is not a valid INTERVAL literal");
        if (e.Unit != "second" && decimal.Truncate(count) != count)
            throw e.At.Error($"'{e.Value}' is not a valid INTERVAL literal");
        if (e.Negative)
            count = -count;
        if (e.Unit is "year" or "month")
        {
            var months = count * (e.Unit == "year" ? 12 : 1);
            return new Bound(string.Create(CultureInfo.InvariantCulture, $"CAST({months:0} AS INTEGER)"), TrinoType.IntervalYear)
            {
                IsLiteral = true,
            };
        }
        var seconds = e.Unit switch
        {
            "week" => 604_800,
            "day" => 86_400,
            "hour" => 3_600,
            "minute" => 60,
            _ => 1,
        };
        return new Bound(
            string.Create(CultureInfo.InvariantCulture, $"CAST({decimal.Truncate(count * seconds * 1_000) * 1_000:0} AS BIGINT)"),
            TrinoType.IntervalDay
        )
        {
            IsLiteral = true,
        };
    }

    /// <summary>The session runs in UTC, and its clock stands still while a query runs.</summary>
    public static Bound Current(CurrentExpr e, SqlSession session)
    {
        var precision = e.Precision ?? 3;
        if (precision > 6)
            throw e.At.Error($"Type not supported by the emulator: timestamp({precision})");
        var unit = (long)Math.Pow(10, 6 - precision);
        var micros = (session.QueryStart.UtcTicks - DateTime.UnixEpoch.Ticks) / 10 / unit * unit;
        return e.Word switch
        {
            "current_date" => new Bound($"DATE '{ValueText.Date((int)(micros / MicrosPerDay))}'", TrinoType.Date) { IsLiteral = true },
            "localtimestamp" => new Bound($"TIMESTAMP '{ValueText.Timestamp(micros, 6)}'", TrinoType.Timestamp(precision))
            {
                IsLiteral = true,
            },
            _ => new Bound(
                string.Create(CultureInfo.InvariantCulture, $"make_timestamptz(CAST({micros} AS BIGINT))"),
                TrinoType.TimestampTz(precision, "UTC")
            )
            {
                IsLiteral = true,
            },
        };
    }

    /// <summary>Arithmetic in which a date, a timestamp or an interval takes part; null when Trino has no such operator.</summary>
    public static Bound? TimeArithmetic(string sign, Bound left, Bound right)
    {
        var (a, b) = (left.Type.Kind, right.Type.Kind);
        if (
            sign == "+"
            && a is TypeKind.IntervalDay or TypeKind.IntervalYear
            && b is TypeKind.Date or TypeKind.Timestamp or TypeKind.TimestampTz
        )
            return TimeArithmetic(sign, right, left);
        return (a, b, sign) switch
        {
            (TypeKind.Date or TypeKind.Timestamp or TypeKind.TimestampTz, TypeKind.IntervalDay or TypeKind.IntervalYear, "+" or "-") =>
                Shift(left, right with { Sql = sign == "-" ? $"(-{right.Sql})" : right.Sql }),
            (TypeKind.Date, TypeKind.Date, "-") => new Bound(
                string.Create(CultureInfo.InvariantCulture, $"(CAST(({left.Sql} - {right.Sql}) AS BIGINT) * {MicrosPerDay})"),
                TrinoType.IntervalDay
            ),
            (TypeKind.Timestamp, TypeKind.Timestamp, "-") or (TypeKind.TimestampTz, TypeKind.TimestampTz, "-") => new Bound(
                $"(epoch_us({left.Sql}) - epoch_us({right.Sql}))",
                TrinoType.IntervalDay
            ),
            (TypeKind.IntervalDay, TypeKind.IntervalDay, "+" or "-") => new Bound(
                $"({left.Sql} {sign} {right.Sql})",
                TrinoType.IntervalDay
            ),
            (TypeKind.IntervalYear, TypeKind.IntervalYear, "+" or "-") => new Bound(
                $"({left.Sql} {sign} {right.Sql})",
                TrinoType.IntervalYear
            ),
            (TypeKind.IntervalDay or TypeKind.IntervalYear, _, "*") when right.Type.IsInteger => new Bound(
                $"({left.Sql} * {right.Sql})",
                left.Type
            ),
            (_, TypeKind.IntervalDay or TypeKind.IntervalYear, "*") when left.Type.IsInteger => new Bound(
                $"({left.Sql} * {right.Sql})",
                right.Type
            ),
            _ => null,
        };
    }

    private static Bound Shift(Bound time, Bound interval)
    {
        var months = interval.Type.Kind == TypeKind.IntervalYear;
        switch (time.Type.Kind)
        {
            case TypeKind.Date:
                return months
                    ? new Bound($"CAST(({time.Sql} + to_months({interval.Sql})) AS DATE)", time.Type)
                    : new Bound($"({time.Sql} + CAST(td_whole_days({interval.Sql}) AS INTEGER))", time.Type);
            case TypeKind.Timestamp:
                return months
                    ? new Bound($"make_timestamp(td_add_months(epoch_us({time.Sql}), CAST({interval.Sql} AS BIGINT)))", time.Type)
                    : new Bound($"make_timestamp(epoch_us({time.Sql}) + {interval.Sql})", Finer(time.Type));
            default:
                if (!months)
                    return new Bound($"make_timestamptz(epoch_us({time.Sql}) + {interval.Sql})", Finer(time.Type));
                var zone = time.Type.Zone ?? throw Casts.UnknownZone();
                var local = Casts.Local(time.Sql, zone);
                return new Bound(
                    Casts.Instant($"make_timestamp(td_add_months(epoch_us({local}), CAST({interval.Sql} AS BIGINT)))", zone),
                    time.Type
                );
        }
    }

    /// <summary>An interval has milliseconds, and so has the sum.</summary>
    private static TrinoType Finer(TrinoType type) =>
        type.Precision >= 3 ? type
        : type.Kind == TypeKind.Timestamp ? TrinoType.Timestamp(3)
        : TrinoType.TimestampTz(3, type.Zone);
}
