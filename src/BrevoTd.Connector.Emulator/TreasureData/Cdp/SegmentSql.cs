using System.Globalization;
using System.Text.Json;
using BrevoTd.Connector.Emulator.Sql;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Makes SQL from a segment's rule (reference §10, <c>segments/query</c>).</summary>
/// <param name="audience">Whose customers the rule is about.</param>
/// <param name="table">Finds a table of the audience's own database.</param>
/// <param name="segment">Finds another segment of the audience, for rules that refer to one.</param>
internal sealed class SegmentSql(AudienceState audience, Func<string, TableState?> table, Func<string, SegmentState?> segment)
{
    private const int MaximumDepth = 20;
    private const string Everybody = "true";

    /// <summary>SQL's own words that columns may be called.</summary>
    private static readonly string[] s_words =
    [
        "all",
        "alter",
        "and",
        "as",
        "between",
        "by",
        "case",
        "cast",
        "constraint",
        "create",
        "cross",
        "cube",
        "current_date",
        "current_time",
        "current_timestamp",
        "current_user",
        "delete",
        "describe",
        "distinct",
        "drop",
        "else",
        "end",
        "escape",
        "except",
        "exists",
        "extract",
        "false",
        "for",
        "from",
        "full",
        "group",
        "grouping",
        "having",
        "in",
        "inner",
        "insert",
        "intersect",
        "into",
        "is",
        "join",
        "left",
        "like",
        "natural",
        "not",
        "null",
        "on",
        "or",
        "order",
        "outer",
        "right",
        "rollup",
        "select",
        "skip",
        "table",
        "then",
        "true",
        "uescape",
        "union",
        "unnest",
        "using",
        "values",
        "when",
        "where",
        "with",
    ];

    private static readonly string[] s_units = ["year", "quarter", "month", "week", "day", "hour", "minute", "second"];

    /// <summary>A statement for the customers that fit; <paramref name="columns"/> are SQL.</summary>
    /// <exception cref="TdException">422: the rule is wrong; 501: the emulator does not know a part of it.</exception>
    public string Select(JsonElement? rule, string columns = "a.*")
    {
        var condition = Condition(rule);
        var from = $"select {columns} from {audience.OutputDatabase}.customers a";
        return condition == Everybody ? from : $"{from} where ({condition})";
    }

    /// <summary>The rule as a condition on <c>a</c>, the customers.</summary>
    /// <exception cref="TdException">As for <see cref="Select"/>.</exception>
    public string Condition(JsonElement? rule) => rule is { ValueKind: JsonValueKind.Object } given ? Group(given, 0) : Everybody;

    /// <summary>A column of the customers.</summary>
    /// <exception cref="TdException">422: there is none.</exception>
    public string Column(string name) => Column("customers", "a", name).Sql;

    private string Group(JsonElement rule, int depth)
    {
        if (depth > MaximumDepth)
            throw TdException.Invalid("The rule is nested too deeply, or segments refer to each other in a circle");
        return rule.Text("type") switch
        {
            "And" => Join(rule, " and ", depth),
            "Or" => Join(rule, " or ", depth),
            "Value" => Negate(rule, Value(rule)),
            "Reference" => Negate(rule, Reference(rule, depth)),
            var type => throw Unknown($"conditions of type {type}"),
        };
    }

    private string Join(JsonElement rule, string word, int depth)
    {
        var parts = rule.Items("conditions").Select(condition => Group(condition, depth + 1)).Where(part => part != Everybody).ToList();
        var joined = parts.Count switch
        {
            0 => Everybody,
            1 => parts[0],
            _ => string.Join(word, parts.Select(part => $"({part})")),
        };
        return Negate(rule, joined);
    }

    private static string Negate(JsonElement rule, string condition) => rule.IsTrue("exclude") ? $"not ({condition})" : condition;

    private string Reference(JsonElement rule, int depth)
    {
        var id = rule.Text("id") ?? throw TdException.Invalid("A reference has no segment id");
        var other = segment(id) ?? throw TdException.Invalid($"The rule refers to segment {id}, which does not exist");
        if (other.Rule is not { } text)
            return Everybody;
        using var json = JsonDocument.Parse(text);
        return Group(json.RootElement, depth + 1);
    }

    private string Value(JsonElement rule)
    {
        var left = rule.Member("leftValue") ?? throw TdException.Invalid("A condition has no leftValue");
        var operation = rule.Member("operator") ?? throw TdException.Invalid("A condition has no operator");
        if (left.Member("source") is { } source)
            return Behavior(left, source, operation);
        var name = left.Text("name") ?? throw TdException.Invalid("A condition's leftValue has no name");
        var (sql, type) = Column("customers", "a", name);
        return Compare(sql, type, operation);
    }

    /// <summary>Customers by what they did: how often, or a total of a column, among the events that pass a filter.</summary>
    private string Behavior(JsonElement left, JsonElement source, JsonElement operation)
    {
        var name = source.Text("name") ?? throw TdException.Invalid("A condition's source has no name");
        var behavior =
            audience.Behaviors.FirstOrDefault(known => known.OutputTable == name || known.Name == name)
            ?? throw TdException.Invalid($"The parent segment has no behavior {name}");
        var aggregation = left.Member("aggregation")?.Text("type") ?? "Count";
        var value = aggregation switch
        {
            "Count" => "count(*)",
            "Sum" or "Avg" or "Min" or "Max" => $"{aggregation.ToLowerInvariant()}({AggregatedColumn(left, behavior)})",
            _ => throw Unknown($"the aggregation {aggregation}"),
        };
        // Customers without any event are in no group, so a condition that zero events fulfil would miss them.
        if (aggregation == "Count" && operation.Text("type") is not ("Greater" or "GreaterEqual"))
            throw Unknown($"counts of events with the operator {operation.Text("type")}");
        var filter = left.Member("filter") is { } given ? Filter(given, behavior, 0) : Everybody;
        var where = filter == Everybody ? "" : $" where {filter}";
        return $"a.cdp_customer_id in (select b.cdp_customer_id from {audience.OutputDatabase}.{behavior.OutputTable} b{where}"
            + $" group by b.cdp_customer_id having {Compare(value, "double", operation)})";
    }

