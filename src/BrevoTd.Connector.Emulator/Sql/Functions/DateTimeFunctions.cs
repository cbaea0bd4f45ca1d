using System.Globalization;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Emulator.Sql;

internal static partial class DateTimeFunctions
{
    private static readonly string[] s_dateUnits = ["day", "week", "month", "quarter", "year"];
    private static readonly string[] s_units = ["millisecond", "second", "minute", "hour", .. s_dateUnits];

    private static readonly (string Function, string Part, bool Date)[] s_parts =
    [
        ("year", "year", true),
        ("quarter", "quarter", true),
        ("month", "month", true),
        ("week", "week", true),
        ("week_of_year", "week", true),
        ("day", "day", true),
        ("day_of_month", "day", true),
        ("day_of_week", "day_of_week", true),
        ("dow", "day_of_week", true),
        ("day_of_year", "day_of_year", true),
        ("doy", "day_of_year", true),
        ("year_of_week", "year_of_week", true),
        ("yow", "year_of_week", true),
        ("hour", "hour", false),
        ("minute", "minute", false),
        ("second", "second", false),
        ("millisecond", "millisecond", false),
    ];

    public static void Register(FunctionHost host)
    {
        host.Add<string, long, long>("td_date_part", CalendarMath.Part);
        host.Add<string, long, long>("td_date_trunc", (unit, micros) => CalendarMath.Truncate(unit.ToLowerInvariant(), micros));
        host.Add<string, long, long, long>(
            "td_date_add",
            (unit, count, micros) => CalendarMath.Add(unit.ToLowerInvariant(), count, micros)
        );
        host.Add<string, long, long, long>("td_date_diff", (unit, from, to) => CalendarMath.Difference(unit.ToLowerInvariant(), from, to));
        host.Add<long, long>("td_last_day", CalendarMath.LastDayOfMonth);
        host.Add<double, long>("td_unix_micros", UnixMicros);
        host.Add<long, string, string, string>(
            "td_mysql_format",
            (micros, pattern, zone) => Format(TimePatterns.MySql(pattern), micros, zone)
        );
        host.Add<long, string, string, string>(
            "td_joda_format",
            (micros, pattern, zone) => Format(TimePatterns.Joda(pattern), micros, zone)
        );
        host.Add<string, string, long>("td_mysql_parse", MySqlParse);
        host.Add<string, string, long>("td_joda_parse", JodaParse);
        host.Add<string, long>("td_iso_timestamp", text => ParseIso(text).Micros);
        host.Add<string, long>("td_iso_date", ParseIsoDate);
        host.Add<long, string, int, string>("td_iso_text", IsoText);
    }

    public static void Add(FunctionList list)
    {
        list.Begin("Date and time");
        list.Special("now", "now()", (binder, call, _) => Now(binder, call)).Note =
            "Also `current_timestamp`, `current_date`, `localtimestamp`: the time at which the query began, in UTC.";
        list.Add("current_timezone() -> varchar", "'UTC'");
        list.Add("date(date) -> date", "{0}");
        list.Add("date(timestamp) -> date", site => site.Cast(site[0], site.Arguments[0].Type, TrinoType.Date));
        list.Add("date(timestamptz) -> date", site => site.Cast(site[0], site.Arguments[0].Type, TrinoType.Date));
        list.Add("date(varchar) -> date", site => site.Cast(site[0], TrinoType.Varchar, TrinoType.Date));
        foreach (var (function, part, ofDate) in s_parts)
        {
            if (ofDate)
                list.Add($"{function}(date) -> bigint", $"td_date_part('{part}', epoch_us({{0}}))");
            list.Add($"{function}(timestamp) -> bigint", $"td_date_part('{part}', epoch_us({{0}}))");
            list.Add($"{function}(timestamptz) -> bigint", site => $"td_date_part('{part}', {Micros(site, 0)})");
        }
        list.Functions.Single(f => f.Name == "day_of_week").Note = "1 is Monday.";
        list.Functions.Single(f => f.Name == "week").Note = "ISO week.";
        list.Add("last_day_of_month(date) -> date", site => $"CAST(make_timestamp(td_last_day({Micros(site, 0)})) AS DATE)");
        list.Add("last_day_of_month(timestamp) -> date", site => $"CAST(make_timestamp(td_last_day({Micros(site, 0)})) AS DATE)");
        list.Add("last_day_of_month(timestamptz) -> date", site => $"CAST(make_timestamp(td_last_day({Micros(site, 0)})) AS DATE)");
        AddArithmetic(list);
        AddConversions(list);
        AddText(list);
    }

