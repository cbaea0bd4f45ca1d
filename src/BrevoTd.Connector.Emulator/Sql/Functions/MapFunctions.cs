namespace BrevoTd.Connector.Emulator.Sql;

internal static class MapFunctions
{
    public static void Add(FunctionList list)
    {
        list.Begin("Map");
        list.Add("map() -> map(unknown, unknown)", "CAST(MAP() AS MAP(INTEGER, INTEGER))");
        list.Add("map(array(K), array(V)) -> map(K, V)", "map({0}, {1})").Note = "A key that is NULL or comes twice fails.";
        list.Add("map_keys(map(K, V)) -> array(K)", "map_keys({0})");
        list.Add("map_values(map(K, V)) -> array(V)", "map_values({0})");
        list.Add(
            "map_entries(map(K, V)) -> array(row(K, V))",
            "list_transform(map_entries({0}), lambda {e}: struct_pack(f0 := {e}.key, f1 := {e}.value))"
        );
        list.Add(
            "map_from_entries(array(row(K, V))) -> map(K, V)",
            "map_from_entries(list_transform({0}, lambda {e}: {'k': struct_extract({e}, 'f0'), 'v': struct_extract({e}, 'f1')}))"
        );
        list.Add("map_concat(map(K, V), map(K, V), ...) -> map(K, V)", Concat).Note = "The last map that has a key gives its value.";
        list.Add(
            "map_filter(map(K, V), function(K, V, boolean)) -> map(K, V)",
            "map_from_entries(list_filter(map_entries({0}), lambda {e}: {1}))"
        );
        list.Add(
            "transform_values(map(K, V), function(K, V, R)) -> map(K, R)",
            "map_from_entries(list_transform(map_entries({0}), lambda {e}: {'k': {e}.key, 'v': {1}}))"
        );
        list.Add(
            "transform_keys(map(K, V), function(K, V, R)) -> map(R, V)",
            "map_from_entries(list_transform(map_entries({0}), lambda {e}: {'k': {1}, 'v': {e}.value}))"
        );
    }

    private static string Concat(CallSite site)
    {
        var present = string.Join(" AND ", site.Arguments.Select(a => $"{a.Sql} IS NOT NULL"));
        return $"(CASE WHEN {present} THEN map_concat({string.Join(", ", site.Arguments.Select(a => a.Sql))}) END)";
    }
}
