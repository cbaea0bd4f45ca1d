namespace BrevoTd.Connector.Emulator.Sql;

internal static class WindowFunctions
{
    public static void Add(FunctionList list)
    {
        list.Begin("Window", FunctionKind.Window);
        list.Add("row_number() -> bigint", "row_number(){t}");
        list.Add("rank() -> bigint", "rank(){t}");
        list.Add("dense_rank() -> bigint", "dense_rank(){t}");
        list.Add("percent_rank() -> double", "percent_rank(){t}");
        list.Add("cume_dist() -> double", "cume_dist(){t}");
        list.Add("ntile(bigint) -> bigint", "ntile({0}){t}");
        foreach (var name in new[] { "lag", "lead" })
        {
            list.Add($"{name}(T) -> T", $"{name}({{0}}{{n}}){{t}}").Note = "Takes IGNORE NULLS.";
            list.Add($"{name}(T, bigint) -> T", $"{name}({{0}}, {{1}}{{n}}){{t}}");
            list.Add($"{name}(T, bigint, T) -> T", $"{name}({{0}}, {{1}}, {{2}}{{n}}){{t}}");
        }
        foreach (var name in new[] { "first_value", "last_value" })
            list.Add($"{name}(T) -> T", $"{name}({{0}}{{n}}){{t}}").Note = "Takes IGNORE NULLS.";
        list.Add("nth_value(T, bigint) -> T", "nth_value({0}, {1}{n}){t}").Note = "Takes IGNORE NULLS.";
    }
}
