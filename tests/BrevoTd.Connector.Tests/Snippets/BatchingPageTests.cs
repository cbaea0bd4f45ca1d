using System.Text;
using System.Text.RegularExpressions;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Tests.Batching;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace BrevoTd.Connector.Tests.Snippets;

public sealed partial class BatchingPageTests
{
    [Fact]
    public void Fences_OfThePage_AreTheCodeThatIsCompiledHere()
    {
        var root = RepositoryRoot();
        var page = File.ReadAllText(Path.Combine(root, "docs", "batching.md"));
        var code = WithoutIndentation(
            File.ReadAllText(Path.Combine(root, "tests", "BrevoTd.Connector.Tests", "Snippets", "BatchingPage.cs"))
        );
        var fences = Fence().Matches(page).Select(match => WithoutIndentation(match.Groups[1].Value)).ToList();

        Assert.NotEmpty(fences);
        Assert.All(fences, fence => Assert.Contains(fence, code, StringComparison.Ordinal));
    }

    [Fact]
    public void WebhookSink_OfThePage_FitsInTwentyLines()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "batching.md"));
        var sink = Fence()
            .Matches(page)
            .Select(match => match.Groups[1].Value)
            .Single(fence => fence.Contains(": IBatchSink", StringComparison.Ordinal));

        Assert.InRange(sink.TrimEnd().Split('\n').Length, 10, 20);
    }

    [Fact]
    public void Causes_OfThePage_AreThoseOfTheLibrary()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "batching.md"));

        Assert.All(
            typeof(OutcomeCause).GetProperties().Where(property => property.PropertyType == typeof(OutcomeCause)),
            property => Assert.Contains($"`{property.GetValue(null)}`", page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task WebhookSink_OverHttp_DeliversRefusesAndDoubts()
    {
        using var server = WireMockServer.Start();
        server
            .Given(Request.Create().WithPath("/items").UsingPost())
            .InScenario("one after another")
            .WillSetStateTo("refuse")
            .RespondWith(Response.Create().WithStatusCode(200));
        server
            .Given(Request.Create().WithPath("/items").UsingPost())
            .InScenario("one after another")
            .WhenStateIs("refuse")
            .WillSetStateTo("break")
            .RespondWith(Response.Create().WithStatusCode(400));
        server
            .Given(Request.Create().WithPath("/items").UsingPost())
            .InScenario("one after another")
            .WhenStateIs("break")
            .RespondWith(Response.Create().WithStatusCode(500));
        using var http = new HttpClient { BaseAddress = new Uri(server.Url!) };
        await using var writer = new BatchWriter<Person>(
            new PersonEncoder(),
            new BatchingPage.WebhookSink(http),
            new BatchWriterOptions { MaxBatchRecords = 2 }
        );

        var report = await writer.WriteAllAsync(Enumerable.Range(1, 6).Select(Person.Number));

        Assert.Equal((2, 2, 2), (report.Delivered, report.DeadLettered, report.Unverified));
        var bodies = server.LogEntries.Select(entry => entry.RequestMessage!.Body!).ToList();
        Assert.StartsWith("{\"items\":[{\"email\":\"person1@example.com\"", bodies[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                [1, 2],
                [3, 4],
                [5, 6],
            ],
            bodies.Select(SimulatedBrevo.IdsOf)
        );
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BrevoTd.Connector.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside their repository.");
        }

        return folder.FullName;
    }

    private static string WithoutIndentation(string code)
    {
        var text = new StringBuilder();
        foreach (var line in code.Split('\n'))
        {
            text.Append(line.Trim()).Append('\n');
        }

        return text.ToString().Trim();
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
