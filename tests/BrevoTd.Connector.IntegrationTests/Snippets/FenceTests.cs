using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BrevoTd.Connector.IntegrationTests.Snippets;

/// <summary>Every piece of C# in the README and in the docs compiles as it stands.</summary>
public sealed class FenceTests
{
    /// <summary>The map of the README, for pages that use it without repeating it.</summary>
    private const string GivenMap = """
        public sealed class CustomerContacts : ContactMap<TdRow>
        {
            protected override void Configure(ContactMapBuilder<TdRow> map) => map.Email(Column.Text("email"));
        }
        """;

    public static TheoryData<string> Pages =>
        [
            "README.md",
            .. Directory
                .EnumerateFiles(Path.Combine(PageCode.Root, "docs"), "*.md")
                .Where(path => File.ReadAllText(path).Contains("```csharp", StringComparison.Ordinal))
                .Select(path => "docs/" + Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Fences_OfAPage_Compile(string page)
    {
        var fences = PageCode
            .Fence()
            .Matches(File.ReadAllText(Path.Combine(PageCode.Root, page)))
            .Select(match => match.Groups[1].Value)
            .ToList();
        Assert.NotEmpty(fences);
        var isMapShown = fences.Exists(fence => fence.Contains("class CustomerContacts", StringComparison.Ordinal));
        var earlierTypes = isMapShown ? "" : GivenMap;
        foreach (var fence in fences)
        {
            var unit = SyntaxFactory.ParseCompilationUnit(fence);
            var types = PageCode.Types(unit);
            var errors = Compile(unit, types, earlierTypes);

            Assert.True(errors.Count == 0, $"{page}:\n{fence}\n{string.Join('\n', errors)}");
            earlierTypes += types;
        }
    }

    [Fact]
    public void Compile_OfCodeThatIsWrong_FindsIt()
    {
        var unit = SyntaxFactory.ParseCompilationUnit("await brevo.Contacts.NoSuchMethodAsync();");

        Assert.NotEmpty(Compile(unit, "", ""));
    }

    private static List<string> Compile(CompilationUnitSyntax unit, string types, string earlierTypes)
    {
        var source = $$"""
            {{PageCode.Usings}}{{unit.Usings.ToFullString()}}
            {{types}}
            {{earlierTypes}}
            static class Page
            {
                {{PageCode.Methods(unit)}}

                static async Task RunAsync({{PageCode.Parameters(unit)}})
                {
                    {{PageCode.Statements(unit)}}
                    await Task.CompletedTask;
                }
            }
            """;
        return
        [
            .. PageCode
                .Compile(source)
                .GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)),
        ];
    }
}
