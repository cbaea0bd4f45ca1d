using System.Text;
using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>All operations of Brevo's API documents, and the examples of their bodies, as they are kept with the tests.</summary>
internal static class Manifest
{
    /// <summary>The file of all operations.</summary>
    public const string OperationsFile = "brevo-operations.jsonl";

    /// <summary>The file of all examples.</summary>
    public const string ExamplesFile = "brevo-examples.jsonl";

    private static readonly Lazy<IReadOnlyList<ManifestOperation>> s_operations = new(() =>
        [.. Lines(Kept(OperationsFile)).Select(line => new ManifestOperation(line))]
    );

    private static readonly Lazy<IReadOnlyList<ManifestExample>> s_examples = new(() =>
        [.. Lines(Kept(ExamplesFile)).Select(line => new ManifestExample(line))]
    );

    public static IReadOnlyList<ManifestOperation> Operations => s_operations.Value;

    public static IReadOnlyList<ManifestExample> Examples => s_examples.Value;

    /// <summary>The operation of that method and path.</summary>
    public static ManifestOperation Get(string name) =>
        Operations.FirstOrDefault(operation => operation.Name == name)
        ?? throw new InvalidOperationException($"The manifest has no operation {name}. Write method and path as in {OperationsFile}.");

    /// <summary>The operation that a request goes to, by method and path below the base address.</summary>
    public static ManifestOperation? Find(string method, string path)
    {
        var segments = path.Trim('/').Split('/');
        return Operations
            .Select(operation => (Operation: operation, Rank: operation.Match(method, segments)))
            .Where(match => match.Rank is not null)
            .OrderByDescending(match => match.Rank)
            .FirstOrDefault()
            .Operation;
    }

    private static IEnumerable<JsonObject> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject());

    private static string Kept(string file)
    {
        using var stream =
            typeof(Manifest).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