    private static void AddArithmetic(FunctionList list)
    {
        foreach (var type in new[] { "date", "timestamp", "timestamptz" })
        {
            list.Add($"date_trunc(varchar, {type}) -> =1", site => Back(site, 1, $"td_date_trunc({Unit(site, 1)}, {Micros(site, 1)})"));
            list.Add($"date_add(varchar, bigint, {type}) -> =2", Shift);
            list.Add($"date_diff(varchar, {type}, {type}) -> bigint", Difference).Note = "Whole units that have passed.";
        }
        list.Add("to_milliseconds(interval) -> bigint", "({0} // 1000)");
    }

    private static void AddConversions(FunctionList list)
    {
        list.Add("from_unixtime(double) -> timestamptz", "make_timestamptz(td_unix_micros({0}))");
        list.Add(
            "from_unixtime(double, varchar) -> timestamptz",
            "make_timestamptz(td_unix_micros({0}))",
            site => Zoned(3, Zone(site, 1))
        ).Note = "The zone must be a literal.";
        list.Add("to_unixtime(timestamptz) -> double", "(epoch_us({0}) / CAST(1000000 AS DOUBLE))");
        list.Add(
            "at_timezone(timestamptz, varchar) -> timestamptz",
            "{0}",
            site => Zoned(site.Arguments[0].Type.Precision, Zone(site, 1))
        ).Note = "Also `value AT TIME ZONE zone`. The zone must be a literal.";
        list.Add(
            "with_timezone(timestamp, varchar) -> timestamptz",
            site => Casts.Instant(site[0], Zone(site, 1)),
            site => Zoned(site.Arguments[0].Type.Precision, Zone(site, 1))
        );
        list.Add("from_iso8601_timestamp(varchar) -> timestamptz", "make_timestamptz(td_iso_timestamp({0}))", IsoType).Note =
            "Calendar dates, with or without time and offset. Where the zone is not known before the query runs, `at_timezone` must say which one is meant.";
        list.Add("from_iso8601_date(varchar) -> date", "(DATE '1970-01-01' + CAST(td_iso_date({0}) AS INTEGER))");
        list.Add("to_iso8601(date) -> varchar", "CAST({0} AS VARCHAR)");
        list.Add("to_iso8601(timestamp) -> varchar", site => $"td_iso_text(epoch_us({site[0]}), '', {Digits(site)})");
        list.Add(
            "to_iso8601(timestamptz) -> varchar",
            site => $"td_iso_text(epoch_us({site[0]}), {Names.Text(ZoneOf(site, 0))}, {Digits(site)})"
        );

        static string Digits(CallSite site) => site.Arguments[0].Type.Precision.ToString(CultureInfo.InvariantCulture);
    }

    private static void AddText(FunctionList list)
    {
        list.Add("date_format(timestamp, varchar) -> varchar", site => $"td_mysql_format({Micros(site, 0)}, {site[1]}, 'UTC')").Note =
            "`%a %b %c %d %e %f %H %h %I %i %j %k %l %M %m %p %r %S %s %T %v %W %x %Y %y %%`; `%D %U %u %V %w %X` fail as in Trino.";
        list.Add("date_format(timestamptz, varchar) -> varchar", site => $"td_mysql_format({Micros(site, 0)}, {site[1]}, 'UTC')");
        list.Add("date_parse(varchar, varchar) -> timestamp", "make_timestamp(td_mysql_parse({0}, {1}))").Note =
            "As `date_format`, without weeks.";
        list.Add("format_datetime(timestamp, varchar) -> varchar", site => $"td_joda_format({Micros(site, 0)}, {site[1]}, 'UTC')").Note =
            "Joda-Time's letters `y Y M d D E e w x a H h m s S Z`; others are refused.";
        list.Add(
            "format_datetime(timestamptz, varchar) -> varchar",
            site => $"td_joda_format({Micros(site, 0)}, {site[1]}, {Names.Text(ZoneOf(site, 0))})"
        );
        list.Add("parse_datetime(varchar, varchar) -> timestamptz", "make_timestamptz(td_joda_parse({0}, {1}))", ParsedType).Note =
            "Letters as in `format_datetime`, without weeks and two-digit years. A pattern with a zone gives values whose zone `at_timezone` must say.";
    }

