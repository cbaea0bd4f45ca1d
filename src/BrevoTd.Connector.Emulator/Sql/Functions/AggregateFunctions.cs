namespace BrevoTd.Connector.Emulator.Sql;

internal static class AggregateFunctions
{
    public static void Add(FunctionList list)
    {
        list.Begin("Aggregate", FunctionKind.Aggregate);
        list.Add("count() -> bigint", "count(*){t}").Note = "Also `count(*)`.";
        list.Add("count(T) -> bigint", "count({d}{0}){t}");
        list.Add("count_if(boolean) -> bigint", "CAST(count_if({0}){t} AS BIGINT)");
        list.Add("sum(bigint) -> bigint", "CAST(sum({d}{0}){t} AS BIGINT)").Note = "A sum that does not fit its type fails.";
        list.Add("sum(real) -> real", "CAST(sum({d}{0}){t} AS FLOAT)");
        list.Add("sum(double) -> double", "sum({d}{0}){t}");
        list.Add("sum(decimal) -> decimal", site => $"CAST(sum({site.Distinct}{site[0]}){site.Tail()} AS {Total(site).ToDuckDb()})", Total);
        list.Add("avg(bigint) -> double", "avg({d}{0}){t}").Note = "Of decimals: a decimal, rounded half up.";
        list.Add("avg(real) -> real", "CAST(avg({d}{0}){t} AS FLOAT)");
        list.Add("avg(double) -> double", "avg({d}{0}){t}");
        list.Add("avg(decimal) -> decimal", Average, site => site.Arguments[0].Type);
        list.Add("min(T) -> T", site => Ordered(site, "min"));
        list.Refuse("min(T, bigint) -> array(T)", "with a number of values");
        list.Add("max(T) -> T", site => Ordered(site, "max"));
        list.Refuse("max(T, bigint) -> array(T)", "with a number of values");
        list.Add("min_by(T, U) -> T", site => By(site, "arg_min_null")).Note = "Rows whose second value is NULL do not count.";
        list.Refuse("min_by(T, U, bigint) -> array(T)", "with a number of values");
        list.Add("max_by(T, U) -> T", site => By(site, "arg_max_null")).Note = "Rows whose second value is NULL do not count.";
        list.Refuse("max_by(T, U, bigint) -> array(T)", "with a number of values");
        list.Add("arbitrary(T) -> T", "any_value({0}){t}").Note = "The first value that is not NULL.";
        list.Alias("any_value", "arbitrary");
        list.Add("bool_and(boolean) -> boolean", "bool_and({0}){t}");
        list.Add("bool_or(boolean) -> boolean", "bool_or({0}){t}");
        list.Alias("every", "bool_and");
        AddCollections(list);
        AddStatistics(list);
    }

    private static void AddCollections(FunctionList list)
    {
        list.Add("array_agg(T) -> array(T)", "list({d}{0}{o}){t}").Note = "With the NULLs; takes ORDER BY.";
        list.Add("listagg(varchar, varchar) -> varchar", "string_agg({d}{0}, {1}{o}){t}").Note =
            "With `WITHIN GROUP (ORDER BY …)`; no ON OVERFLOW.";
        list.Add("listagg(varchar) -> varchar", "string_agg({d}{0}, ''{o}){t}");
        list.Add("map_agg(K, V) -> map(K, V)", MapOf).Note = "The first value of a key stays; NULL keys are left out.";
        list.Add("multimap_agg(K, V) -> map(K, array(V))", MultimapOf);
        list.Add(
            "histogram(T) -> map(T, bigint)",
            site => $"CAST(histogram({site[0]}){site.Tail()} AS {TrinoType.Map(site.Arguments[0].Type, TrinoType.BigInt).ToDuckDb()})"
        );
    }

