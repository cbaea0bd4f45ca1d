using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>Trino's casts in DuckDB's dialect. Where the two differ, a function of <see cref="CastFunctions"/> does it.</summary>
internal static class Casts
{
    /// <summary>
    /// The expression as the other type, or null when Trino has no such cast. Lambdas inside are numbered from <paramref name="depth"/>, so that
    /// they do not hide those around them.
    /// </summary>
    public static string? Find(string sql, TrinoType from, TrinoType to, int depth)
    {
        if (from.Equals(to))
            return sql;
        if (from.Kind == TypeKind.Unknown)
            return $"CAST({sql} AS {to.ToDuckDb()})";
        return to.Kind switch
        {
            TypeKind.Boolean => ToBoolean(sql, from),
            TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Integer or TypeKind.BigInt => ToInteger(sql, from, to),
            TypeKind.Real or TypeKind.Double => ToFloating(sql, from, to),
            TypeKind.Decimal => ToDecimal(sql, from, to),
            TypeKind.Varchar => ToVarchar(sql, from, to),
            TypeKind.Date => ToDate(sql, from),
            TypeKind.Timestamp => ToTimestamp(sql, from, to),
            TypeKind.TimestampTz => ToTimestampTz(sql, from, to),
            TypeKind.Json => ToJson(sql, from, depth),
            TypeKind.Array => ToArray(sql, from, to, depth),
            TypeKind.Map => ToMap(sql, from, to, depth),
            TypeKind.Row => ToRow(sql, from, to, depth),
            _ => from.Kind == to.Kind ? sql : null,
        };
    }

    /// <summary>A timestamp's wall clock in the zone it is shown in.</summary>
    public static string Local(string sql, string zone) =>
        zone == "UTC" ? $"({sql} AT TIME ZONE 'UTC')" : $"make_timestamp(td_to_local(epoch_us({sql}), {Names.Text(zone)}))";

    /// <summary>The instant at which a zone's wall clock shows a timestamp.</summary>
    public static string Instant(string sql, string zone) =>
        zone == "UTC" ? $"({sql} AT TIME ZONE 'UTC')" : $"make_timestamptz(td_from_local(epoch_us({sql}), {Names.Text(zone)}))";

    private static string? ToBoolean(string sql, TrinoType from) =>
        from.Kind switch
        {
            TypeKind.Varchar => $"td_to_boolean({sql})",
            TypeKind.Json => $"td_json_to_boolean({Plain(sql)})",
            _ => from.IsNumeric ? $"({sql} <> 0)" : null,
        };

    private static string? ToInteger(string sql, TrinoType from, TrinoType to)
    {
        var name = Names.Text(to.ToString());
        return from.Kind switch
        {
            TypeKind.Boolean => $"CAST({sql} AS {to.ToDuckDb()})",
            TypeKind.Varchar => $"CAST(td_to_long({sql}, {name}) AS {to.ToDuckDb()})",
            TypeKind.Real or TypeKind.Double => $"CAST(td_double_to_long(CAST({sql} AS DOUBLE), {name}) AS {to.ToDuckDb()})",
            TypeKind.Json => $"CAST(td_json_to_long({Plain(sql)}, {name}) AS {to.ToDuckDb()})",
            _ => from.IsNumeric ? $"CAST({sql} AS {to.ToDuckDb()})" : null,
        };
    }

    private static string? ToFloating(string sql, TrinoType from, TrinoType to)
    {
        var target = to.ToDuckDb();
        return from.Kind switch
        {
            TypeKind.Boolean => $"CAST({sql} AS {target})",
            TypeKind.Varchar => $"CAST(td_to_double({sql}, {Names.Text(to.ToString())}) AS {target})",
            TypeKind.Json => $"CAST(td_json_to_double({Plain(sql)}) AS {target})",
            TypeKind.Double when to.Kind == TypeKind.Real => $"td_to_real({sql})",
            _ => from.IsNumeric ? $"CAST({sql} AS {target})" : null,
        };
    }

