using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BrevoTd.Connector.Tests.Brevo.Conformance;

namespace BrevoTd.Connector.Emulator.Tests.Brevo;

/// <summary>Operations without state answer from the API document's examples, and say so.</summary>
public sealed partial class ExampleAnswerTests
{
    private static readonly string[] s_refused = ["balance", "conversations", "master_account", "program", "reward", "tier", "wallet"];

    // Every answer with the mark validates against the document; what is not marked has state of its own and is refused or answered by it.
    [Fact]
    public async Task Send_OfEachOperation_AnswersAsTheDocumentSays()
    {
        await using var brevo = await BrevoHttp.StartAsync();
        var wrong = new List<string>();
        var marked = 0;
        foreach (var operation in Manifest.Operations.Where(operation => !s_refused.Contains(operation.Area)))
        {
            var reply = await brevo.SendAsync(new HttpMethod(operation.Method), Path(operation), Body(operation));
            if (reply.Headers.GetValueOrDefault("x-emulator") != "example")
            {
                continue;
            }

            marked++;
            var answer = operation.Answers.SingleOrDefault(answer => answer.Status == (int)reply.Status);
            if (answer is null || (answer.Schema is null) != (reply.Body.Length == 0))
            {
                wrong.Add($"{operation.Name}: {reply.Status}, {reply.Body.Length} characters");
            }
            else if (answer is { Schema: { } schema, Media: "application/json" })
            {
                wrong.AddRange(
                    ManifestCheck
                        .Of(schema, JsonNode.Parse(reply.Body))
                        .Problems.Select(problem => $"{operation.Name}: {problem.Path} {problem.Problem}")
                );
            }
        }

        Assert.Empty(wrong);
        Assert.True(marked > 0);
    }

    [Fact]
    public async Task Send_OfAnOperationWithState_IsNotMarked()
    {
        await using var brevo = await BrevoHttp.StartAsync();

        var reply = await brevo.GetAsync("contacts/lists");

        reply.Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("x-emulator", reply.Headers.Keys);
    }

    [Theory]
    [InlineData("feeds", "{}", "name is missing", "missing_parameter")]
    [InlineData("feeds", "[]", "Input must be a valid JSON object", "bad_request")]
    public async Task Post_WithoutWhatARequestMustHave_400(string path, string body, string message, string code)
    {
        await using var brevo = await BrevoHttp.StartAsync();

        var error = (await brevo.PostAsync(path, body)).ExpectError(400, code);

        Assert.Equal(message, error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Get_WithoutAParameterThatMustBeThere_400()
    {
        var operation = Manifest.Operations.First(operation =>
            operation.Method == "GET"
            && !s_refused.Contains(operation.Area)
            && operation.Query.Values.Any(parameter => parameter.IsRequired)
        );
        await using var brevo = await BrevoHttp.StartAsync();

        (await brevo.GetAsync(Variable().Replace(operation.Path.TrimStart('/'), "7"))).ExpectError(400, "missing_parameter");
    }

    private static string Path(ManifestOperation operation)
    {
        var path = Variable().Replace(operation.Path.TrimStart('/'), "7");
        var query = operation.Query.Where(parameter => parameter.Value.IsRequired).Select(parameter => $"{parameter.Key}=7").ToList();
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private static string? Body(ManifestOperation operation) =>
        operation.Body is not { } schema
            ? null
            : new JsonObject(schema.Required.Select(name => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create("7")))).ToJsonString();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Variable();
}
