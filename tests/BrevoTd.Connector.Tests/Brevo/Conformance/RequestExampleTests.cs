using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>The bodies that the documents show as examples can be said with the client's types.</summary>
public sealed class RequestExampleTests
{
    private static readonly IReadOnlyList<JsonTypeInfo> s_types =
    [
        .. typeof(BrevoClient)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)) && type.Namespace == typeof(BrevoClient).Namespace)
            .Select(type => (JsonSerializerContext)type.GetProperty("Default")!.GetValue(null)!)
            .SelectMany(context =>
                context
                    .GetType()
                    .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.PropertyType.IsSubclassOf(typeof(JsonTypeInfo)))
                    .Select(property => (JsonTypeInfo)property.GetValue(context)!)
            )
            .Where(type => type.Kind == JsonTypeInfoKind.Object || type.Kind == JsonTypeInfoKind.Enumerable),
    ];

    public static TheoryData<string> Operations =>
        [
            .. ConformanceCalls
                .All.SelectMany(area => area.Calls)
                .Where(call => call.Operation.BodyMedia == "application/json" && call.WriteOnly is null && Examples(call).Any())
                .Select(call => call.Operation.Name),
        ];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task RequestExample_ThroughAModel_KeepsEveryValue(string operation)
    {
        var call = ConformanceCalls.Get(operation);
        var candidates = await TypesOf(call);
        Assert.True(candidates.Count > 0, $"No type reads what {operation} sends; say WritesOnly with the reason.");

        var lost = Examples(call)
            .Select(example =>
                (example.From, Missing: candidates.Select(type => Lost(call, example.Value, type)).MinBy(missing => missing.Count)!)
            )
            .SelectMany(example => example.Missing.Select(path => $"{example.From}: {path}"));

        Assert.Empty(lost);
    }

    private static IEnumerable<ManifestExample> Examples(OperationCall call) =>
        Manifest.Examples.Where(example => !example.IsAnswer && example.Operation == call.Operation.Name);

    // The models behind a call are those that read what it sends and write the same again.
    private static async Task<IReadOnlyList<JsonTypeInfo>> TypesOf(OperationCall call)
    {
        var stub = new StubService();
        var (brevo, owner) = stub.Connect();
        await using var _ = owner;
        foreach (var send in call.FullCalls)
        {
            await send(brevo);
        }

        var bodies = stub
            .Sent.Where(request => request.Operation == call.Operation && request.Body is not null)
            .Select(request => JsonNode.Parse(Encoding.Latin1.GetBytes(request.Body!))!)
            .ToList();
        return [.. s_types.Where(type => bodies.Exists(body => JsonNode.DeepEquals(body, Again(body, type))))];
    }

    private static IReadOnlyList<string> Lost(OperationCall call, JsonNode example, JsonTypeInfo type)
    {
        var again = Again(example, type);
        return again is null
            ? ["cannot be read"]
            :
            [
                .. Leaves
                    .Missing(
                        example,
                        again,
                        path => ManifestCheck.Covers(call.NotSentMembers.Keys, path) || ManifestCheck.Covers(call.OtherValues.Keys, path)
                    )
                    .Select(leaf => $"{leaf.Path} ({leaf.Value})"),
            ];
    }

    private static JsonNode? Again(JsonNode body, JsonTypeInfo type)
    {
        try
        {
            return JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(body, type), type);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
