using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>Holds a request or an answer against the manifest.</summary>
internal sealed partial class ManifestCheck
{
    private readonly List<(string Path, string Problem)> _problems = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private ManifestCheck() { }

    /// <summary>What is sent otherwise than the documents say, by the path of the member or parameter.</summary>
    public IReadOnlyList<(string Path, string Problem)> Problems => _problems;

    /// <summary>What is sent: members by their paths, query parameters behind a question mark.</summary>
    public IReadOnlySet<string> Seen => _seen;

    public static ManifestCheck Of(ManifestOperation operation, SentRequest request)
    {
        var check = new ManifestCheck();
        foreach (var (name, schema, value) in operation.Variables(request.Segments))
        {
            check.CheckText(schema, value, $"{{{name}}}");
        }

        check.CheckQuery(operation, request);
        foreach (var (name, _) in operation.Headers.Where(header => header.Value.IsRequired))
        {
            if (!request.Headers.ContainsKey(name))
            {
                check.Add($"header {name}", "is required and not sent");
            }
        }

        check.CheckBody(operation, request);
        return check;
    }

    /// <summary>Holds one value, such as an answer's body, against what the documents say of it.</summary>
    public static ManifestCheck Of(ManifestSchema schema, JsonNode? value)
    {
        var check = new ManifestCheck();
        check.CheckValue(schema, value, "");
        return check;
    }

