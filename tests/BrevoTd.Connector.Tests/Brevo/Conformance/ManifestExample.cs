using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>A body that the documents show.</summary>
internal sealed class ManifestExample(JsonObject source)
{
    /// <summary>Method and path of the operation.</summary>
    public string Operation { get; } = source["op"]!.GetValue<string>();

    /// <summary>Whether it is an answer; a request otherwise.</summary>
    public bool IsAnswer { get; } = source["kind"]!.GetValue<string>() == "response";

    /// <summary>HTTP status of an answer.</summary>
    public int? Status { get; } = source["status"]?.GetValue<int>();

    /// <summary>Where it stands: a document by its month, or a file.</summary>
    public string From { get; } = source["from"]!.GetValue<string>();

    public JsonNode Value { get; } = source["value"]!;
}
