using System.Text.Json.Nodes;
using BrevoTd.Connector.Tests.Brevo.Conformance;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>Holds every answer of success that a raw test gets against Brevo's API document.</summary>
internal static class DocumentedAnswer
{
    /// <summary>Where the emulator follows Brevo's own examples or custom against the document, with the reason. Paths below are meant too.</summary>
    private static readonly Dictionary<string, string> s_otherwise = new(StringComparer.Ordinal)
    {
        ["POST /contacts/lists/{listId}/contacts/add *"] = "both shapes that the documents show, by choice",
        ["POST /contacts/lists/{listId}/contacts/remove *"] = "both shapes that the documents show, by choice",
        ["GET /processes/{processId} name"] = "no document names the process that empties a list",
        ["GET /processes processes[].name"] = "no document names the process that empties a list",
        ["GET /contacts/lists/{listId} startDate"] = "the examples show the period of the figures",
        ["GET /contacts/lists/{listId} endDate"] = "the examples show the period of the figures",
        ["GET /emailCampaigns/{campaignId} statistics.linksStats"] = "both forms that the documents show, by choice",
        ["GET /emailCampaigns/{campaignId} statistics.linksStats.*"] =
            "numbers or objects with nbClick, as the documents show both, by choice",
        ["GET /couponCollections *"] = "a list, as in all documents but the one of August, which shows a single collection",
    };

    public static void Check(HttpMethod method, string path, BrevoReply reply)
    {
        if ((int)reply.Status is < 200 or > 299 || Manifest.Find(method.Method, Unescaped(path)) is not { } operation)
        {
            return;
        }

        var answer = operation.Answers.FirstOrDefault(answer => answer.Status == (int)reply.Status);
        var problems = answer switch
        {
            null => [("", $"{(int)reply.Status} is not known")],
            { Schema: null } => reply.Body.Length == 0 ? [] : [("", "has a body and should have none")],
            { Media: "application/json" } when reply.Body.Length == 0 => [("", "has no body")],
            { Media: "application/json" } => ManifestCheck.Of(answer.Schema, JsonNode.Parse(reply.Body)).Problems,
            _ => [],
        };
        var wrong = problems
            .Where(problem =>
                !s_otherwise.Keys.Any(known =>
                    known.StartsWith(operation.Name + " ", StringComparison.Ordinal)
                    && ManifestCheck.Covers([known[(operation.Name.Length + 1)..]], problem.Item1)
                )
            )
            .Select(problem => $"{operation.Name}: {problem.Item1} {problem.Item2}")
            .ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Unescaped(string path) =>
        string.Join('/', path.Split('?')[0].Split('/').Select(segment => Uri.UnescapeDataString(segment).Replace('/', '\u2215')));
}
