using System.Diagnostics;
using System.Reflection;
using BrevoTd.Connector.IntegrationTests.Snippets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Microsoft.CodeAnalysis.Text;

namespace BrevoTd.Connector.IntegrationTests.Samples;

/// <summary>Compiles samples as their tools do, against what this repository has built, and runs them.</summary>
internal static class Sample
{
    // What the SDK puts in front of a file-based program.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static string Folder { get; } = Path.Combine(PageCode.Root, "docs", "samples");

    /// <summary>Runs a file-based program in this process.</summary>
    public static Task<(int ExitCode, string Printed)> RunProgramAsync(string name)
    {
        using var image = new MemoryStream();
        Emit(name, image);
        var entry = EntryOf(image);
        return FlowConsole.RunAsync(() => Task.Run(() => (Task<int>)entry.Invoke(null, [Array.Empty<string>()])!));
    }

    /// <summary>Runs a program that is at hand as text, and gives no exit code.</summary>
    public static Task<(bool Done, string Printed)> RunTextAsync(string program)
    {
        using var image = new MemoryStream();
        Emit(program, "Program.cs", image);
        var entry = EntryOf(image);
        return FlowConsole.RunAsync(() =>
            Task.Run(async () =>
            {
                await (Task)entry.Invoke(null, [Array.Empty<string>()])!;
                return true;
            })
        );
    }

    /// <summary>Runs a file-based program in a process of its own, with some variables in its environment.</summary>
    public static async Task<(int ExitCode, string Printed)> RunProcessAsync(
        string name,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        // Beside the tests, so that it finds what they find.
        var image = Path.Combine(AppContext.BaseDirectory, $"sample-{Guid.NewGuid():N}.dll");
        await using (var file = File.Create(image))
        {
            Emit(name, file);
        }

        try
        {
            var tests = Path.ChangeExtension(typeof(Sample).Assembly.Location, null);
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            string[] host = ["exec", "--depsfile", tests + ".deps.json", "--runtimeconfig", tests + ".runtimeconfig.json", image];
            foreach (var argument in host.Concat(arguments))
            {
                start.ArgumentList.Add(argument);
            }

            foreach (var (variable, value) in environment)
            {
                start.Environment[variable] = value;
            }

            using var process = Process.Start(start)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(TimeSpan.FromMinutes(2));
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var errors = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return (process.ExitCode, await output + await errors);
            }
            finally
            {
                process.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            File.Delete(image);
        }
    }

    /// <summary>Runs a script in this process.</summary>
    public static async Task<(int ExitCode, string Printed)> RunScriptAsync(string name)
    {
        using var loader = new InteractiveAssemblyLoader();
        foreach (var assembly in PackageResolver.Packages)
        {
            loader.RegisterDependency(assembly);
        }

        var path = Path.Combine(Folder, name + ".csx");
        var code = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var options = ScriptOptions
            .Default.WithFilePath(path)
            .WithReferences(PackageResolver.ReferencesOf(code))
            .WithMetadataResolver(new PackageResolver())
            .WithLanguageVersion(LanguageVersion.Latest);
        var script = CSharpScript.Create<int>(code, options, typeof(ScriptGlobals), loader);
        return await FlowConsole.RunAsync(() => Task.Run(async () => (await script.RunAsync(new ScriptGlobals())).ReturnValue));
    }

    /// <summary>Compiles a file-based program to an executable.</summary>
    public static void Emit(string name, Stream image)
    {
        var path = Path.Combine(Folder, name + ".cs");
        Emit(File.ReadAllText(path), path, image);
    }

    private static MethodInfo EntryOf(MemoryStream image) =>
        Assembly.Load(image.ToArray()).GetType("Program")!.GetMethod("<Main>$", BindingFlags.Static | BindingFlags.NonPublic)!;

    private static void Emit(string program, string path, Stream image)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
        var compilation = CSharpCompilation.Create(
            "sample-" + Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(SourceText.From(program), options, path), CSharpSyntaxTree.ParseText(ImplicitUsings, options)],
            PackageResolver.Everything,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)
            // Assemblies for an older .NET are taken for this one without a word, as the SDK has it.
            .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress)])
        );
        var emitted = compilation.Emit(image);
        var errors = emitted.Diagnostics.Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning);
        Assert.True(emitted.Success && !errors.Any(), string.Join('\n', errors));
    }
}
