using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>Turns a schema of an API document into the manifest's short form: no references, no prose, only what a request or an answer can be held to.</summary>
internal sealed class ManifestSchemas(JsonObject components)
{
    private static readonly string[] s_formats = ["date", "date-time", "uuid"];

    /// <summary>The short form: <c>t</c> type, <c>f</c> format, <c>n</c> nullable, <c>e</c> known values, <c>p</c> members, <c>req</c> required members, <c>i</c> items, <c>map</c> values of any name, <c>any</c> alternatives, <c>mi</c> most items, <c>mx</c> largest number, <c>ml</c> longest text.</summary>
    public JsonObject Shorten(JsonNode? schema) => Shorten(schema, []);

    /// <summary>Lays one short schema over another; what the upper one says wins, what it does not mention stays.</summary>
    public static void Merge(JsonObject under, JsonObject over)
    {
        foreach (var (key, value) in over)
        {
            switch (key)
            {
                case "p" when under["p"] is JsonObject members:
                    foreach (var (name, member) in value!.AsObject())
                    {
                        MergeInto(members, name, member!.AsObject());
                    }

                    break;
                case "i" or "map" when under[key] is JsonObject:
                    MergeInto(under, key, value!.AsObject());
                    break;
                default:
                    under[key] = value?.DeepClone();
                    break;
            }
        }
    }

    /// <summary>Lays a schema over a member of an object, or adds it.</summary>
    public static void MergeInto(JsonObject members, string name, JsonObject over)
    {
        if (members[name] is JsonObject existing)
        {
            Merge(existing, over);
        }
        else
        {
            members[name] = over.DeepClone();
        }
    }

    private JsonObject Shorten(JsonNode? schema, IReadOnlyList<string> within)
    {
        var result = new JsonObject();
        if (schema is not JsonObject source)
        {
            return result;
        }

        if (source["$ref"]?.GetValue<string>() is { } reference)
        {
            var name = reference[(reference.LastIndexOf('/') + 1)..];

            // Some rules of loyalty programmes contain themselves; the second time anything goes.
            return within.Contains(name) ? result : Shorten(components[name], [.. within, name]);
        }

        foreach (var part in source["allOf"]?.AsArray() ?? [])
        {
            Merge(result, Shorten(part, within));
        }

        Copy(source, result, "type", "t");
        Copy(source, result, "maxItems", "mi");
        Copy(source, result, "maximum", "mx");
        Copy(source, result, "maxLength", "ml");
        if (source["format"]?.GetValue<string>() is { } format && s_formats.Contains(format))
        {
            result["f"] = format;
        }

        if (source["nullable"]?.GetValue<bool>() == true)
        {
            result["n"] = true;
        }

        if ((source["enum"] ?? source["x-known-values"]) is JsonArray values)
        {
            result["e"] = values.DeepClone();
        }

        ShortenParts(source, result, within);
        return result;
    }

    private void ShortenParts(JsonObject source, JsonObject result, IReadOnlyList<string> within)
    {
        if ((source["anyOf"] ?? source["oneOf"]) is JsonArray alternatives)
        {
            result["any"] = new JsonArray([.. alternatives.Select(alternative => Shorten(alternative, within))]);
        }

        if (source["items"] is { } items)
        {
            result["i"] = Shorten(items, within);
        }

        if (source["properties"] is JsonObject properties)
        {
            var members = new JsonObject();
            foreach (var (name, member) in properties)
            {
                members[name] = Shorten(member, within);
            }

            result["p"] = members;
        }

        if (source["required"] is JsonArray { Count: > 0 } required)
        {
            result["req"] = required.DeepClone();
        }

        if (source["additionalProperties"] is JsonObject map)
        {
            result["map"] = Shorten(map, within);
        }
        else if (source["additionalProperties"] is JsonValue open && open.GetValue<bool>())
        {
            result["map"] = new JsonObject();
        }
    }

    private static void Copy(JsonObject source, JsonObject result, string name, string shortName)
    {
        if (source[name] is JsonValue value)
        {
            result[shortName] = value.DeepClone();
        }
    }
}
