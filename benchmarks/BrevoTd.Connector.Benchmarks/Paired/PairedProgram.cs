using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>
/// <c>paired PAGE [--rows N] [--pairs N] [--only CASE] [--save FILE]</c>. Every comparison runs in a process of its own, because the compiler optimises for what it saw run before.
/// </summary>
internal static class PairedProgram
{
    private const int DefaultPairs = 15;

    public static async Task<int> RunAsync(string[] args)
    {
        var page = PairedPage.All.FirstOrDefault(page => page.Name == args.FirstOrDefault());
        if (page is null)
        {
            await Console.Error.WriteLineAsync(
                $"Usage: paired {string.Join('|', PairedPage.All.Select(static page => page.Name))} [--rows N] [--pairs N] [--only CASE] [--save FILE]"
            );
            return 2;
        }

        var rows = Number(args, "--rows", page.Rows);
        var pairs = Math.Max(PairedHarness.MinPairs, Number(args, "--pairs", DefaultPairs));
        if (Value(args, "--only") is { } only)
        {
            // Making a case makes its data, so only the one asked for is made.
            var at = int.Parse(only, CultureInfo.InvariantCulture);
            var result = await PairedHarness.RunAsync(page.Cases[at](rows), pairs);
            Console.Write(page.IsTable ? result.ToLine() : result.ToSection());
            return 0;
        }

        var report = new StringBuilder(Head(page, rows, pairs));
        Console.Write(report);
        for (var i = 0; i < page.Cases.Count; i++)
        {
            var section = await RunAloneAsync([page.Name, "--rows", $"{rows}", "--pairs", $"{pairs}", "--only", $"{i}"]);
            section = page.IsTable || i == 0 ? section : $"\n{section}";
            Console.Write(section);
            report.Append(section);
        }

        if (Value(args, "--save") is { } file)
        {
            await File.WriteAllTextAsync(file, report.ToString());
        }

        return 0;
    }

    private static string Head(PairedPage page, int rows, int pairs)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {page.Name}\n\n{page.Introduction}\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"- Machine: {ProcessorName()}, pinned to one core; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"- `dotnet run -c Release --project benchmarks/BrevoTd.Connector.Benchmarks -- paired {page.Name} --rows {rows} --pairs {pairs}`: every comparison in a process of its own, warm, in interleaved pairs\n\n"
        );
        if (page.IsTable)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{rows:N0} records, {pairs} pairs each; median and quartiles of the pairs' differences.\n\n"
            );
            text.Append("| step | ns added | quartiles | bytes added | the map without it, ns |\n|---|---:|---:|---:|---:|\n");
        }

        return text.ToString();
    }

    private static async Task<string> RunAloneAsync(string[] args)
    {
        // Started by its own executable, or by dotnet with the assembly as its first argument.
        var host = Environment.ProcessPath!;
        string[] start =
            Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(PairedProgram).Assembly.Location, "paired"] : ["paired"];
        using var process = Process.Start(new ProcessStartInfo(host, [.. start, .. args]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"The comparison ended with {process.ExitCode}.");
    }

    private static string ProcessorName()
    {
        const string Path = "/proc/cpuinfo";
        var name = File.Exists(Path)
            ? File.ReadLines(Path)
                .FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':', 2)[1]
                .Trim()
            : null;
        return $"{name ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores visible";
    }

    private static int Number(string[] args, string option, int defaultValue) =>
        Value(args, option) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : defaultValue;

    private static string? Value(string[] args, string option)
    {
        var at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
