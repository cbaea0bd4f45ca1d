using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.Sql;

internal static class JsonFunctions
{
    public static void Register(FunctionHost host)
    {
        host.Add<string, string>("td_json_canonical", JsonText.Parse);
        host.Add<string, string, string?>("td_json_extract", JsonText.Extract);
        host.Add<string, string, string?>("td_json_scalar", JsonText.ExtractScalar);
        host.Add<string, long?>("td_json_length", JsonText.ArrayLength);
        host.Add<string, string, long?>("td_json_size", JsonText.Size);
        host.Add<string, bool>("td_json_is_scalar", JsonText.IsScalar);
        host.Add<string, string, bool?>(
            "td_json_contains_text",
            (json, text) => JsonText.ArrayContains(json, e => e.ValueKind == JsonValueKind.String && e.GetString() == text)
        );
        host.Add<string, long, bool?>(
            "td_json_contains_long",
            (json, value) => JsonText.ArrayContains(json, e => IsInteger(e) && e.TryGetInt64(out var number) && number == value)
        );
        host.Add<string, double, bool?>(
            "td_json_contains_double",
            (json, value) =>
                JsonText.ArrayContains(json, e => e.ValueKind == JsonValueKind.Number && !IsInteger(e) && e.GetDouble().Equals(value))
        );
        host.Add<string, bool, bool?>(
            "td_json_contains_boolean",
            (json, value) => JsonText.ArrayContains(json, e => e.ValueKind == (value ? JsonValueKind.True : JsonValueKind.False))
        );
        host.Add<string, string?>("td_json_to_varchar", text => JsonText.ForCast(text, "VARCHAR")?.Text);
        host.Add<string, bool?>("td_json_to_boolean", ToBoolean);
        host.Add<string, string, long?>("td_json_to_long", ToLong);
        host.Add<string, double?>("td_json_to_double", ToDouble);
        host.Add<string, string?>("td_json_array", text => JsonText.OfKind(text, JsonValueKind.Array, "ARRAY"));
        host.Add<string, string?>("td_json_object", text => JsonText.OfKind(text, JsonValueKind.Object, "MAP"));
    }

    public static void Add(FunctionList list)
    {
        list.Begin("JSON");
        Both(list, "json_extract({0}, varchar) -> json", "CAST(td_json_extract({0}, {1}) AS JSON)").Note =
            "Paths of names and indices (`$.a[0][\"b c\"]`); wildcards, filters and `..` are refused. NULL for text that is not JSON.";
        Both(list, "json_extract_scalar({0}, varchar) -> varchar", "td_json_scalar({0}, {1})").Note = "NULL for arrays, objects and null.";
        Both(list, "json_array_length({0}) -> bigint", "td_json_length({0})");
        Both(list, "json_array_contains({0}, boolean) -> boolean", "td_json_contains_boolean({0}, {1})");
        Both(list, "json_array_contains({0}, bigint) -> boolean", "td_json_contains_long({0}, {1})");
        Both(list, "json_array_contains({0}, double) -> boolean", "td_json_contains_double({0}, {1})");
        Both(list, "json_array_contains({0}, varchar) -> boolean", "td_json_contains_text({0}, {1})");
        Both(list, "json_size({0}, varchar) -> bigint", "td_json_size({0}, {1})");
        Both(list, "is_json_scalar({0}) -> boolean", "td_json_is_scalar({0})");
        list.Add("json_parse(varchar) -> json", "CAST(td_json_canonical({0}) AS JSON)").Note = "Sorts the keys of objects, as Trino does.";
        list.Add("json_format(json) -> varchar", "CAST({0} AS VARCHAR)");
    }

    /// <summary>Trino takes JSON, and text for it.</summary>
    private static SqlFunction Both(FunctionList list, string signature, string template)
    {
        list.Add(signature.Replace("{0}", "varchar", StringComparison.Ordinal), template);
        return list.Add(
            signature.Replace("{0}", "json", StringComparison.Ordinal),
            template.Replace("{0}", "CAST({0} AS VARCHAR)", StringComparison.Ordinal)
        );
    }

    private static bool IsInteger(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && !value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E');

    private static bool? ToBoolean(string json) =>
        JsonText.ForCast(json, "BOOLEAN") switch
        {
            null => null,
            (JsonValueKind.Number, var text) => double.Parse(text, CultureInfo.InvariantCulture) != 0,
            (_, var text) => TextValues.ParseBoolean(text),
        };

    private static long? ToLong(string json, string type) =>
        JsonText.ForCast(json, type.ToUpperInvariant()) switch
        {
            null => null,
            (JsonValueKind.True, _) => 1,
            (JsonValueKind.False, _) => 0,
            (JsonValueKind.Number, var text) when text.AsSpan().ContainsAny('.', 'e', 'E') => checked(
                (long)Math.Round(double.Parse(text, CultureInfo.InvariantCulture), MidpointRounding.AwayFromZero)
            ),
            (_, var text) => TextValues.ParseLong(text, type),
        };

    private static double? ToDouble(string json) =>
        JsonText.ForCast(json, "DOUBLE") switch
        {
            null => null,
            (JsonValueKind.True, _) => 1,
            (JsonValueKind.False, _) => 0,
            (_, var text) => TextValues.ParseDouble(text, "double"),
        };
}
