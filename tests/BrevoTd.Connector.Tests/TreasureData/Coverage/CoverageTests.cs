using System.Reflection;
using System.Text.RegularExpressions;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Tests.TreasureData.Coverage;

/// <summary>The page about covered operations says what is true.</summary>
public sealed partial class CoverageTests
{
    private const string Reference = "shared/reference/treasure-data/operations.csv";

    // The path of the official clients' POST is the one of the GET that is sent.
    private const string OtherWay = "as GET";

    private static readonly IReadOnlyList<ServiceOperation> s_operations =
    [
        .. typeof(TreasureDataClient)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(TreasureDataClient).Namespace)
            .SelectMany(type =>
                type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            )
            .Where(field => field.FieldType == typeof(ServiceOperation))
            .Select(field => (ServiceOperation)field.GetValue(null)!),
    ];

    private static readonly IReadOnlyList<CoveredOperation> s_all = [.. CoverageManifest.Operations, .. CoverageManifest.OtherServices];

    [Fact]
    public void Manifest_OfAllOperations_HasEachOnce()
    {
        var operations = CoverageManifest.Operations.Select(operation => $"{operation.Method} {operation.Path}").ToList();

        Assert.Equal(76, operations.Count);
        Assert.Equal(operations.Count, operations.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            s_all.Count,
            s_all.Select(operation => $"{operation.Method} {operation.Path} {operation.ClientMethod}").Distinct().Count()
        );
    }

    [Fact]
    public void Manifest_AgainstTheReference_IsWhole()
    {
        var path = FindUpwards(Reference);
        Assert.SkipWhen(path is null, $"The reference is not here: no folder above the tests holds {Reference}.");

        var lines = File.ReadAllLines(path!).Skip(1).Select(line => line.Split(',')).Select(cells => $"{cells[0]} {cells[1]}");

        Assert.Equal(lines, CoverageManifest.Operations.Select(operation => $"{operation.Method} {operation.Path}"));
    }

    [Fact]
    public void Manifest_AgainstThePage_IsTheSame()
    {
        var page = File.ReadAllText(Path.Combine(FindUpwards("docs/treasure-data-coverage.md")!));

        var rows = Row()
            .Matches(page)
            .Select(row => new CoveredOperation(row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value));

        Assert.Equal(s_all, rows);
    }

    [Fact]
    public void Manifest_AgainstThePublicSurface_NamesMethodsThatExist()
    {
        var missing = s_all.Where(operation => !Exists(operation.ClientMethod)).Select(operation => operation.ClientMethod);

        Assert.Empty(missing);
    }

    [Fact]
    public void Manifest_AgainstWhatTheCodeSends_AgreesOnMethodPathAndRepeat()
    {
        var wrong = s_all
            .Where(operation => operation.Repeat != OtherWay)
            .Where(operation => !s_operations.Any(sent => IsSame(operation, sent) && Rules(operation.Repeat).Contains(sent.Repeat)))
            .Select(operation => $"{operation.Method} {operation.Path}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Operations_OfTheCode_AreListed()
    {
        var unlisted = s_operations
            .Where(sent => !s_all.Any(operation => IsSame(operation, sent)))
            .Select(sent => $"{sent.Method} /{sent.Route}")
            .Except(CoverageManifest.Beyond);

        Assert.NotEmpty(s_operations);
        Assert.Empty(unlisted);
    }

    [Fact]
    public void Operations_OfTheCode_HaveNamesOfTheirOwn()
    {
        // Variants of one operation differ in their rule only.
        var shared = s_operations
            .GroupBy(operation => operation.Name, StringComparer.Ordinal)
            .Where(group => group.Select(operation => (operation.Method, operation.Route)).Distinct().Count() > 1)
            .Select(group => group.Key);

        Assert.Empty(shared);
    }

    private static bool Exists(string clientMethod)
    {
        var parts = clientMethod.Split('.');
        var client = parts.Length == 1 ? typeof(TreasureDataClient) : typeof(TreasureDataClient).GetProperty(parts[0])?.PropertyType;
        return client?.GetMethods().Any(method => method.Name == parts[^1] && method.IsVirtual) == true;
    }

    private static bool IsSame(CoveredOperation operation, ServiceOperation sent)
    {
        var documented = operation.Path.TrimStart('/').Split('/');
        var route = sent.Route.Split('/');
        return operation.Method == sent.Method.Method
            && documented.Length == route.Length
            && documented.Zip(route).All(pair => IsSame(pair.First, pair.Second));
    }

    // The code may fix what the documentation leaves variable (a format), and calls variables by names of its own.
    private static bool IsSame(string documented, string sent) =>
        documented.StartsWith('{') ? sent.StartsWith('{') || sent is "log" or "msgpack.gz" : documented == sent;

    private static RepeatRule[] Rules(string repeat) =>
        repeat switch
        {
            "yes" => [RepeatRule.Idempotent],
            "by its key" => [RepeatRule.IdempotentWithKey],
            "no" or "after a look" or "looked for" => [RepeatRule.NotIdempotent],
            _ => [],
        };

    private static string? FindUpwards(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\| (GET|POST|PUT|DELETE) \| `([^`]+)` \| `([^`]+)` \| ([^|]+?) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
