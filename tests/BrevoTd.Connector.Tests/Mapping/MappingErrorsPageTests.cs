using System.Reflection;
using System.Text.RegularExpressions;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Tests.Mapping;

/// <summary>docs/mapping-errors.md explains every code, and no other.</summary>
public partial class MappingErrorsPageTests
{
    /// <summary>Codes of writers' checks, which look at more than the map.</summary>
    private static readonly string[] s_writerCodes = ["LIST001", "TABLE001", "SESSION001", "SESSION002"];

    internal static IReadOnlyList<string> ProblemCodes { get; } =
    [.. Codes<MappingProblemCode>().Select(static code => code.Value).Order(StringComparer.Ordinal)];

    [Fact]
    public void Sections_OfThePage_AreTheCodesInTheirOrder() =>
        Assert.Equal([.. ProblemCodes, .. s_writerCodes], Sections().Select(section => section.Code));

    [Fact]
    public void Sections_OfThePage_HaveCauseExampleAndRemedy() =>
        Assert.All(
            Sections(),
            section =>
                Assert.All(
                    ["**Cause.**", "**Example.**", "**Remedy.**"],
                    part => Assert.Contains($"\n{part} ", section.Text, StringComparison.Ordinal)
                )
        );

    [Fact]
    public void Codes_AreNumberedWithoutGapsAndNeverReused() =>
        Assert.Equal(Enumerable.Range(1, ProblemCodes.Count).Select(number => $"MAP{number:000}"), ProblemCodes);

    [Fact]
    public void FailureCodes_OfThePage_AreThoseOfTheLibrary() =>
        Assert.Equal(
            Codes<MappingFailureCode>().Select(code => code.Value).Order(StringComparer.Ordinal),
            FailureRow()
                .Matches(Page().Split("## Failures of records")[1])
                .Select(match => match.Groups[1].Value)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void HelpLink_OfACode_IsItsSection()
    {
        Assert.Equal("docs/mapping-errors.md#map001", MappingProblemCode.ColumnMissing.HelpLink);
        Assert.EndsWith(
            "[docs/mapping-errors.md#map008]",
            new MappingProblem(MappingProblemCode.TargetMissing, null, null, "m").ToString()
        );
    }

    private static IEnumerable<TCode> Codes<TCode>() =>
        typeof(TCode)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(static property => property.PropertyType == typeof(TCode))
            .Select(static property => (TCode)property.GetValue(null)!);

    private static IEnumerable<(string Code, string Text)> Sections() =>
        Heading().Split(Page()).Skip(1).Chunk(2).Where(static pair => Code().IsMatch(pair[0])).Select(static pair => (pair[0], pair[1]));

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BrevoTd.Connector.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside their repository.");
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "mapping-errors.md")).ReplaceLineEndings("\n");
    }

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^[A-Z]+[0-9]{3}$")]
    private static partial Regex Code();

    [GeneratedRegex("^\\| `([a-z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex FailureRow();
}
