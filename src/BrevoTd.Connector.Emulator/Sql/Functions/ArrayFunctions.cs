using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

internal static class ArrayFunctions
{
    private const int LongestSequence = 10_000;

    public static void Register(FunctionHost host)
    {
        host.Add<long, long>(
            "td_element_index",
            index => index != 0 ? index : throw new SqlFailedException("SQL array indices start at 1")
        );
        host.Add<long, long, long, long>("td_sequence_stop", SequenceStop);
        host.Add<long, long, long, long>("td_slice_from", SliceFrom);
        host.Add<long, long>("td_repeat_count", RepeatCount);
        host.Add<long, long, long>("td_trim_size", TrimSize);
    }

    public static void Add(FunctionList list)
    {
        list.Begin("Array");
        list.Add("cardinality(array(T)) -> bigint", "CAST(len({0}) AS BIGINT)").Note = "Also of maps.";
        list.Add("cardinality(map(K, V)) -> bigint", "CAST(cardinality({0}) AS BIGINT)");
        list.Add("element_at(array(T), bigint) -> T", "list_extract({0}, td_element_index({1}))").Note =
            "NULL outside of the array, from the end for a negative index; 0 fails. Of a map: NULL for a missing key.";
        list.Add("element_at(map(K, V), K) -> V", "map_extract_value({0}, {1})");
        list.Add("contains(array(T), T) -> boolean", Contains).Note = "NULL when the value is not there but a NULL is.";
        list.Add("array_position(array(T), T) -> bigint", Position);
        list.Add(
            "array_remove(array(T), T) -> array(T)",
            site => IfPresent(site, site.Fill("list_filter({0}, lambda {e}: {e} IS NULL OR {e} <> {1})"))
        );
        list.Add("array_distinct(array(T)) -> array(T)", site => Distinct(site, site[0]));
        list.Add(
            "array_union(array(T), array(T)) -> array(T)",
            site => IfPresent(site, Distinct(site, $"list_concat({site[0]}, {site[1]})"))
        ).Note = "In the order of first appearance; Trino promises none.";
        list.Add("array_intersect(array(T), array(T)) -> array(T)", site => Members(site, "IS NOT NULL")).Note =
            "In the order of the first array; Trino promises none.";
        list.Add("array_except(array(T), array(T)) -> array(T)", site => Members(site, "IS NULL")).Note =
            "In the order of the first array; Trino promises none.";
        list.Add("arrays_overlap(array(T), array(T)) -> boolean", Overlap);
        list.Add("array_sort(array(T)) -> array(T)", site => Scalar(site, 0, $"list_sort({site[0]}, 'ASC', 'NULLS LAST')"));
        list.Refuse("array_sort(array(T), function(T, T, integer)) -> array(T)", "with a lambda");
        list.Add("array_min(array(T)) -> T", site => Extreme(site, "list_min")).Note = "NULL when an element is.";
        list.Add("array_max(array(T)) -> T", site => Extreme(site, "list_max")).Note = "NULL when an element is.";
        list.Add("array_join(array(T), varchar) -> varchar", site => Join(site, null)).Note =
            "Leaves out NULLs, unless a third argument stands for them.";
        list.Add("array_join(array(T), varchar, varchar) -> varchar", site => Join(site, site[2]));
        list.Add(
            "slice(array(T), bigint, bigint) -> array(T)",
            site =>
                IfPresent(
                    site,
                    site.Fill(
                        "list_slice({0}, td_slice_from({1}, {2}, len({0})), td_slice_from({1}, {2}, len({0})) + least({2}, len({0})) - 1)"
                    )
                )
        );
        list.Add("trim_array(array(T), bigint) -> array(T)", "list_slice({0}, 1, td_trim_size(len({0}), {1}))");
        list.Add("flatten(array(array(T))) -> array(T)", "flatten({0})");
        list.Add("repeat(T, bigint) -> array(T)", "list_transform(range(0, td_repeat_count({1})), lambda {e}: {0})");
        AddSequences(list);
        AddLambdas(list);
    }

