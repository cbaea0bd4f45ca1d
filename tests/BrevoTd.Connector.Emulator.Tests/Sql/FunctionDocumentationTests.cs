using System.Reflection;
using System.Text;
using BrevoTd.Connector.Emulator.Sql;
using Xunit;

namespace BrevoTd.Connector.Emulator.Tests.Sql;

/// <summary>Every function has a case, and the page lists exactly the functions that the engine has.</summary>
public sealed class FunctionDocumentationTests
{
    private const string Begin = "<!-- functions -->";
    private const string End = "<!-- end of functions -->";

    [Fact]
    public void Catalog_EveryFunction_HasACase()
    {
        var expressions = typeof(FunctionDocumentationTests)
            .Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(FunctionDocumentationTests).Namespace)
            .SelectMany(t => t.GetMethods())
            .Where(m => m.Name == nameof(OperatorTests.Evaluate_Expression_GivesTrinosValue))
            .SelectMany(m => m.GetCustomAttributes<InlineDataAttribute>())
            .Select(a => ((string)a.Data[0]!).ToLowerInvariant())
            .ToArray();

        var missing = FunctionCatalog.All.Select(f => f.Name).Where(name => !expressions.Any(e => Calls(e, name))).Order();

        Assert.Empty(missing);
    }

    [Fact]
    public void Page_FunctionTables_AreThoseOfTheCatalog()
    {
        var page = FindPage();
        var text = File.ReadAllText(page);
        var (start, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(start >= 0 && end > start, $"{page} has no place for the functions.");
        var expected = text[..(start + Begin.Length)] + "\n\n" + Tables() + text[end..];

        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
            File.WriteAllText(page, expected);

        Assert.Equal(expected, File.ReadAllText(page));
    }

    private static bool Calls(string expression, string name)
    {
        for (
            var at = expression.IndexOf(name + "(", StringComparison.Ordinal);
            at >= 0;
            at = expression.IndexOf(name + "(", at + 1, StringComparison.Ordinal)
        )
        {
            if (at == 0 || !(char.IsAsciiLetterOrDigit(expression[at - 1]) || expression[at - 1] == '_'))
                return true;
        }
        return false;
    }

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var group in FunctionCatalog.All.GroupBy(f => f.Group).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append($"### {group.Key}\n\n| function | forms | note |\n|---|---|---|\n");
            foreach (var function in group.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                var forms = function.Forms is { } own
                    ? $"`{own}`"
                    : string.Join(
                        "<br>",
                        function
                            .Overloads.Where(o => !o.IsRefused)
                            .Select(o => $"`{o.Signature.Parameters(function.Name)} → {o.Signature.Result}`")
                            .Distinct()
                    );
                text.Append(
                    $"| `{function.Name}` | {forms.Replace("=0", "the type of the first argument", StringComparison.Ordinal)} | {function.Note} |\n"
                );
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string FindPage()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BrevoTd.Connector.sln")))
            folder = folder.Parent;
        return Path.Combine(
            folder?.FullName ?? throw new InvalidOperationException("No solution above the tests."),
            "docs",
            "emulator-sql.md"
        );
    }
}
