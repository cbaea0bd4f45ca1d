using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Treasure Data's own functions. Times are seconds since 1970, or text that <see cref="UnixTime"/> reads.</summary>
internal static class TreasureDataFunctions
{
    public static void Register(FunctionHost host)
    {
        host.Add<string, string, long?>("td_time_parse_udf", UnixTime.TryParse);
        host.Add<string, string, long>("td_time_bound", UnixTime.Parse);
        host.Add<long, string, string, string>("td_time_format_udf", UnixTime.Format);
        host.Add<long, string, string, string>("td_time_string_udf", UnixTime.ToShortText);
        host.Add<long, string, long>("td_time_add_udf", (time, duration) => UnixTime.Add(time, duration));
        host.Add<string, long, string, long>("td_date_trunc_udf", UnixTime.Truncate);
        host.Add<string, string?>("td_url_decode_udf", UrlDecode);
#pragma warning disable CA5351 // The function is MD5 by name.
        host.Add<string, string>(
            "td_md5_udf",
            text => System.Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant()
        );
#pragma warning restore CA5351
    }

    public static void Add(FunctionList list)
    {
        list.Begin("Treasure Data");
        list.Special("td_time_range", "TD_TIME_RANGE(time, start[, end[, zone]])", TimeRange).Note =
            "`start <= time < end`. A bound that is NULL is open. Bounds are Unix seconds, or `yyyy-MM-dd[ HH:mm:ss[.fff]]` with or without a zone.";
        list.Special("td_interval", "TD_INTERVAL(time, interval[, zone])", Interval).Note =
            "Units `s m h d w M q y`; offsets after `/` are `now`, a date, or intervals that do not point forward (`-7d/-1d`, `-1h/now`, `-3d/2024-01-31`). "
            + "Counts from the scheduled time when the statement mentions TD_SCHEDULED_TIME, else from the query's start. Interval and zone must be literals.";
        list.Special("td_scheduled_time", "TD_SCHEDULED_TIME()", ScheduledTime);
        foreach (var zone in new[] { (Text: "", Sql: "'UTC'"), (Text: ", varchar", Sql: "{1}") })
        {
            list.Add($"td_time_parse(varchar{zone.Text}) -> bigint", $"td_time_parse_udf({{0}}, {zone.Sql})").Note =
                "NULL for text that is no time. Zones also as JST, PST, PDT, ….";
        }
        foreach (var zone in new[] { (Text: "", Sql: "'UTC'"), (Text: ", varchar", Sql: "{2}") })
        {
            list.Add($"td_time_format(bigint, varchar{zone.Text}) -> varchar", $"td_time_format_udf({{0}}, {{1}}, {zone.Sql})").Note =
                "Letters `y M d D E a H h m s S Z`; others are refused.";
            list.Add($"td_time_string(bigint, varchar{zone.Text}) -> varchar", $"td_time_string_udf({{0}}, {{1}}, {zone.Sql})").Note =
                "`y q M w d h m s`, and `y! M! d! h! m! s!`; other formats are refused.";
            list.Add($"td_time_add(bigint, varchar{zone.Text}) -> bigint", "td_time_add_udf({0}, {1})").Note =
                "Units `d h m s w`; months and years are refused.";
            list.Add(
                $"td_time_add(varchar, varchar{zone.Text}) -> bigint",
                $"td_time_add_udf(td_time_parse_udf({{0}}, {zone.Sql}), {{1}})"
            );
            list.Add($"td_date_trunc(varchar, bigint{zone.Text}) -> bigint", $"td_date_trunc_udf({{0}}, {{1}}, {zone.Sql})").Note =
                "Units `minute hour day week month quarter year`.";
        }
        list.Add("td_url_decode(varchar) -> varchar", "td_url_decode_udf({0})").Note = "NULL for text that is not encoded rightly.";
        list.Add("td_md5(varchar) -> varchar", "td_md5_udf({0})").Note = "Hexadecimal, in lower case.";
    }

    private static string? UrlDecode(string text)
    {
        try
        {
            return UrlFunctions.Decode(text, plus: true);
        }
        catch (SqlFailedException)
        {
            return null;
        }
    }