    private static void AddSequences(FunctionList list)
    {
        const string days = "CAST(({0} - DATE '1970-01-01') AS BIGINT)";
        const string lastDay = "CAST(({1} - DATE '1970-01-01') AS BIGINT)";
        const string dates = "list_transform({s}, lambda {e}: DATE '1970-01-01' + CAST({e} AS INTEGER))";
        list.Add("sequence(bigint, bigint) -> array(bigint)", Series("{0}", "{1}", "(CASE WHEN {0} <= {1} THEN 1 ELSE -1 END)"));
        list.Add("sequence(bigint, bigint, bigint) -> array(bigint)", Series("{0}", "{1}", "{2}"));
        list.Add(
            "sequence(date, date) -> array(date)",
            dates.Replace("{s}", Series(days, lastDay, "(CASE WHEN {0} <= {1} THEN 1 ELSE -1 END)"), StringComparison.Ordinal)
        );
        list.Add(
            "sequence(date, date, interval) -> array(date)",
            dates.Replace("{s}", Series(days, lastDay, "td_whole_days({2})"), StringComparison.Ordinal)
        );
        list.Add(
            "sequence(timestamp, timestamp, interval) -> array(timestamp)",
            $"list_transform({Series("epoch_us({0})", "epoch_us({1})", "{2}")}, lambda {{e}}: make_timestamp({{e}}))",
            site => TrinoType.Array(site.Arguments[0].Type)
        );
        list.Refuse("sequence(date, date, intervalyear) -> array(date)", "with a step of months");
        list.Refuse("sequence(timestamp, timestamp, intervalyear) -> array(timestamp)", "with a step of months");
        list.Functions.Single(f => f.Name == "sequence").Note = "At most 10,000 entries. A step of months is refused.";

        static string Series(string start, string stop, string step) =>
            $"generate_series({start}, td_sequence_stop({start}, {stop}, {step}), {step})";
    }

    private static void AddLambdas(FunctionList list)
    {
        list.Add("transform(array(T), function(T, R)) -> array(R)", "list_transform({0}, lambda {e}: {1})");
        list.Add("filter(array(T), function(T, boolean)) -> array(T)", "list_filter({0}, lambda {e}: {1})");
        list.Special("reduce", "reduce(array(T), S, function(S, T, S), function(S, R)) -> R", Reduce);
        list.Add("any_match(array(T), function(T, boolean)) -> boolean", site => Match(site, "OR", "false"));
        list.Add("all_match(array(T), function(T, boolean)) -> boolean", site => Match(site, "AND", "true"));
        list.Add("none_match(array(T), function(T, boolean)) -> boolean", site => $"(NOT {Match(site, "OR", "false")})");
        string[] names = ["T", "U", "V", "W", "X"];
        for (var count = 2; count <= names.Length; count++)
        {
            var arrays = string.Join(", ", names.Take(count).Select(n => $"array({n})"));
            list.Add(
                $"zip({arrays}) -> array(row({string.Join(", ", names.Take(count))}))",
                site => Zip(site, site.Arguments.Count, (i, item) => $"{TrinoType.StorageField(i)} := {item}", "struct_pack(", ")")
            );
        }
        list.Add(
            "zip_with(array(T), array(U), function(T, U, R)) -> array(R)",
            site =>
                $"list_transform({Zip(site, 2, (i, item) => $"'{(i == 0 ? "key" : "value")}': {item}", "{", "}")}, lambda {site.Element}: {site[2]})"
        );
    }

    /// <summary>Gives a value a name in an expression that needs it several times.</summary>
    public static string Let(string value, string name, string body) =>
        $"list_extract(list_transform(list_value({value}), lambda {name}: {body}), 1)";

