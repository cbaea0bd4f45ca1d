using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.LargeResults;

/// <summary><c>large [--megabytes N] [--limited N] [--rate N] [--save FILE]</c>: results of many megabytes over the whole client.</summary>
internal static class LargeProgram
{
    private const int DefaultMegabytes = 5 * 1024;
    private const int DefaultLimited = 400;
    private const int DefaultRate = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["serve", var rateText])
        {
            return await ResultServer.RunAsync(int.Parse(rateText, CultureInfo.InvariantCulture));
        }

        var megabytes = Number(args, "--megabytes", DefaultMegabytes);
        var limited = Number(args, "--limited", DefaultLimited);
        var rate = Number(args, "--rate", DefaultRate);
        var one = new TdDownloadOptions { Connections = 1 };
        var text = new StringBuilder();
        Line(text, $"# large results");
        Line(text, $"");
        Line(
            text,
            $"Compressed rows of ten columns from a server on loopback, in a process of its own, through the whole client: job, ranges, gunzip, rows; of each row one text and one number are read. A limited server writes {rate} MB (of 1,000,000 bytes) per second to each connection."
        );
        Line(text, $"");
        Line(
            text,
            $"- Machine: {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores visible; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; load at the start {Load()}"
        );
        Line(text, $"");
        Line(text, $"| server | connections | megabytes | rows | seconds | MB/s | processor seconds | bytes allocated per row |");
        Line(text, $"|---|---:|---:|---:|---:|---:|---:|---:|");
        var runs = new List<(string Name, LargeRun Run)>();
        await using (var limitedServer = await ServerProcess.StartAsync(rate))
        await using (var server = await ServerProcess.StartAsync(0))
        {
            // One connection first: what the others need is then not counted in.
            await RunOneAsync("limited", limitedServer, limited, one);
            await RunOneAsync("unlimited", server, megabytes, one);
            await RunOneAsync("limited", limitedServer, limited, new TdDownloadOptions());
            await RunOneAsync("unlimited", server, megabytes, new TdDownloadOptions());
        }

        Line(text, $"");
        Line(
            text,
            $"Memory while it ran, the highest of each fifth of the rows, with what no collection has taken away yet. Four connections hold four ranges of 8 MiB:"
        );
        Line(text, $"");
        Line(text, $"| server | connections | megabytes | managed heap, MB | working set at the end, MB |");
        Line(text, $"|---|---:|---:|---|---:|");
        foreach (var (name, run) in runs)
        {
            var heap = string.Join(" · ", run.HeapMegabytes.Select(static mb => mb.ToString("0.0", CultureInfo.InvariantCulture)));
            Line(text, $"| {name} | {run.Connections} | {run.Megabytes:N0} | {heap} | {run.WorkingSetMegabytes:0} |");
        }

        Console.Write(text);
        if (Value(args, "--save") is { } file)
        {
            await File.WriteAllTextAsync(file, text.ToString());
        }

        return 0;

        async Task RunOneAsync(string name, ServerProcess server, int size, TdDownloadOptions download)
        {
            var run = await LargeRun.RunAsync(server.Address, size, download);
            runs.Add((name, run));
            Line(
                text,
                $"| {name} | {run.Connections} | {run.Megabytes:N0} | {run.Rows:N0} | {run.Seconds:0.0} | **{run.Megabytes / run.Seconds:0.0}** | {run.ProcessorSeconds:0.0} | {run.BytesPerRow:0.00} |"
            );
            await Console.Error.WriteLineAsync($"{name}, {run.Connections}: {run.Seconds:0.0} s");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static int Number(string[] args, string option, int defaultValue) =>
        Value(args, option) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : defaultValue;

    private static string? Value(string[] args, string option)
    {
        var at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