    private static string? ToDecimal(string sql, TrinoType from, TrinoType to)
    {
        var target = to.ToDuckDb();
        var shape = string.Create(CultureInfo.InvariantCulture, $"{to.Precision}, {to.Scale}");
        return from.Kind switch
        {
            TypeKind.Boolean => $"CAST(CAST({sql} AS INTEGER) AS {target})",
            TypeKind.Varchar => $"CAST(td_to_decimal({sql}, {shape}) AS {target})",
            TypeKind.Real => $"CAST(td_to_decimal(td_real_text({sql}), {shape}) AS {target})",
            TypeKind.Double => $"CAST(td_double_to_decimal({sql}, {shape}) AS {target})",
            _ => from.IsNumeric ? $"CAST({sql} AS {target})" : null,
        };
    }

    private static string? ToVarchar(string sql, TrinoType from, TrinoType to)
    {
        if (from.Kind == TypeKind.Varchar)
        {
            var cuts = to.Precision != TrinoType.Unbounded && (from.Precision == TrinoType.Unbounded || from.Precision > to.Precision);
            return cuts ? string.Create(CultureInfo.InvariantCulture, $"substring({sql}, 1, {to.Precision})") : sql;
        }
        var precision = from.Precision.ToString(CultureInfo.InvariantCulture);
        var text = from.Kind switch
        {
            TypeKind.Double => $"td_double_text({sql})",
            TypeKind.Real => $"td_real_text({sql})",
            TypeKind.Timestamp => $"td_timestamp_text(epoch_us({sql}), {precision})",
            TypeKind.TimestampTz when from.Zone is { } zone => $"td_timestamptz_text(epoch_us({sql}), {precision}, {Names.Text(zone)})",
            TypeKind.TimestampTz => throw UnknownZone(),
            TypeKind.Json => $"td_json_to_varchar({Plain(sql)})",
            TypeKind.Decimal when from.Scale == from.Precision => $"td_decimal_text(CAST({sql} AS VARCHAR))",
            TypeKind.Boolean or TypeKind.Date or TypeKind.Decimal => $"CAST({sql} AS VARCHAR)",
            _ => from.IsInteger ? $"CAST({sql} AS VARCHAR)" : null,
        };
        return text is null || to.Precision == TrinoType.Unbounded
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"td_fits({text}, {to.Precision})");
    }

    private static string? ToDate(string sql, TrinoType from) =>
        from.Kind switch
        {
            TypeKind.Varchar => $"(DATE '1970-01-01' + CAST(td_to_date({sql}) AS INTEGER))",
            TypeKind.Timestamp => $"CAST({sql} AS DATE)",
            TypeKind.TimestampTz => $"CAST({Local(sql, from.Zone ?? throw UnknownZone())} AS DATE)",
            _ => null,
        };

    private static string? ToTimestamp(string sql, TrinoType from, TrinoType to) =>
        from.Kind switch
        {
            TypeKind.Varchar => string.Create(CultureInfo.InvariantCulture, $"make_timestamp(td_to_timestamp({sql}, {to.Precision}))"),
            TypeKind.Date => $"CAST({sql} AS TIMESTAMP)",
            TypeKind.Timestamp => Round(sql, from, to, "make_timestamp"),
            TypeKind.TimestampTz => Round(
                Local(sql, from.Zone ?? throw UnknownZone()),
                TrinoType.Timestamp(from.Precision),
                to,
                "make_timestamp"
            ),
            _ => null,
        };

    private static string? ToTimestampTz(string sql, TrinoType from, TrinoType to) =>
        from.Kind switch
        {
            TypeKind.Varchar => string.Create(CultureInfo.InvariantCulture, $"make_timestamptz(td_to_timestamptz({sql}, {to.Precision}))"),
            TypeKind.Date => Instant($"CAST({sql} AS TIMESTAMP)", "UTC"),
            TypeKind.Timestamp => Instant(Round(sql, from, to, "make_timestamp"), "UTC"),
            TypeKind.TimestampTz => Round(sql, from, to, "make_timestamptz"),
            _ => null,
        };

    private static string Round(string sql, TrinoType from, TrinoType to, string make) =>
        from.Precision <= to.Precision
            ? sql
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{make}(td_round_micros(epoch_us({sql}), {(long)Math.Pow(10, 6 - to.Precision)}))"
            );

    private static string? ToJson(string sql, TrinoType from, int depth)
    {
        switch (from.Kind)
        {
            case TypeKind.Boolean or TypeKind.Varchar or TypeKind.Date or TypeKind.Decimal:
                return $"to_json({sql})";
            case TypeKind.Real or TypeKind.Double:
                return $"CAST(td_double_json(CAST({sql} AS DOUBLE)) AS JSON)";
            case TypeKind.Timestamp or TypeKind.TimestampTz:
                return ToVarchar(sql, from, TrinoType.Varchar) is { } text ? $"to_json({text})" : null;
            case TypeKind.Array:
                var item = $"e{depth}";
                return ToJson(item, from.Element, depth + 1) is { } element
                    ? $"to_json(list_transform({sql}, lambda {item}: {element}))"
                    : null;
            case TypeKind.Map when from.Key.Kind == TypeKind.Varchar:
                var entry = $"e{depth}";
                return ToJson($"{entry}.value", from.Value, depth + 1) is { } value
                    ? $"to_json(map_from_entries(list_transform(map_entries({sql}), lambda {entry}: {{'k': {entry}.key, 'v': {value}}})))"
                    : null;
            default:
                return from.IsInteger ? $"to_json({sql})"
                    : from.Kind == TypeKind.Json ? sql
                    : null;
        }
    }

    private static string? ToArray(string sql, TrinoType from, TrinoType to, int depth)
    {
        var source = from.Kind switch
        {
            TypeKind.Array => sql,
            TypeKind.Json => $"CAST(CAST(td_json_array({Plain(sql)}) AS JSON) AS JSON[])",
            _ => null,
        };
        if (source is null)
            return null;
        var item = $"e{depth}";
        var element = Find(item, from.Kind == TypeKind.Array ? from.Element : TrinoType.Json, to.Element, depth + 1);
        return element is null ? null
            : element == item ? source
            : $"list_transform({source}, lambda {item}: {element})";
    }

    private static string? ToMap(string sql, TrinoType from, TrinoType to, int depth)
    {
        var isJson = from.Kind == TypeKind.Json;
        if (!isJson && from.Kind != TypeKind.Map)
            return null;
        var source = isJson ? $"CAST(CAST(td_json_object({Plain(sql)}) AS JSON) AS MAP(VARCHAR, JSON))" : sql;
        var entry = $"e{depth}";
        var key = Find($"{entry}.key", isJson ? TrinoType.Varchar : from.Key, to.Key, depth + 1);
        var value = Find($"{entry}.value", isJson ? TrinoType.Json : from.Value, to.Value, depth + 1);
        if (key is null || value is null)
            return null;
        return key == $"{entry}.key" && value == $"{entry}.value"
            ? source
            : $"map_from_entries(list_transform(map_entries({source}), lambda {entry}: {{'k': {key}, 'v': {value}}}))";
    }

    private static string? ToRow(string sql, TrinoType from, TrinoType to, int depth)
    {
        if (from.Kind != TypeKind.Row || from.Arguments.Count != to.Arguments.Count)
            return null;
        var fields = new string[to.Arguments.Count];
        var changes = false;
        for (var i = 0; i < fields.Length; i++)
        {
            var name = TrinoType.StorageField(i);
            var field = $"struct_extract({sql}, '{name}')";
            if (Find(field, from.Arguments[i], to.Arguments[i], depth) is not { } cast)
                return null;
            changes |= cast != field;
            fields[i] = $"{name} := {cast}";
        }
        return changes ? $"(CASE WHEN {sql} IS NOT NULL THEN struct_pack({string.Join(", ", fields)}) END)" : sql;
    }

    private static string Plain(string sql) => $"CAST({sql} AS VARCHAR)";

    public static SqlFailedException UnknownZone() =>
        new(
            "The time zone of a timestamp differs from row to row, which is not supported by the emulator here; "
                + "say which zone is meant with at_timezone(value, zone)"
        );
}
