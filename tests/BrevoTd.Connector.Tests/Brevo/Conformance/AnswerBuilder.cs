using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>Makes answers of an operation in which every member has a value, each its own as far as its type allows.</summary>
internal sealed partial class AnswerBuilder
{
    /// <summary>A value that no document knows.</summary>
    public const string NewValue = "aValueOfNextYear";

    /// <summary>A member that no document knows.</summary>
    public const string NewMember = "aMemberOfNextYear";

    private const int MaxVariants = 4;

    private readonly IReadOnlyList<JsonNode> _examples;
    private readonly int _variant;
    private readonly bool _unknown;
    private int _count;

    private AnswerBuilder(ManifestOperation operation, int variant, bool unknown)
    {
        _variant = variant;
        _unknown = unknown;
        _examples =
        [
            .. Manifest.Examples.Where(example => example.IsAnswer && example.Operation == operation.Name).Select(example => example.Value),
        ];
    }

    /// <summary>Everything has a value.</summary>
    public static JsonNode Full(ManifestOperation operation, ManifestAnswer answer, int variant = 0) =>
        new AnswerBuilder(operation, variant, unknown: false).Build(answer.Schema!, "")!;

    /// <summary>Everything has a value; every object has one more member, and every value out of a set is a new one.</summary>
    public static JsonNode Unknown(ManifestOperation operation, ManifestAnswer answer) =>
        new AnswerBuilder(operation, 0, unknown: true).Build(answer.Schema!, "")!;

    /// <summary>How many different answers there are, because a member may have one of several types.</summary>
    public static int Variants(ManifestSchema schema) => Math.Min(MaxVariants, CountVariants(schema));

    /// <summary>Each member set to null in turn, then all of them, then none there at all.</summary>
    public static IEnumerable<(string Path, JsonNode Answer)> Nulls(JsonNode full)
    {
        foreach (var path in MemberPaths(full))
        {
            var answer = full.DeepClone();
            SetNull(answer, path);
            yield return (path.Path, answer);
        }

        if (full is JsonObject members)
        {
            yield return ("*", new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)null))));
            yield return ("*", new JsonObject());
        }
        else
        {
            yield return ("*", new JsonArray());
        }
    }

    private JsonNode? Build(ManifestSchema schema, string path)
    {
        if (schema.Alternatives.Count > 0)
        {
            return Build(schema.Alternatives[Math.Min(_variant, schema.Alternatives.Count - 1)], path);
        }

        return schema.Type switch
        {
            "object" when schema.Members.Count > 0 || schema.Map is { IsOpen: false } => BuildObject(schema, path),
            "array" => BuildArray(schema, path),
            "string" => BuildText(schema, path),
            "integer" => BuildNumber(schema, 0),
            "number" => BuildNumber(schema, 0.5),
            "boolean" => JsonValue.Create(true),
            "object" => Example(path) as JsonObject is { Count: > 0 } example ? example.DeepClone() : new JsonObject { ["NAME"] = Text() },
            _ => Example(path)?.DeepClone() ?? JsonValue.Create(Text()),
        };
    }

    private JsonObject BuildObject(ManifestSchema schema, string path)
    {
        var result = new JsonObject();
        foreach (var (name, member) in schema.Members)
        {
            result[name] = Build(member, Join(path, name));
        }

        if (schema.Map is { IsOpen: false } map)
        {
            result["NAME1"] = Build(map, Join(path, "*"));
            result["NAME2"] = Build(map, Join(path, "*"));
        }
        else if (_unknown)
        {
            result[NewMember] = new JsonObject { ["values"] = new JsonArray(1, "two", null) };
        }

        return result;
    }

    private JsonArray BuildArray(ManifestSchema schema, string path)
    {
        if (schema.Items is not { } items || (items.IsOpen && items.Type is null))
        {
            return Example(path) as JsonArray is { Count: > 0 } example ? example.DeepClone().AsArray() : [Text()];
        }

        var first = Build(items, path + "[]");
        return items.Type is "object" or "array" ? [first] : [first, Build(items, path + "[]")];
    }

    private JsonNode BuildText(ManifestSchema schema, string path)
    {
        if (schema.Values.Count > 0)
        {
            return _unknown ? NewValue : schema.Values[_count++ % schema.Values.Count];
        }

        if (schema.Format == "uuid")
        {
            return $"6f1e9c52-3a77-4c0b-9d1a-{++_count:D12}";
        }

        if (schema.Format == "date")
        {
            return Moment().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        // Texts that are dates or numbers are what the examples show; only the rest can be any text.
        if (Example(path) is JsonValue example && Formed().IsMatch(example.ToString()))
        {
            return example.ToString();
        }

        return schema.Format == "date-time" || DateName().IsMatch(path)
            ? Moment().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : Text();
    }

    private JsonValue BuildNumber(ManifestSchema schema, double part)
    {
        if (schema.Values.Count > 0)
        {
            return JsonValue.Create(double.Parse(schema.Values[0], CultureInfo.InvariantCulture));
        }

        var number = 1000 + ++_count;
        return part == 0 ? JsonValue.Create(number) : JsonValue.Create(number + part);
    }

    private DateTime Moment() => new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc).AddDays(++_count % 200).AddSeconds(_count);

    private string Text() => $"text{++_count}";

    private JsonNode? Example(string path) =>
        _examples
            .Select(example => At(example, path.Split('.', StringSplitOptions.RemoveEmptyEntries), 0))
            .FirstOrDefault(found => found is not null);

    private static JsonNode? At(JsonNode? node, string[] path, int index)
    {
        if (index == path.Length || node is null)
        {
            return node;
        }

        var name = path[index].Replace("[]", "", StringComparison.Ordinal);
        var next = name.Length == 0 ? node : (node as JsonObject)?[name];
        var arrays = (path[index].Length - name.Length) / 2;
        for (var i = 0; i < arrays; i++)
        {
            next = (next as JsonArray)?.FirstOrDefault();
        }

        return At(next, path, index + 1);
    }

    private static int CountVariants(ManifestSchema schema) =>
        new[] { schema.Alternatives.Count, 1 }
            .Concat(
                schema
                    .Members.Values.Concat(schema.Alternatives)
                    .Append(schema.Items)
                    .Append(schema.Map)
                    .OfType<ManifestSchema>()
                    .Select(CountVariants)
            )
            .Max();

    private static IEnumerable<(string Path, object[] Way)> MemberPaths(JsonNode? node, string path = "", object[]? way = null)
    {
        way ??= [];
        if (node is JsonObject members)
        {
            foreach (var (name, member) in members)
            {
                yield return (Join(path, name), [.. way, name]);
                foreach (var below in MemberPaths(member, Join(path, name), [.. way, name]))
                {
                    yield return below;
                }
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                foreach (var below in MemberPaths(items[i], path + "[]", [.. way, i]))
                {
                    yield return below;
                }
            }
        }
    }

    private static void SetNull(JsonNode answer, (string Path, object[] Way) member)
    {
        var node = answer;
        foreach (var step in member.Way[..^1])
        {
            node = step is int index ? node[index]! : node[(string)step]!;
        }

        node.AsObject()[(string)member.Way[^1]] = null;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2}.*|\d{2}/\d{2}/\d{4}.*|-?\d+(\.\d+)?|)$")]
    private static partial Regex Formed();

    [GeneratedRegex(@"(?:(?<![a-z])date|Date|(?<!f)At|_at|_date|Time|timestamp)$")]
    private static partial Regex DateName();
}