    /// <summary>The operator AT TIME ZONE.</summary>
    public static Bound AtTimeZone(Binder binder, Bound value, Bound zone, Position at)
    {
        if (value.Type.Kind is not (TypeKind.Timestamp or TypeKind.TimestampTz))
            throw at.Error($"Type of value must be a time or timestamp with or without time zone (actual {value.Type})");
        var name = Normalize(zone.Text ?? throw at.Error("AT TIME ZONE with other than a literal is not supported by the emulator"), at);
        var source = value.Type.Kind == TypeKind.TimestampTz ? value.Type : TrinoType.TimestampTz(value.Type.Precision, "UTC");
        return new Bound(binder.Convert(value, source, at), Zoned(source.Precision, name));
    }

    private static Bound Now(Binder binder, CallExpr call) =>
        call.Arguments.Count == 0
            ? Literals.Current(new CurrentExpr("current_timestamp", null, call.At), binder.Session)
            : throw call.At.Error("Unexpected parameters for function now. Expected: now()");

    private static TrinoType Zoned(int precision, string zone) => TrinoType.TimestampTz(precision, zone);

    private static string Zone(CallSite site, int index) =>
        Normalize(
            site.Arguments[index].Text
                ?? throw site.Error($"Function {site.Call.Name} with other than a literal as zone is not supported by the emulator"),
            site.Call.At
        );

    private static string Normalize(string zone, Position at)
    {
        try
        {
            return Zones.Normalize(zone);
        }
        catch (SqlFailedException error)
        {
            throw at.Error(error.Message);
        }
    }

    private static string ZoneOf(CallSite site, int index) =>
        site.Arguments[index].Type.Zone ?? throw site.Error(Casts.UnknownZone().Message);

    /// <summary>Microseconds of the wall clock that a value shows.</summary>
    private static string Micros(CallSite site, int index) =>
        site.Arguments[index].Type.Kind == TypeKind.TimestampTz
            ? $"epoch_us({Casts.Local(site[index], ZoneOf(site, index))})"
            : $"epoch_us({site[index]})";

    /// <summary>A wall clock's microseconds as the type of an argument.</summary>
    private static string Back(CallSite site, int index, string micros) =>
        site.Arguments[index].Type.Kind switch
        {
            TypeKind.Date => $"CAST(make_timestamp({micros}) AS DATE)",
            TypeKind.Timestamp => $"make_timestamp({micros})",
            _ => Casts.Instant($"make_timestamp({micros})", ZoneOf(site, index)),
        };

    /// <summary>The unit, checked before the query runs when it is a literal.</summary>
    private static string Unit(CallSite site, int time)
    {
        var isDate = site.Arguments[time].Type.Kind == TypeKind.Date;
        if (site.Arguments[0].Text is not { } text)
            return isDate ? throw site.Error("A unit other than a literal is not supported by the emulator for dates") : site[0];
        var unit = text.ToLowerInvariant();
        return (isDate ? s_dateUnits : s_units).Contains(unit)
            ? Names.Text(unit)
            : throw site.Error($"'{text}' is not a valid {(isDate ? "DATE" : "TIMESTAMP")} field");
    }

    /// <summary>Hours and less pass on every clock alike, days and more pass on the wall clock.</summary>
    private static string Shift(CallSite site)
    {
        var unit = Unit(site, 2);
        var type = site.Arguments[2].Type;
        if (type.Kind == TypeKind.TimestampTz && unit is "'hour'" or "'minute'" or "'second'" or "'millisecond'")
            return $"make_timestamptz(td_date_add({unit}, {site[1]}, epoch_us({site[2]})))";
        return Back(site, 2, $"td_date_add({unit}, {site[1]}, {Micros(site, 2)})");
    }

    private static string Difference(CallSite site)
    {
        var unit = Unit(site, 1);
        if (site.Arguments[1].Type.Kind != TypeKind.TimestampTz || unit is "'hour'" or "'minute'" or "'second'" or "'millisecond'")
            return $"td_date_diff({unit}, epoch_us({site[1]}), epoch_us({site[2]}))";
        var zone = ZoneOf(site, 1);
        return $"td_date_diff({unit}, epoch_us({Casts.Local(site[1], zone)}), epoch_us({Casts.Local(site[2], zone)}))";
    }