    /// <summary>Everything that an operation takes: members by their paths, query parameters behind a question mark.</summary>
    public static IReadOnlyList<string> Everything(ManifestOperation operation)
    {
        var all = operation.Query.Keys.Select(name => "?" + name).ToList();
        if (operation.Body is { } body)
        {
            AddMembers(body, "", all);
        }

        return [.. all.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether a path or one above it is among the excepted.</summary>
    public static bool Covers(IEnumerable<string> excepted, string path) =>
        excepted.Any(known =>
            known == "*"
            || path == known
            || path.StartsWith(known + ".", StringComparison.Ordinal)
            || path.StartsWith(known + "[]", StringComparison.Ordinal)
        );

    private static void AddMembers(ManifestSchema schema, string path, List<string> all)
    {
        foreach (var (name, member) in schema.Members)
        {
            all.Add(Join(path, name));
            AddMembers(member, Join(path, name), all);
        }

        foreach (var alternative in schema.Alternatives)
        {
            AddMembers(alternative, path, all);
        }

        if (schema.Items is { } items)
        {
            AddMembers(items, path + "[]", all);
        }

        if (schema.Map is { } map)
        {
            AddMembers(map, Join(path, "*"), all);
        }
    }

    private void CheckQuery(ManifestOperation operation, SentRequest request)
    {
        foreach (var parameter in request.Query.GroupBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var path = "?" + parameter.Key;
            _seen.Add(path);
            if (!operation.Query.TryGetValue(parameter.Key, out var schema))
            {
                Add(path, "is not known");
                continue;
            }

            var values = schema.IsCommaSeparated
                ? parameter.SelectMany(pair => pair.Value.Split(',')).ToList()
                : parameter.Select(pair => pair.Value).ToList();
            if (schema.Type != "array" && values.Count > 1)
            {
                Add(path, "is sent more than once");
            }

            foreach (var value in values)
            {
                CheckText(schema.Type == "array" ? schema.Items! : schema, value, path);
            }
        }

        foreach (var (name, _) in operation.Query.Where(parameter => parameter.Value.IsRequired))
        {
            if (!request.Query.Any(pair => pair.Key == name))
            {
                Add("?" + name, "is required and not sent");
            }
        }
    }

    private void CheckText(ManifestSchema schema, string value, string path)
    {
        if (schema.Alternatives.Count > 0)
        {
            return;
        }

        var isOfType = schema.Type switch
        {
            "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "number" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "boolean" => value is "true" or "false",
            _ => true,
        };
        if (!isOfType)
        {
            Add(path, $"is no {schema.Type}");
        }

        if (schema.Values.Count > 0 && !schema.Values.Contains(value))
        {
            Add(path, $"has the value '{value}', known are: {string.Join(", ", schema.Values)}");
        }

        if (
            schema.Maximum is { } maximum
            && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number > maximum
        )
        {
            Add(path, $"is above {maximum}");
        }
    }

    private void CheckBody(ManifestOperation operation, SentRequest request)
    {
        if (operation.Body is not { } schema)
        {
            if (request.Body is { Length: > 0 })
            {
                Add("body", "is sent and not known");
            }

            return;
        }

        if (request.Body is null)
        {
            if (operation.IsBodyRequired)
            {
                Add("body", "is required and not sent");
            }

            return;
        }

        if (request.Media != operation.BodyMedia)
        {
            Add("body", $"is {request.Media}, known is {operation.BodyMedia}");
        }
        else if (request.Media == "application/json")
        {
            CheckValue(schema, JsonNode.Parse(System.Text.Encoding.Latin1.GetBytes(request.Body)), "");
        }
        else
        {
            CheckParts(schema, request.Body);
        }
    }

    private void CheckParts(ManifestSchema schema, string body)
    {
        var names = PartName().Matches(body).Select(match => match.Groups[1].Value).ToList();
        foreach (var name in names)
        {
            _seen.Add(name);
            if (!schema.Members.ContainsKey(name))
            {
                Add(name, "is not known");
            }
        }

        foreach (var name in schema.Required.Except(names))
        {
            Add(name, "is required and not sent");
        }
    }

    private void CheckValue(ManifestSchema schema, JsonNode? value, string path)
    {
        if (schema.Alternatives.Count > 0)
        {
            var best = schema
                .Alternatives.Select(alternative => Attempt(alternative, value, path))
                .MinBy(attempt => attempt._problems.Count)!;
            _problems.AddRange(best._problems);
            _seen.UnionWith(best._seen);
            return;
        }

        // Null is how a member is emptied, whatever its type.
        if (value is null || schema.Type is null)
        {
            return;
        }

        var kind = value.GetValueKind();
        var isOfType = schema.Type switch
        {
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => kind == JsonValueKind.Number && double.IsInteger(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
            _ => kind == JsonValueKind.Number,
        };
        if (!isOfType)
        {
            Add(path, $"is {kind}, known is {schema.Type}");
            return;
        }

        switch (value)
        {
            case JsonObject members:
                CheckObject(schema, members, path);
                break;
            case JsonArray items:
                CheckArray(schema, items, path);
                break;
            default:
                CheckText(schema, value.ToString(), path);
                if (schema.MaxLength < value.ToString().Length)
                {
                    Add(path, $"is longer than {schema.MaxLength}");
                }

                break;
        }
    }

    private void CheckObject(ManifestSchema schema, JsonObject members, string path)
    {
        foreach (var (name, member) in members)
        {
            if (schema.Members.TryGetValue(name, out var known))
            {
                _seen.Add(Join(path, name));
                CheckValue(known, member, Join(path, name));
            }
            else if (schema.Map is { } map)
            {
                CheckValue(map, member, Join(path, "*"));
            }
            else if (!schema.IsOpen)
            {
                Add(Join(path, name), "is not known");
            }
        }

        foreach (var name in schema.Required.Where(name => !members.ContainsKey(name)))
        {
            Add(Join(path, name), "is required and not sent");
        }
    }

    private void CheckArray(ManifestSchema schema, JsonArray items, string path)
    {
        if (items.Count > schema.MaxItems)
        {
            Add(path, $"has more than {schema.MaxItems} items");
        }

        foreach (var item in items)
        {
            if (schema.Items is { } known)
            {
                CheckValue(known, item, path + "[]");
            }
        }
    }

    private static ManifestCheck Attempt(ManifestSchema schema, JsonNode? value, string path)
    {
        var attempt = new ManifestCheck();
        attempt.CheckValue(schema, value, path);
        return attempt;
    }

    private void Add(string path, string problem) => _problems.Add((path, problem));

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex("""(?m)^Content-Disposition:[^\r\n]*?[; ]name="?([^";\r\n]+)"?""", RegexOptions.IgnoreCase)]
    private static partial Regex PartName();
}
