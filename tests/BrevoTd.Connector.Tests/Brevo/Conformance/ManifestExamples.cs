using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>Collects the examples of the API documents, each body once per operation.</summary>
internal sealed partial class ManifestExamples
{
    private readonly List<JsonObject> _examples = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _operations;

    private ManifestExamples(IReadOnlyList<JsonObject> operations) =>
        _operations = operations.ToDictionary(operation => Template(operation["op"]!.GetValue<string>()), StringComparer.Ordinal);

    /// <summary>One line of JSON per example: operation, request or response, status, where it stands, value.</summary>
    public static IReadOnlyList<JsonObject> Collect(string folder, IReadOnlyList<JsonObject> operations)
    {
        var examples = new ManifestExamples(operations);
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "examples"), "*.json").Order(StringComparer.Ordinal))
        {
            examples.AddFile(file);
        }

        examples.AddDocument(ReferenceFolder.Read(folder, "openapi-derived-2026-08.json"), "2026-08");
        examples.AddDocument(ReferenceFolder.Read(folder, "openapi.json"), "2025-02");
        return
        [
            .. examples
                ._examples.OrderBy(example => example["op"]!.GetValue<string>().Split(' ')[1], StringComparer.Ordinal)
                .ThenBy(example => example["op"]!.GetValue<string>(), StringComparer.Ordinal),
        ];
    }

    private void AddFile(string file)
    {
        var content = JsonNode.Parse(File.ReadAllText(file))!;
        if (content["request"] is not JsonObject request || request["method"] is null)
        {
            return;
        }

        var from = Path.GetFileNameWithoutExtension(file);
        var path = request["path"]!.GetValue<string>().Split('?')[0];
        var name = $"{request["method"]!.GetValue<string>()} {(path.StartsWith("/v3/", StringComparison.Ordinal) ? path[3..] : path)}";
        foreach (var body in Variants(request["bodies"]).Append(request["body"]))
        {
            Add(name, "request", status: null, from, body);
        }

        foreach (var (status, answer) in content["responses"]?.AsObject() ?? [])
        {
            if (status.StartsWith('2'))
            {
                foreach (var body in IsSetOfVariants(name, answer) ? Variants(answer) : [answer])
                {
                    Add(name, "response", status, from, body);
                }
            }
        }
    }

    private void AddDocument(JsonObject document, string from)
    {
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, source) in methods!.AsObject())
            {
                if (method is "parameters")
                {
                    continue;
                }

                var name = $"{method.ToUpperInvariant()} {path}";
                foreach (var content in Contents(source!["requestBody"]))
                {
                    AddAll(name, "request", status: null, from, content);
                }

                foreach (var (status, response) in source["responses"]!.AsObject().Where(response => response.Key.StartsWith('2')))
                {
                    foreach (var content in Contents(response))
                    {
                        AddAll(name, "response", status, from, content);
                    }
                }
            }
        }
    }

    private void AddAll(string name, string kind, string? status, string from, JsonObject content)
    {
        Add(name, kind, status, from, content["example"]);
        Add(name, kind, status, from + " older", content["x-older-example"]);
        foreach (var older in content["x-older-examples"] as JsonArray ?? [])
        {
            Add(name, kind, status, from + " older", older);
        }

        foreach (var example in content["examples"] as JsonObject ?? [])
        {
            Add(name, kind, status, from, example.Value!["value"]);
        }
    }

    private void Add(string name, string kind, string? status, string from, JsonNode? value)
    {
        if (value is not (JsonObject or JsonArray) || !_operations.TryGetValue(Template(name), out var operation))
        {
            return;
        }

        var real = operation["op"]!.GetValue<string>();
        if (_seen.Add($"{real} {kind} {value.ToJsonString()}"))
        {
            var example = new JsonObject { ["op"] = real, ["kind"] = kind };
            if (status is not null)
            {
                example["status"] = int.Parse(status.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            }

            example["from"] = from;
            example["value"] = value.DeepClone();
            _examples.Add(example);
        }
    }

    // Some files show several answers of one status, each under a name that is no member of the answer.
    private bool IsSetOfVariants(string name, JsonNode? answer) =>
        answer is JsonObject { Count: > 0 } members
        && members.All(member => member.Value is JsonObject)
        && _operations.TryGetValue(Template(name), out var operation)
        && operation["answers"]!.AsObject().Select(known => known.Value?["schema"]?["p"]).OfType<JsonObject>().FirstOrDefault() is { } known
        && !members.Any(member => known.ContainsKey(member.Key));

    private static IEnumerable<JsonNode?> Variants(JsonNode? set) =>
        set switch
        {
            JsonArray list => list,
            JsonObject named => named.Select(member => member.Value),
            _ => [],
        };

    private static IEnumerable<JsonObject> Contents(JsonNode? holder) =>
        holder?["content"] is JsonObject content ? content.Select(media => media.Value).OfType<JsonObject>() : [];

    private static string Template(string name) => Variable().Replace(name, "{}");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Variable();
}