    private string AggregatedColumn(JsonElement left, AudienceBehavior behavior) =>
        Column(
            behavior.OutputTable,
            "b",
            left.Member("aggregation")?.Text("column") ?? throw TdException.Invalid("An aggregation has no column")
        ).Sql;

    private string Filter(JsonElement filter, AudienceBehavior behavior, int depth)
    {
        if (depth > MaximumDepth)
            throw TdException.Invalid("The rule is nested too deeply");
        switch (filter.Text("type"))
        {
            case "And" or "Or":
                var parts = filter.Items("conditions").Select(part => Filter(part, behavior, depth + 1)).Where(part => part != Everybody);
                var joined = string.Join(filter.Text("type") == "And" ? " and " : " or ", parts.Select(part => $"({part})"));
                return joined.Length > 0 ? joined : Everybody;
            case "Column":
                var name = filter.Text("column") ?? throw TdException.Invalid("A filter has no column");
                var (sql, type) = Column(behavior.OutputTable, "b", name);
                return Compare(sql, type, filter.Member("operator") ?? throw TdException.Invalid("A filter has no operator"));
            default:
                throw Unknown($"filters of type {filter.Text("type")}");
        }
    }

    private static string Compare(string column, string type, JsonElement operation)
    {
        var name = operation.Text("type") ?? throw TdException.Invalid("An operator has no type");
        if (type.StartsWith("array", StringComparison.Ordinal) || type.StartsWith("map", StringComparison.Ordinal))
            throw Unknown($"conditions on columns of type {type}");
        var condition = name switch
        {
            "Equal" => $"{column} = {Right(operation, type)}",
            "NotEqual" => $"{column} <> {Right(operation, type)}",
            "Greater" => $"{column} > {Right(operation, type)}",
            "GreaterEqual" => $"{column} >= {Right(operation, type)}",
            "Less" => $"{column} < {Right(operation, type)}",
            "LessEqual" => $"{column} <= {Right(operation, type)}",
            "In" => $"{column} in ({string.Join(", ", Rights(operation).Select(value => Literal(value, type)))})",
            "NotIn" => $"{column} not in ({string.Join(", ", Rights(operation).Select(value => Literal(value, type)))})",
            "Contain" => Any(operation, text => $"strpos({column}, {text}) > 0"),
            "StartWith" => Any(operation, text => $"starts_with({column}, {text})"),
            "EndWith" => Any(operation, text => $"starts_with(reverse({column}), reverse({text}))"),
            "Regexp" => $"regexp_like({column}, {Right(operation, "string")})",
            "IsNull" => $"{column} is null",
            "TimeWithinPast" => $"{column} between {Shifted(operation, '-')} and to_unixtime(now())",
            "TimeWithinNext" => $"{column} between to_unixtime(now()) and {Shifted(operation, ' ')}",
            _ => throw Unknown($"the operator {name}"),
        };
        return operation.IsTrue("not") ? $"not ({condition})" : condition;
    }

    private static string Any(JsonElement operation, Func<string, string> condition)
    {
        var parts = Rights(operation).Select(value => condition(Literal(value, "string"))).ToList();
        return parts.Count == 1 ? parts[0] : string.Join(" or ", parts.Select(part => $"({part})"));
    }

    private static string Shifted(JsonElement operation, char sign)
    {
        var unit = operation.Text("unit");
        if (
            !s_units.Contains(unit)
            || !int.TryParse(operation.Text("value"), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        )
            throw TdException.Invalid("A time operator needs a whole number as value, and a unit such as day");
        return string.Create(CultureInfo.InvariantCulture, $"to_unixtime(date_add('{unit}', {sign}{value}, now()))");
    }

    private static string Right(JsonElement operation, string type) =>
        Literal(operation.Member("rightValue") ?? throw TdException.Invalid("An operator has no rightValue"), type);

    private static List<JsonElement> Rights(JsonElement operation)
    {
        var values = operation.Items("rightValues").ToList();
        if (values.Count == 0 && operation.Member("rightValue") is { } value)
            values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        return values.Count > 0 ? values : throw TdException.Invalid("An operator has no rightValues");
    }

    private static string Literal(JsonElement value, string type)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw TdException.Invalid("A value of a rule must be text, a number, true or false"),
        };
        if (type is not ("int" or "long" or "float" or "double"))
            return "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? text
            : throw TdException.Invalid("A column of numbers is compared with text");
    }

    private (string Sql, string Type) Column(string tableName, string alias, string name)
    {
        var found = table(tableName)?.Columns.FirstOrDefault(column => column.Alias == name);
        if (found is null && name != "time")
            throw TdException.Invalid($"{audience.OutputDatabase}.{tableName} has no column {name}");
        return ($"{alias}.{(NeedsQuotes(name) ? Names.Quote(name) : name)}", found?.Type ?? "long");
    }

    private static bool NeedsQuotes(string name) => char.IsAsciiDigit(name[0]) || s_words.Contains(name);

    private static TdException Unknown(string what) =>
        TdException.NotSupported(what, $"The emulator makes no SQL from {what}; its documentation lists what it knows");
}