    private static long UnixMicros(double seconds)
    {
        var millis = Math.Floor((seconds * 1_000) + 0.5);
        if (double.IsNaN(millis) || Math.Abs(millis) > 9e15)
            throw new SqlFailedException($"Millisecond overflow: {TextValues.FormatDouble(seconds)}");
        return (long)millis * 1_000;
    }

    private static string Format(TimePattern pattern, long micros, string zone)
    {
        var offset = zone == "UTC" ? TimeSpan.Zero : ValueText.OffsetAt(zone, CalendarMath.FromLocal(micros, zone));
        return pattern.Format(micros, zone, offset);
    }

    private static long MySqlParse(string text, string pattern) =>
        CalendarMath.RoundMicros(TimePatterns.MySql(pattern).Parse(text).LocalMicros, 1_000);

    private static long JodaParse(string text, string pattern)
    {
        if (HasTwoDigitYear(pattern))
            throw new SqlFailedException($"A two-digit year in the pattern '{pattern}' of parse_datetime is not supported by the emulator");
        var (micros, zone) = TimePatterns.Joda(pattern).Parse(text);
        return zone is null ? micros : CalendarMath.FromLocal(micros, zone);
    }

    private static bool HasTwoDigitYear(string pattern) => TwoDigitYear().IsMatch(Quoted().Replace(pattern, ""));

    private static TrinoType ParsedType(CallSite site) =>
        Zoned(3, "UTC") is var utc
        && site.Arguments[1].Text is { } pattern
        && !Quoted().Replace(pattern, "").Contains('Z', StringComparison.Ordinal)
            ? utc
            : TrinoType.TimestampTz(3, null);

    private static TrinoType IsoType(CallSite site)
    {
        if (site.Arguments[0].Text is not { } text)
            return TrinoType.TimestampTz(3, null);
        try
        {
            return Zoned(3, ParseIso(text).Zone);
        }
        catch (SqlFailedException)
        {
            // The query fails where the text is read.
            return Zoned(3, "UTC");
        }
    }

    private static (long Micros, string Zone) ParseIso(string text)
    {
        var match = IsoPattern().Match(text);
        if (!match.Success)
            throw new SqlFailedException($"Invalid format: \"{text}\"");
        var days = Days(match, text);
        var (hour, minute, second) = (Number("h"), Number("n"), Number("s"));
        if (hour > 23 || minute > 59 || second > 59)
            throw new SqlFailedException($"Cannot parse \"{text}\"");
        var micros = ((((((days * 24) + hour) * 60) + minute) * 60) + second) * CalendarMath.MicrosPerSecond;
        if (match.Groups["f"].Success)
            micros += long.Parse((match.Groups["f"].Value + "000")[..3], CultureInfo.InvariantCulture) * 1_000;
        var zone = match.Groups["z"].Success ? Zones.Normalize(match.Groups["z"].Value) : "UTC";
        return (CalendarMath.FromLocal(micros, zone), zone);

        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
    }

    private static long ParseIsoDate(string text)
    {
        var match = IsoPattern().Match(text);
        return match.Success && !match.Groups["t"].Success
            ? Days(match, text)
            : throw new SqlFailedException($"Invalid format: \"{text}\"");
    }

    private static long Days(Match match, string text)
    {
        var year = int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture);
        var month = match.Groups["m"].Success ? int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture) : 1;
        var day = match.Groups["d"].Success ? int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture) : 1;
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day).DayNumber - CalendarMath.EpochDay
            : throw new SqlFailedException($"Cannot parse \"{text}\"");
    }

    private static string IsoText(long micros, string zone, int precision)
    {
        var local = zone.Length == 0 ? micros : CalendarMath.ToLocal(micros, zone);
        var text = ValueText.Timestamp(local, precision).Replace(' ', 'T');
        if (zone.Length == 0)
            return text;
        var offset = ValueText.OffsetAt(zone, micros);
        return offset == TimeSpan.Zero
            ? text + "Z"
            : text + (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("'[^']*'", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("(?<![yY])([yY]{2})(?![yY])", RegexOptions.CultureInvariant)]
    private static partial Regex TwoDigitYear();

    [GeneratedRegex(
        @"^(?<y>\d{4})(-(?<m>\d{2})(-(?<d>\d{2}))?)?(?<t>T((?<h>\d{2})(:(?<n>\d{2})(:(?<s>\d{2})([.,](?<f>\d{1,9}))?)?)?)?(?<z>Z|[+-]\d{2}(:?\d{2})?)?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex IsoPattern();
}
