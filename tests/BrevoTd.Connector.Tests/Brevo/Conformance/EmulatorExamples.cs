using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>What the emulator answers where it keeps no state: an example of the documents, and what a request must have.</summary>
internal static class EmulatorExamples
{
    public const string File = "src/BrevoTd.Connector.Emulator/Brevo/Examples/brevo-examples.jsonl";

    /// <summary>The emulator's file, made from the manifest.</summary>
    public static string Generate() =>
        ManifestFiles.Text(
            Manifest
                .Operations.Where(operation => !CoveragePage.LeftOut.Contains(operation.Area))
                .Where(operation => !CoveragePage.NotOffered.ContainsKey(operation.Name))
                .Select(Line)
        );

    private static JsonObject Line(ManifestOperation operation)
    {
        var answer = operation.Answers[0];
        var line = new JsonObject { ["op"] = operation.Name, ["status"] = answer.Status };
        Add(line, "query", operation.Query.Where(parameter => parameter.Value.IsRequired).Select(parameter => parameter.Key));
        if (operation.BodyMedia == "application/json")
        {
            Add(line, "body", operation.Body!.Required);
        }

        if (answer.Media is { } media && media != "application/json")
        {
            line["media"] = media;
        }

        if (answer.Schema is { } schema)
        {
            line["value"] = Example(operation, answer.Status, schema) ?? AnswerBuilder.Full(operation, answer);
        }

        return line;
    }

    // Some examples are older than what they show.
    private static JsonNode? Example(ManifestOperation operation, int status, ManifestSchema schema) =>
        Manifest
            .Examples.Where(example => example.IsAnswer && example.Operation == operation.Name && example.Status == status)
            .Select(example => example.Value)
            .FirstOrDefault(value => ManifestCheck.Of(schema, value).Problems.Count == 0)
            ?.DeepClone();

    private static void Add(JsonObject line, string name, IEnumerable<string> values)
    {
        var array = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        if (array.Count > 0)
        {
            line[name] = array;
        }
    }
}
