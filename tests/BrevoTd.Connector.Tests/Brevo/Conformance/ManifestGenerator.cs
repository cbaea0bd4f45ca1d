using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>Makes the manifest from the API documents of a folder. Where they disagree, the overrides win over the document of August 2026.</summary>
internal static partial class ManifestGenerator
{
    // Words of the overrides that are no members of a body.
    private static readonly string[] s_notes =
    [
        "status",
        "body",
        "bodyOneOf",
        "response",
        "listResponse",
        "query",
        "newQuery",
        "responseItemNewField",
        "required",
        "deprecated",
        "segmentId",
    ];

    /// <summary>One line of JSON per operation, in the order of path and method.</summary>
    public static IReadOnlyList<JsonObject> Operations(string folder)
    {
        var document = ReferenceFolder.Read(folder, "openapi-derived-2026-08.json");
        var overrides = ReferenceFolder.Read(folder, "openapi-overrides-2026-09.json")["operations"]!.AsObject();
        var schemas = new ManifestSchemas(document["components"]!["schemas"]!.AsObject());
        var operations = new List<JsonObject>();
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, source) in methods!.AsObject())
            {
                var operation = Shorten($"{method.ToUpperInvariant()} {path}", source!.AsObject(), schemas);
                if (overrides[operation["op"]!.GetValue<string>()] is JsonObject over)
                {
                    Override(operation, over, schemas);
                }

                operations.Add(operation);
            }
        }

        return [.. operations.OrderBy(operation => Path(operation), StringComparer.Ordinal)];
    }

    private static string Path(JsonObject operation)
    {
        var parts = operation["op"]!.GetValue<string>().Split(' ');
        return $"{parts[1]} {parts[0]}";
    }

    private static JsonObject Shorten(string name, JsonObject source, ManifestSchemas schemas)
    {
        var operation = new JsonObject { ["op"] = name, ["area"] = source["tags"]![0]!.GetValue<string>() };
        foreach (var place in new[] { "path", "query", "header" })
        {
            var parameters = new JsonObject();
            foreach (var parameter in source["parameters"]?.AsArray() ?? [])
            {
                if (parameter!["in"]!.GetValue<string>() == place)
                {
                    parameters[parameter["name"]!.GetValue<string>()] = Parameter(parameter, schemas);
                }
            }

            if (parameters.Count > 0)
            {
                operation[place] = parameters;
            }
        }

        if (source["requestBody"] is JsonObject body)
        {
            var (media, content) = body["content"]!.AsObject().First();
            operation["body"] = new JsonObject
            {
                ["media"] = media,
                ["required"] = body["required"]?.GetValue<bool>() == true,
                ["schema"] = schemas.Shorten(content!["schema"]),
            };
        }

        operation["answers"] = Answers(source["responses"]!.AsObject(), schemas);
        return operation;
    }

    private static JsonObject Parameter(JsonNode parameter, ManifestSchemas schemas)
    {
        var schema = schemas.Shorten(parameter["schema"]);
        if (parameter["required"]?.GetValue<bool>() == true)
        {
            schema["required"] = true;
        }

        if (parameter["explode"]?.GetValue<bool>() == false)
        {
            schema["comma"] = true;
        }

        return schema;
    }

    private static JsonObject Answers(JsonObject responses, ManifestSchemas schemas)
    {
        var answers = new JsonObject();
        foreach (var (status, response) in responses)
        {
            if (!status.StartsWith('2'))
            {
                continue;
            }

            var (media, content) = response!["content"]?.AsObject().FirstOrDefault() ?? default;
            answers[status] = media is null ? null : new JsonObject { ["media"] = media, ["schema"] = schemas.Shorten(content!["schema"]) };
        }

        return answers;
    }

    private static void Override(JsonObject operation, JsonObject over, ManifestSchemas schemas)
    {
        foreach (var (name, value) in Pairs(over["query"]).Concat(Pairs(over["newQuery"])))
        {
            if (operation["query"] is not JsonObject query)
            {
                operation["query"] = query = [];
            }

            if (value is JsonArray values)
            {
                ManifestSchemas.MergeInto(query, name, new JsonObject { ["t"] = "string", ["e"] = values.DeepClone() });
            }
            else if (value is JsonObject schema)
            {
                ManifestSchemas.MergeInto(query, name, schemas.Shorten(schema));
            }
        }

        OverrideBody(operation, over, schemas);
        if ((over["response"] ?? over["listResponse"]) is JsonObject response)
        {
            var whole =
                response["type"] is JsonValue ? response : new JsonObject { ["type"] = "object", ["properties"] = response.DeepClone() };
            ManifestSchemas.Merge(FirstAnswer(operation), schemas.Shorten(whole));
        }

        if (over["responseItemNewField"] is JsonObject fields)
        {
            var items = FirstAnswer(operation)["p"]!.AsObject().Select(member => member.Value!["i"]).OfType<JsonObject>().First();
            ManifestSchemas.Merge(items, schemas.Shorten(new JsonObject { ["properties"] = fields.DeepClone() }));
        }
    }

    private static void OverrideBody(JsonObject operation, JsonObject over, ManifestSchemas schemas)
    {
        if (operation["body"]?["schema"] is not JsonObject body)
        {
            return;
        }

        if (over["body"] is JsonObject whole)
        {
            ManifestSchemas.Merge(body, schemas.Shorten(whole));
        }

        if (over["bodyOneOf"] is JsonArray alternatives)
        {
            var any = alternatives.Select(alternative =>
                schemas.Shorten(new JsonObject { ["type"] = "object", ["properties"] = alternative!.DeepClone() })
            );
            body.Clear();
            body["any"] = new JsonArray([.. any]);
        }

        if (over["required"] is JsonArray required)
        {
            body["req"] = required.DeepClone();
        }

        foreach (var (name, value) in Pairs(over).Where(pair => !s_notes.Contains(pair.Key)))
        {
            var member = value switch
            {
                JsonArray values when values.All(item => item is JsonValue) => new JsonObject
                {
                    ["t"] = "array",
                    ["i"] = new JsonObject { ["t"] = "string", ["e"] = values.DeepClone() },
                },
                JsonObject schema when schema["enum"] is not null || schema["type"]?.GetValue<string>() == "boolean" => schemas.Shorten(
                    schema
                ),
                _ => null,
            };
            if (member is not null && body["p"] is JsonObject members)
            {
                ManifestSchemas.MergeInto(members, name, member);
            }
        }
    }

    private static JsonObject FirstAnswer(JsonObject operation) =>
        operation["answers"]!.AsObject().First(answer => answer.Value is not null).Value!["schema"]!.AsObject();

    // Members whose name is prose ("startDate/endDate") only explain.
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Pairs(JsonNode? node) =>
        node is JsonObject members ? members.Where(member => WireName().IsMatch(member.Key)) : [];

    [GeneratedRegex("^[A-Za-z_]+$")]
    private static partial Regex WireName();
}
