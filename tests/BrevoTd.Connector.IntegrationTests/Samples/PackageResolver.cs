using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Emulator;
using DuckDB.NET.Data;
using Microsoft.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace BrevoTd.Connector.IntegrationTests.Samples;

/// <summary>Gives a script that names a package the assembly that was built here, and what it needs.</summary>
internal sealed partial class PackageResolver : MetadataReferenceResolver
{
    private const string WebSdk = "sdk:Microsoft.NET.Sdk.Web";

    private static readonly Dictionary<string, Assembly> s_packages = new(StringComparer.Ordinal)
    {
        ["BrevoTd.Connector"] = typeof(BrevoClient).Assembly,
        ["BrevoTd.Connector.Emulator"] = typeof(ConnectorEmulator).Assembly,
        ["DuckDB.NET.Data.Full"] = typeof(DuckDBConnection).Assembly,
        ["Microsoft.Data.Sqlite"] = typeof(SqliteConnection).Assembly,
    };

    private static readonly Dictionary<string, PortableExecutableReference> s_files = (
        (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!
    )
        .Split(Path.PathSeparator)
        .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            path => Path.GetFileNameWithoutExtension(path),
            path => MetadataReference.CreateFromFile(path),
            StringComparer.OrdinalIgnoreCase
        );

    private static readonly string s_own = Path.GetFullPath(AppContext.BaseDirectory);

    /// <summary>The assemblies that stand for packages.</summary>
    public static IEnumerable<Assembly> Packages => s_packages.Values;

    /// <summary>Everything this process can load.</summary>
    public static IEnumerable<MetadataReference> Everything => s_files.Values;

    private static IEnumerable<PortableExecutableReference> Framework =>
        s_files.Values.Where(file => Path.GetDirectoryName(file.FilePath) == Path.GetDirectoryName(typeof(object).Assembly.Location));

    /// <summary>What a script refers to: .NET, and the packages that it names with everything that they bring.</summary>
    public static IEnumerable<MetadataReference> ReferencesOf(string script) =>
        Directive()
            .Matches(script)
            .Select(match => match.Groups[1].Value)
            .SelectMany(reference => reference == WebSdk ? AspNetCore : WithDependencies(Package(reference).GetName().Name!))
            .Concat(Framework)
            .Distinct();

    /// <inheritdoc/>
    /// <remarks>A directive stands for one assembly: those that it brings are references of the whole script.</remarks>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference,
        string? baseFilePath,
        MetadataReferenceProperties properties
    ) => [s_files[reference == WebSdk ? "Microsoft.AspNetCore" : Package(reference).GetName().Name!]];

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 0;

    private static IEnumerable<PortableExecutableReference> AspNetCore =>
        s_files.Values.Where(file => file.FilePath!.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal));

    private static Assembly Package(string reference) =>
        Named().Match(reference) is { Success: true } match && s_packages.TryGetValue(match.Groups[1].Value, out var assembly)
            ? assembly
            : throw new ArgumentException($"A sample refers to '{reference}', which the tests have no assembly for.", nameof(reference));

    [GeneratedRegex("""^#r "([^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^nuget: ([\w.]+), [\d.*-]+$")]
    private static partial Regex Named();

    /// <summary>A package brings the packages that it depends on.</summary>
    private static IEnumerable<PortableExecutableReference> WithDependencies(string name)
    {
        var open = new Queue<string>([name]);
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { name };
        while (open.TryDequeue(out var next))
        {
            if (s_files.TryGetValue(next, out var file) && file.FilePath!.StartsWith(s_own, StringComparison.Ordinal))
            {
                yield return file;
                foreach (var needed in Assembly.Load(next).GetReferencedAssemblies().Where(needed => known.Add(needed.Name!)))
                {
                    open.Enqueue(needed.Name!);
                }
            }
        }
    }
}
