using System.Text.RegularExpressions;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BrevoTd.Connector.IntegrationTests.Snippets;

/// <summary>Every piece of C# in the README and in the docs compiles as it stands.</summary>
public sealed partial class FenceTests
{
    /// <summary>What a page may take for granted, unless its code declares it.</summary>
    private static readonly Dictionary<string, string> s_given = new()
    {
        ["services"] = "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        ["configuration"] = "Microsoft.Extensions.Configuration.IConfiguration",
        ["brevoKey"] = "string",
        ["treasureDataKey"] = "string",
        ["key"] = "string",
        ["brevo"] = "BrevoTd.Connector.Brevo.BrevoClient",
        ["td"] = "BrevoTd.Connector.TreasureData.TreasureDataClient",
        ["ct"] = "System.Threading.CancellationToken",
        ["cancellationToken"] = "System.Threading.CancellationToken",
        ["emulator"] = "BrevoTd.Connector.Emulator.ConnectorEmulator",
        ["options"] = "BrevoTd.Connector.Batching.ContactImportWriterOptions",
        ["logger"] = "Microsoft.Extensions.Logging.ILogger",
    };

    private const string Usings = """
        using System;
        using System.Buffers;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using BrevoTd.Connector.Authentication;
        using BrevoTd.Connector.Batching;
        using BrevoTd.Connector.Brevo;
        using BrevoTd.Connector.Emulator;
        using BrevoTd.Connector.Http;
        using BrevoTd.Connector.Mapping;
        using BrevoTd.Connector.Quotas;
        using BrevoTd.Connector.TreasureData;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;

        """;

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
                .EnumerateFiles(Path.Combine(Root, "docs"), "*.md")
                .Where(path => File.ReadAllText(path).Contains("```csharp", StringComparison.Ordinal))
                .Select(path => "docs/" + Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Fences_OfAPage_Compile(string page)
    {
        var fences = Fence().Matches(File.ReadAllText(Path.Combine(Root, page))).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(fences);
        var isMapShown = fences.Exists(fence => fence.Contains("class CustomerContacts", StringComparison.Ordinal));
        var earlierTypes = isMapShown ? "" : GivenMap;
        foreach (var fence in fences)
        {
            var unit = SyntaxFactory.ParseCompilationUnit(fence);
            var types = string.Concat(
                unit.Members.Where(member => member is BaseTypeDeclarationSyntax).Select(member => member.ToFullString())
            );
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

    private static string Root { get; } = FindRoot();

    private static List<string> Compile(CompilationUnitSyntax unit, string types, string earlierTypes)
    {
        var declared = unit.DescendantNodes()
            .Select(node =>
                node switch
                {
                    VariableDeclaratorSyntax variable => variable.Identifier.Text,
                    ParameterSyntax parameter => parameter.Identifier.Text,
                    _ => null,
                }
            )
            .ToHashSet();
        var parameters = string.Join(
            ", ",
            s_given.Where(given => !declared.Contains(given.Key)).Select(given => $"{given.Value} {given.Key}")
        );
        var statements = string.Concat(unit.Members.Where(IsStatement).Select(member => member.ToFullString()));
        var methods = string.Concat(
            unit.Members.Where(member => !IsStatement(member) && member is not BaseTypeDeclarationSyntax)
                .Select(member => member.ToFullString())
        );
        var source = $$"""
            {{Usings}}{{unit.Usings.ToFullString()}}
            {{types}}
            {{earlierTypes}}
            static class Page
            {
                {{methods}}

                static async Task RunAsync({{parameters}})
                {
                    {{statements}}
                    await Task.CompletedTask;
                }
            }
            """;
        var compilation = CSharpCompilation.Create(
            "Page",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        return
        [
            .. compilation
                .GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)),
        ];
    }

    // A page may show a method alone; at the top level it is parsed as a local function.
    private static bool IsStatement(MemberDeclarationSyntax member) =>
        member is GlobalStatementSyntax { Statement: not LocalFunctionStatementSyntax };

    private static IEnumerable<MetadataReference> References()
    {
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        _ = typeof(BrevoClient);
        _ = typeof(ConnectorEmulator);
        return trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BrevoTd.Connector.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    [GeneratedRegex("```csharp\\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
