using System.Reflection;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

/// <summary>The page about covered operations says what is true.</summary>
public sealed class CoverageTests
{
    private const string Remedy =
        "Write the page anew: dotnet run --project tests/BrevoTd.Connector.Tests -f net10.0 -- -explicit only -method '*Conformance.CoverageTests.Regenerate'";

    private static readonly IReadOnlyList<ServiceOperation> s_sent =
    [
        .. typeof(BrevoClient)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(BrevoClient).Namespace)
            .SelectMany(type =>
                type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            )
            .Where(field => field.FieldType == typeof(ServiceOperation))
            .Select(field => (ServiceOperation)field.GetValue(null)!)
            // Files whose addresses Brevo gives are no operations of its own.
            .Where(operation => !operation.Route.StartsWith('{')),
    ];

    private static IReadOnlyList<OperationCall> Calls => [.. ConformanceCalls.All.SelectMany(area => area.Calls)];

    [Fact]
    public void Page_OfAllOperations_SaysWhatTheCodeDoes()
    {
        var wrong = CoveragePage
            .Lines()
            .Except(CoveragePage.Read(Page()))
            .Concat(CoveragePage.Read(Page()).Except(CoveragePage.Lines()))
            .ToList();

        Assert.True(wrong.Count == 0, $"{string.Join("; ", wrong)}. {Remedy}");
        Assert.Equal(Manifest.Operations.Count, CoveragePage.Read(Page()).Count);
    }

    [Fact]
    public void Operations_OfTheAreasThatAreOffered_HaveMethods()
    {
        var missing = Manifest
            .Operations.Where(operation => !CoveragePage.LeftOut.Contains(operation.Area))
            .Where(operation => !CoveragePage.NotOffered.ContainsKey(operation.Name))
            .Select(operation => operation.Name)
            .Except(Calls.Select(call => call.Operation.Name));

        Assert.Empty(missing);
    }

    [Fact]
    public void Calls_OfAllAreas_HaveEachOperationOnce()
    {
        var twice = Calls.GroupBy(call => call.Operation.Name).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.NotEmpty(Calls);
        Assert.Empty(twice);
    }

    [Fact]
    public void Calls_OfAllAreas_NameMethodsThatExist() =>
        Assert.DoesNotContain(Calls.SelectMany(call => call.ClientMethods.Split(", ")), name => !Exists(name));

    [Fact]
    public void Calls_OfAllAreas_AgreeWithTheRulesOfTheCode()
    {
        var wrong = Calls.Where(call =>
            !s_sent.Any(sent => call.Operation.IsRoute(sent.Method.Method, sent.Route) && call.Repeat.Rules.Contains(sent.Repeat))
        );

        Assert.Empty(wrong.Select(call => call.Operation.Name));
    }

    [Fact]
    public void Operations_OfTheCode_HaveCalls()
    {
        var without = s_sent
            .Where(sent => !Calls.Any(call => call.Operation.IsRoute(sent.Method.Method, sent.Route)))
            .Select(sent => $"{sent.Method} /{sent.Route}");

        Assert.NotEmpty(s_sent);
        Assert.Empty(without);
    }

    [Fact]
    public void Operations_OfTheCode_HaveNamesOfTheirOwn()
    {
        // Variants of one operation differ in their rule only.
        var shared = s_sent
            .GroupBy(sent => sent.Name, StringComparer.Ordinal)
            .Where(group => group.Select(sent => (sent.Method, sent.Route)).Distinct().Count() > 1)
            .Select(group => group.Key);

        Assert.Empty(shared);
    }

    /// <summary>Writes the page anew.</summary>
    [Fact(Explicit = true)]
    public void Regenerate()
    {
        var path = ReferenceFolder.InRepository(CoveragePage.File);
        File.WriteAllText(path, CoveragePage.Write(File.ReadAllText(path)));
    }

    private static string Page() => File.ReadAllText(ReferenceFolder.InRepository(CoveragePage.File));

    private static bool Exists(string clientMethod)
    {
        var parts = clientMethod.Split('.');
        var client = parts.Length == 1 ? typeof(BrevoClient) : typeof(BrevoClient).GetProperty(parts[0])?.PropertyType;
        return client?.GetMethods().Any(method => method.Name == parts[^1] && method.IsVirtual) == true;
    }
}
