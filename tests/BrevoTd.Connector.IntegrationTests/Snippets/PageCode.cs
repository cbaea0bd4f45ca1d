using System.Text.RegularExpressions;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BrevoTd.Connector.IntegrationTests.Snippets;

/// <summary>Turns the C# of a page into code that compiles.</summary>
internal static partial class PageCode
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

    public const string Usings = """
        using System;
        using System.Buffers;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Text;
        using System.Text.Json;
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

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    private static readonly List<MetadataReference> s_references = References();

    public static string Types(CompilationUnitSyntax unit) =>
        string.Concat(unit.Members.Where(member => member is BaseTypeDeclarationSyntax).Select(member => member.ToFullString()));

    public static string Statements(CompilationUnitSyntax unit) =>
        string.Concat(unit.Members.Where(IsStatement).Select(member => member.ToFullString()));

    public static string Methods(CompilationUnitSyntax unit) =>
        string.Concat(
            unit.Members.Where(member => !IsStatement(member) && member is not BaseTypeDeclarationSyntax)
                .Select(member => member.ToFullString())
        );

    /// <summary>What the page may take for granted and does not declare itself.</summary>
    public static string Parameters(CompilationUnitSyntax unit)
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
        return string.Join(", ", s_given.Where(given => !declared.Contains(given.Key)).Select(given => $"{given.Value} {given.Key}"));
    }

    public static CSharpCompilation Compile(string source) =>
        CSharpCompilation.Create(
            "Page",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))],
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );

    // A page may show a method alone; at the top level it is parsed as a local function.
    private static bool IsStatement(MemberDeclarationSyntax member) =>
        member is GlobalStatementSyntax { Statement: not LocalFunctionStatementSyntax };

    private static List<MetadataReference> References()
    {
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        _ = typeof(BrevoClient);
        _ = typeof(ConnectorEmulator);
        return [.. trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];
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
    public static partial Regex Fence();
}
