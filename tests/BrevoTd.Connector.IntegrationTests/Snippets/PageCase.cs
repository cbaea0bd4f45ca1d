using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BrevoTd.Connector.IntegrationTests.Snippets;

/// <summary>
/// Code of a page with what the page says comes out of it: a fence of C#, followed by a fence of text. The text holds records as JSON, one a line, each followed by lines that
/// begin with an arrow and tell what becomes of it; or it is what the last variable of the code gives as text.
/// </summary>
/// <param name="Title">The heading above.</param>
/// <param name="Expected">The text as it stands in the page.</param>
/// <param name="Method">Number of the fence in the page.</param>
internal sealed partial record PageCase(string Title, string Expected, int Method)
{
    /// <summary>Everything of a page that tells what comes out, compiled once.</summary>
    public static async Task<IReadOnlyList<(PageCase Case, object Made)>> RunAsync(string page)
    {
        var text = File.ReadAllText(Path.Combine(PageCode.Root, page));
        var cases = new List<PageCase>();
        var source = new StringBuilder();
        var usings = new SortedSet<string>(StringComparer.Ordinal);
        var title = page;
        var fences = 0;
        foreach (Match match in Parts().Matches(text))
        {
            if (match.Groups["title"].Success)
            {
                title = match.Groups["title"].Value.Trim();
                continue;
            }

            var unit = SyntaxFactory.ParseCompilationUnit(match.Groups["code"].Value);
            usings.UnionWith(
                unit.Usings.Select(line => line.ToString()).Where(line => !PageCode.Usings.Contains(line, StringComparison.Ordinal))
            );
            _ = source.Append(Fence(unit, fences));
            if (match.Groups["out"].Success)
            {
                cases.Add(new PageCase(title, match.Groups["out"].Value.TrimEnd('\n'), fences));
            }

            fences++;
        }

        // Text that is not recognised as what comes out of the code above it would be believed without a look.
        Assert.Equal(text.Split("```text\n").Length - 1, cases.Count);
        using var image = new MemoryStream();
        var emitted = PageCode.Compile($"{PageCode.Usings}{string.Join('\n', usings)}{source}").Emit(image);
        var errors = emitted
            .Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString());
        Assert.True(emitted.Success, string.Join('\n', errors));
        var assembly = System.Reflection.Assembly.Load(image.ToArray());
        var results = new List<(PageCase, object)>();
        foreach (var x in cases)
        {
            var run = assembly.GetType($"Fence{x.Method}")!.GetMethod("RunAsync")!;
            results.Add((x, await (Task<object>)run.Invoke(null, new object?[run.GetParameters().Length])!));
        }

        return results;
    }

    private static string Fence(CompilationUnitSyntax unit, int number) =>
        $$"""

            {{PageCode.Types(unit)}}
            public static class Fence{{number.ToString(CultureInfo.InvariantCulture)}}
            {
                {{PageCode.Methods(unit)}}

                public static async Task<object?> RunAsync({{PageCode.Parameters(unit)}})
                {
                    {{PageCode.Statements(unit)}}
                    await Task.CompletedTask;
                    return {{Made(unit)}};
                }
            }
            """;

    /// <summary>What the fence is about: its last variable, property or map.</summary>
    private static string Made(CompilationUnitSyntax unit) =>
        unit.Members.Select(member =>
                member switch
                {
                    GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } => local
                        .Declaration
                        .Variables[^1]
                        .Identifier
                        .Text,
                    PropertyDeclarationSyntax property => property.Identifier.Text,
                    ClassDeclarationSyntax { BaseList: not null, TypeParameterList: null } type => $"new {type.Identifier.Text}()",
                    ClassDeclarationSyntax type when type.Members.OfType<PropertyDeclarationSyntax>().LastOrDefault() is { } property =>
                        property.Modifiers.Any(SyntaxKind.StaticKeyword) ? $"{type.Identifier.Text}.{property.Identifier.Text}" : null,
                    _ => null,
                }
            )
            .LastOrDefault(name => name is not null)
        ?? "null";

    [GeneratedRegex(
        """^#+ (?<title>[^\n]*)$|^```csharp\n(?<code>.*?)^```$(\n((?!```|#)[^\n]*\n)*```text\n(?<out>.*?)^```$)?""",
        RegexOptions.Singleline | RegexOptions.Multiline
    )]
    private static partial Regex Parts();
}