    private static string IfPresent(CallSite site, string sql)
    {
        var present = string.Join(" AND ", site.Arguments.Select(a => $"{a.Sql} IS NOT NULL"));
        return $"(CASE WHEN {present} THEN {sql} END)";
    }

    /// <summary>DuckDB compares nested values as if NULL were a value like any other.</summary>
    private static string Scalar(CallSite site, int index, string sql)
    {
        var type = site.Arguments[index].Type;
        return type.Element.Arguments.Count == 0
            ? sql
            : throw site.Error($"Function {site.Call.Name} of {type} is not supported by the emulator");
    }

    private static string HasNull(CallSite site, string array) =>
        $"len(list_filter({array}, lambda {site.Element}: {site.Element} IS NULL)) > 0";

    private static string Contains(CallSite site)
    {
        var sql = $"CASE WHEN list_contains({site[0]}, {site[1]}) THEN true WHEN {HasNull(site, site[0])} THEN NULL ELSE false END";
        return Scalar(site, 0, IfPresent(site, $"({sql})"));
    }

    private static string Position(CallSite site) =>
        Scalar(site, 0, IfPresent(site, $"CAST(COALESCE(list_position({site[0]}, {site[1]}), 0) AS BIGINT)"));

    private static string Distinct(CallSite site, string array)
    {
        var (all, item, at) = ($"a{site.Depth}", $"x{site.Depth}", $"i{site.Depth}");
        return Let(array, all, $"list_filter({all}, lambda {item}, {at}: list_position({all}, {item}) = {at})");
    }

    private static string Members(CallSite site, string condition) =>
        IfPresent(
            site,
            Distinct(site, $"list_filter({site[0]}, lambda {site.Element}: list_position({site[1]}, {site.Element}) {condition})")
        );

    private static string Overlap(CallSite site)
    {
        var e = site.Element;
        var sql =
            $"CASE WHEN len({site[0]}) = 0 OR len({site[1]}) = 0 THEN false "
            + $"WHEN len(list_filter({site[0]}, lambda {e}: {e} IS NOT NULL AND list_position({site[1]}, {e}) IS NOT NULL)) > 0 THEN true "
            + $"WHEN {HasNull(site, site[0])} OR {HasNull(site, site[1])} THEN NULL ELSE false END";
        return Scalar(site, 0, IfPresent(site, $"({sql})"));
    }

    private static string Extreme(CallSite site, string function) =>
        Scalar(site, 0, $"(CASE WHEN {HasNull(site, site[0])} THEN NULL ELSE {function}({site[0]}) END)");

    private static string Join(CallSite site, string? nulls)
    {
        var element = site.Cast(site.Element, site.Arguments[0].Type.Element, TrinoType.Varchar);
        var source = nulls is null ? $"list_filter({site[0]}, lambda {site.Element}: {site.Element} IS NOT NULL)" : site[0];
        var text = nulls is null ? element : $"COALESCE({element}, {nulls})";
        return IfPresent(site, $"array_to_string(list_transform({source}, lambda {site.Element}: {text}), {site[1]})");
    }

    private static string Match(CallSite site, string word, string start)
    {
        var (x, y) = ($"x{site.Depth}", $"y{site.Depth}");
        return $"list_reduce(list_transform({site[0]}, lambda {site.Element}: {site[1]}), lambda {x}, {y}: {x} {word} {y}, {start})";
    }

    private static string Zip(CallSite site, int count, Func<int, string, string> field, string open, string close)
    {
        var arrays = site.Arguments.Take(count).Select(a => a.Sql).ToArray();
        var index = $"i{site.Depth}";
        var fields = arrays.Select((a, i) => field(i, $"list_extract({a}, {index})"));
        var present = string.Join(" AND ", arrays.Select(a => $"{a} IS NOT NULL"));
        var longest = $"greatest({string.Join(", ", arrays.Select(a => $"len({a})"))})";
        return $"(CASE WHEN {present} THEN list_transform(range(1, {longest} + 1), lambda {index}: {open}{string.Join(", ", fields)}{close}) END)";
    }