    private static void AddStatistics(FunctionList list)
    {
        list.Add("approx_distinct(T) -> bigint", "CAST(count(DISTINCT {0}){t} AS BIGINT)").Note = "Exact in the emulator.";
        list.Add("approx_distinct(T, double) -> bigint", "CAST(count(DISTINCT {0}){t} AS BIGINT)");
        foreach (var type in new[] { "bigint", "real", "double" })
        {
            list.Add($"approx_percentile({type}, double) -> {type}", "quantile_disc({0}, {1}){t}").Note =
                "In the emulator the exact value at that place, which may differ a little from Trino's estimate. Percentages must be literals; weights are refused.";
            list.Add($"approx_percentile({type}, array(double)) -> array({type})", "quantile_disc({0}, {1}){t}");
        }
        list.Refuse("approx_percentile(double, double, double) -> double", "with weights");
        foreach (
            var (name, own) in new[]
            {
                ("stddev", "stddev_samp"),
                ("stddev_samp", "stddev_samp"),
                ("stddev_pop", "stddev_pop"),
                ("variance", "var_samp"),
                ("var_samp", "var_samp"),
                ("var_pop", "var_pop"),
            }
        )
            list.Add($"{name}(double) -> double", $"{own}({{d}}{{0}}){{t}}");
        foreach (var name in new[] { "corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept" })
            list.Add(
                $"{name}(double, double) -> double",
                $"(CASE WHEN isfinite({name}({{0}}, {{1}}){{t}}) THEN {name}({{0}}, {{1}}){{t}} END)"
            );
        list.Add("geometric_mean(double) -> double", "td_exp(avg(td_ln({0})){t})");
        list.Add("bitwise_and_agg(bigint) -> bigint", "bit_and({0}){t}");
        list.Add("bitwise_or_agg(bigint) -> bigint", "bit_or({0}){t}");
    }

    private static TrinoType Total(CallSite site) => TrinoType.Decimal(38, site.Arguments[0].Type.Scale);

    private static string Average(CallSite site)
    {
        var type = site.Arguments[0].Type;
        var (sum, count) = ($"sum({site.Distinct}{site[0]}){site.Tail()}", $"count({site.Distinct}{site[0]}){site.Tail()}");
        return $"(CASE WHEN {count} > 0 THEN CAST(td_decimal_divide(CAST({sum} AS VARCHAR), CAST({count} AS VARCHAR), {type.Scale}) AS {type.ToDuckDb()}) END)";
    }

    private static string Ordered(CallSite site, string function) =>
        site.Arguments[0].Type.Arguments.Count == 0
            ? $"{function}({site[0]}){site.Tail()}"
            : throw site.Error($"Function {function} of {site.Arguments[0].Type} is not supported by the emulator");

    private static string By(CallSite site, string function) =>
        site.Arguments[1].Type.Arguments.Count == 0
            ? $"{function}({site[0]}, {site[1]}){site.Tail($"{site[1]} IS NOT NULL")}"
            : throw site.Error($"Function {site.Call.Name} by {site.Arguments[1].Type} is not supported by the emulator");

    private static string Entries(CallSite site) => $"list({{'k': {site[0]}, 'v': {site[1]}}}){site.Tail($"{site[0]} IS NOT NULL")}";

    /// <summary>Sorted by key and place, the first of each key is the one whose neighbour before it differs.</summary>
    private static string MapOf(CallSite site)
    {
        var numbered = $"list_sort(list_transform({Entries(site)}, lambda x0, i0: {{'k': x0.k, 'i': i0, 'v': x0.v}}))";
        const string firsts = "list_filter(s0, lambda x0, i0: i0 = 1 OR list_extract(s0, i0 - 1).k IS DISTINCT FROM x0.k)";
        return ArrayFunctions.Let(numbered, "s0", $"map_from_entries(list_transform({firsts}, lambda y0: {{'k': y0.k, 'v': y0.v}}))");
    }

    private static string MultimapOf(CallSite site)
    {
        const string keys = "list_distinct(list_transform(s0, lambda x0: x0.k))";
        const string values = "list_transform(list_filter(s0, lambda x0: x0.k = k0), lambda y0: y0.v)";
        return ArrayFunctions.Let(Entries(site), "s0", $"map_from_entries(list_transform({keys}, lambda k0: {{'k': k0, 'v': {values}}}))");
    }
}
