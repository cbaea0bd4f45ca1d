using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>The files that are made from the API documents, by path in the repository.</summary>
internal static class ManifestFiles
{
    private const string Folder = "tests/BrevoTd.Connector.Tests/Brevo/Conformance/";

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The manifest, as the documents of a folder give it.</summary>
    public static IReadOnlyDictionary<string, string> Generate(string folder)
    {
        var operations = ManifestGenerator.Operations(folder);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Folder + Manifest.OperationsFile] = Text(operations),
            [Folder + Manifest.ExamplesFile] = Text(ManifestExamples.Collect(folder, operations)),
        };
    }

    /// <summary>One line of JSON each.</summary>
    public static string Text(IEnumerable<JsonObject> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line.ToJsonString(s_plain)).Append('\n');
        }

        return text.ToString();
    }
}
