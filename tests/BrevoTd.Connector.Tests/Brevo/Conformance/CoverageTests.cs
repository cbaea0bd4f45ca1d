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
    public void Page_OfAllOperations_HasEachOnce()
    {
        var operations = CoveragePage.Read(Page()).Select(line => line.Operation).ToList();

        Assert.Equal(Manifest.Operations.Select(operation => operation.Name).Order(), operations.Order());
    }

    [Fact]
    public void Page_WhereItNamesAMethod_SaysWhatTheCodeDoes()
    {
        var code = CoveragePage.Lines().ToDictionary(line => line.Operation, StringComparer.Ordinal);

        // An area that has just come is not missed on the page at once; what the page does say must be so.
        var wrong = CoveragePage.Read(Page()).Where(line => line.Client != CoveragePage.NotYet && line != code[line.Operation]);

        Assert.True(!wrong.Any(), $"{string.Join("; ", wrong)}. {Remedy}");
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
        Assert.Empty(Calls.SelectMany(call => call.ClientMethods.Split(", ")).Where(name => !Exists(name)));

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
        // An area comes with its calls; one that has none yet is not held to them.
        var begun = s_sent
            .Where(sent => Calls.Any(call => call.Operation.IsRoute(sent.Method.Method, sent.Route)))
            .Select(sent => Area(sent))
            .ToHashSet(StringComparer.Ordinal);
        var without = s_sent
            .Where(sent => begun.Contains(Area(sent)))
            .Where(sent => !Calls.Any(call => call.Operation.IsRoute(sent.Method.Method, sent.Route)))
            .Select(sent => $"{sent.Method} /{sent.Route}");

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

    private static string Area(ServiceOperation operation) => operation.Name.Split('.')[0];

    private static bool Exists(string clientMethod)
    {
        var parts = clientMethod.Split('.');
        var client = parts.Length == 1 ? typeof(BrevoClient) : typeof(BrevoClient).GetProperty(parts[0])?.PropertyType;
        return client?.GetMethods().Any(method => method.Name == parts[^1] && method.IsVirtual) == true;
    }
}