    /// <summary>
    /// DuckDB's list_reduce wants state and elements of one type, so both travel in a pair of which one half is empty.
    /// </summary>
    private static Bound Reduce(Binder binder, CallExpr call, Scope scope)
    {
        if (call.Arguments.Count != 4 || call.Arguments[2] is not LambdaExpr step || call.Arguments[3] is not LambdaExpr output)
            throw call.At.Error("Unexpected parameters for function reduce. Expected: reduce(array(T), S, function(S,T,S), function(S,R))");
        var (array, start) = (binder.Bind(call.Arguments[0], scope), binder.Bind(call.Arguments[1], scope));
        if (array.Type.Kind != TypeKind.Array)
            throw call.At.Error(
                $"Unexpected parameters ({array.Type}) for function reduce. Expected: reduce(array(T), S, function(S,T,S), function(S,R))"
            );
        var element = array.Type.Element;
        var state = start.Type;
        var depth = binder.LambdaDepth;
        string[] parameters = [$"s{depth}.s", $"x{depth}.x"];
        var body = binder.BindLambda(step, [state, element], parameters, scope);
        // An integer that starts a sum of bigints is a bigint.
        if (!body.Type.Equals(state) && Coercion.CommonType(state, body.Type) is { } wider)
        {
            state = wider;
            body = binder.BindLambda(step, [state, element], parameters, scope);
        }
        if (Coercion.CommonType(state, body.Type)?.Equals(state) != true)
            throw call.At.Error($"The state of reduce is {state}, but the lambda returns {body.Type}");
        var result = binder.BindLambda(output, [state], [$"r{depth}"], scope);
        var (none, gone) = ($"CAST(NULL AS {state.ToDuckDb()})", $"CAST(NULL AS {element.ToDuckDb()})");
        var next = binder.Convert(body, state, call.At);
        var pairs = $"list_transform({array.Sql}, lambda e{depth}: {{'s': {none}, 'x': e{depth}}})";
        var first = $"{{'s': {binder.Convert(start, state, call.At)}, 'x': {gone}}}";
        var reduced = $"struct_extract(list_reduce({pairs}, lambda s{depth}, x{depth}: {{'s': {next}, 'x': {gone}}}, {first}), 's')";
        return new Bound($"(CASE WHEN {array.Sql} IS NOT NULL THEN {Let(reduced, $"r{depth}", result.Sql)} END)", result.Type);
    }

    private static long SequenceStop(long start, long stop, long step)
    {
        if (step == 0)
            throw new SqlFailedException("step must not be zero");
        if (step > 0 ? stop < start : stop > start)
            throw new SqlFailedException(
                "sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start"
            );
        return (Math.Abs((decimal)stop - start) / Math.Abs((decimal)step)) + 1 <= LongestSequence
            ? stop
            : throw new SqlFailedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"result of sequence function must not have more than {LongestSequence} entries"
                )
            );
    }

    private static long SliceFrom(long start, long length, long size)
    {
        if (length < 0)
            throw new SqlFailedException("length must be greater than or equal to 0");
        if (start == 0)
            throw new SqlFailedException("SQL array indices start at 1");
        var from = start < 0 ? size + start + 1 : start;
        // Behind the end there is nothing to take.
        return from < 1 || from > size ? size + 1 : from;
    }

    private static long RepeatCount(long count) =>
        count <= LongestSequence
            ? Math.Max(count, 0)
            : throw new SqlFailedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"count argument of repeat function must be less than or equal to {LongestSequence}"
                )
            );

    private static long TrimSize(long size, long count) =>
        count < 0 ? throw new SqlFailedException("size must not be negative: " + count.ToString(CultureInfo.InvariantCulture))
        : count > size
            ? throw new SqlFailedException(
                string.Create(CultureInfo.InvariantCulture, $"size must not exceed array cardinality {size}: {count}")
            )
        : size - count;
}