    private static Bound ScheduledTime(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count > 0)
            throw call.At.Error("Unexpected parameters for function td_scheduled_time. Expected: td_scheduled_time()");
        var time = (binder.Session.ScheduledTime ?? binder.Session.QueryStart).ToUnixTimeSeconds();
        return new Bound(string.Create(CultureInfo.InvariantCulture, $"CAST({time} AS BIGINT)"), TrinoType.BigInt) { IsLiteral = true };
    }

    private static Bound TimeRange(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count is < 2 or > 4)
            throw call.At.Error("Unexpected parameters for function td_time_range. Expected: td_time_range(time, start[, end[, zone]])");
        var time = Time(binder, call.Arguments[0], scope);
        var zone = call.Arguments.Count == 4 ? ZoneSql(binder.Bind(call.Arguments[3], scope), call.At) : "'UTC'";
        var conditions = new List<string>();
        for (var i = 1; i < Math.Min(call.Arguments.Count, 3); i++)
        {
            var bound = Bound(binder, call.Arguments[i], zone, scope);
            if (bound is null)
                continue;
            var compare = $"{time} {(i == 1 ? ">=" : "<")} {bound.Sql}";
            conditions.Add(bound.IsLiteral ? compare : $"({bound.Sql} IS NULL OR {compare})");
        }
        // Without a bound every time is in range, but NULL still is not.
        return new Bound(conditions.Count == 0 ? $"({time} = {time})" : $"({string.Join(" AND ", conditions)})", TrinoType.Boolean);
    }

    private static string Time(Binder binder, Expr expression, Scope scope)
    {
        var time = binder.Bind(expression, scope);
        return time.Type.IsInteger || time.Type.Kind == TypeKind.Unknown
            ? binder.Convert(time, TrinoType.BigInt, expression.At)
            : throw expression.At.Error($"The time must be a bigint of Unix seconds, not {time.Type}");
    }

    private static Bound? Bound(Binder binder, Expr expression, string zone, Scope scope)
    {
        var value = binder.Bind(expression, scope);
        switch (value.Type.Kind)
        {
            case TypeKind.Unknown:
                return null;
            case TypeKind.Varchar when value.Text is { } text && zone.StartsWith('\''):
                var seconds = Guard(() => UnixTime.Parse(text, zone.Trim('\'')), expression.At);
                return new Bound(string.Create(CultureInfo.InvariantCulture, $"CAST({seconds} AS BIGINT)"), TrinoType.BigInt)
                {
                    IsLiteral = true,
                };
            case TypeKind.Varchar:
                return new Bound($"td_time_bound({value.Sql}, {zone})", TrinoType.BigInt);
            default:
                return value.Type.IsInteger
                    ? value with
                    {
                        Sql = binder.Convert(value, TrinoType.BigInt, expression.At),
                        Type = TrinoType.BigInt,
                    }
                    : throw expression.At.Error($"A bound must be a bigint or a varchar, not {value.Type}");
        }
    }

    private static string ZoneSql(Bound zone, Position at) =>
        zone.Type.Kind != TypeKind.Varchar ? throw at.Error($"A time zone must be a varchar, not {zone.Type}")
        : zone.Text is { } text ? Names.Text(Guard(() => Zones.NormalizeShort(text), at))
        : zone.Sql;

    private static Bound Interval(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count is not (2 or 3))
            throw call.At.Error("Unexpected parameters for function td_interval. Expected: td_interval(time, interval[, zone])");
        var time = Time(binder, call.Arguments[0], scope);
        var interval = Literal(binder, call.Arguments[1], scope);
        var zone = call.Arguments.Count == 3 ? Literal(binder, call.Arguments[2], scope) : "UTC";
        var (start, end) = Guard(() => TimeInterval.Parse(interval, zone, binder.IntervalBase), call.Arguments[1].At);
        return new Bound(string.Create(CultureInfo.InvariantCulture, $"({time} >= {start} AND {time} < {end})"), TrinoType.Boolean);
    }

    private static string Literal(Binder binder, Expr expression, Scope scope) =>
        binder.Bind(expression, scope).Text
        ?? throw expression.At.Error("td_interval with other than literals is not supported by the emulator");

    private static T Guard<T>(Func<T> read, Position at)
    {
        try
        {
            return read();
        }
        catch (SqlFailedException error)
        {
            throw at.Error(error.Message);
        }
    }
}
