using System.Globalization;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary><c>paired CASE [--rows N] [--pairs N] [--save FILE]</c>.</summary>
internal static class PairedProgram
{
    private const int DefaultRows = 200_000;
    private const int DefaultPairs = 15;

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = Number(args, "--rows", DefaultRows);
        var pairs = Math.Max(PairedHarness.MinPairs, Number(args, "--pairs", DefaultPairs));
        PairedCase? work = args.FirstOrDefault() switch
        {
            "rows-to-bodies" => new RowsToBodies(rows),
            _ => null,
        };
        if (work is null)
        {
            await Console.Error.WriteLineAsync("Usage: paired rows-to-bodies [--rows N] [--pairs N] [--save FILE]");
            return 2;
        }

        var report = (await PairedHarness.RunAsync(work, pairs)).ToMarkdown();
        Console.Write(report);
        if (Value(args, "--save") is { } file)
        {
            await File.WriteAllTextAsync(file, report);
        }

        return 0;
    }

    private static int Number(string[] args, string option, int defaultValue) =>
        Value(args, option) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : defaultValue;

    private static string? Value(string[] args, string option)
    {
        var at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
