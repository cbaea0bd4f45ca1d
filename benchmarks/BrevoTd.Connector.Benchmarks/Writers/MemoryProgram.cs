using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace BrevoTd.Connector.Benchmarks.Writers;

/// <summary><c>batch-memory [--rows N] [--loopback] [--save FILE]</c>: what the batch writer needs for ever more records.</summary>
internal static class MemoryProgram
{
    private const int DefaultRows = 1_000_000;
    private const int FewestRows = 10_000;
    private const double Megabyte = 1_000_000;

    /// <summary>The option's default, and as few as the fewest records.</summary>
    private static readonly int[] s_unsettled = [10_000, 100_000];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["serve"])
        {
            return await ImportServer.RunAsync();
        }

        var rows = Value(args, "--rows") is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : DefaultRows;
        var isLoopback = args.Contains("--loopback");
        await using var server = isLoopback ? await ImportServer.StartAsync() : null;
        await using var client = server is null ? ImportClient.InMemory(new InMemoryImports()) : ImportClient.Over(server.Address);
        var contacts = client.Brevo.Contacts;
        var text = new StringBuilder();
        Line(text, $"# batch-memory{(isLoopback ? " over loopback" : "")}");
        Line(text, $"");
        Line(
            text,
            $"Rows of ten columns, made as they are read, through the batch writer that fills Brevo's contact import, each followed to its outcome; no quota. The service is {(isLoopback ? "a server on loopback in a process of its own" : "in memory")} and has done at once whatever it takes."
        );
        Line(text, $"");
        Line(
            text,
            $"- Machine: {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores visible; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}"
        );
        Line(
            text,
            $"- `dotnet run -c Release --project benchmarks/BrevoTd.Connector.Benchmarks -- batch-memory --rows {rows}{(isLoopback ? " --loopback" : "")}`: all in one process; the heap without what was there before the writer"
        );
        Line(text, $"");
        Line(
            text,
            $"| records | MaxUnsettledRecords | records per second | heap in use, MB at most | with garbage, MB at most | bytes allocated per record | working set, MB |"
        );
        Line(text, $"|---:|---:|---:|---:|---:|---:|---:|");
        await MemoryRun.MeasureAsync(contacts, FewestRows, s_unsettled[0]);
        foreach (var unsettled in s_unsettled)
        {
            foreach (var records in Sizes(rows))
            {
                var run = await MemoryRun.MeasureAsync(contacts, records, unsettled);
                Line(
                    text,
                    $"| {records:N0} | {unsettled:N0} | {records / run.Seconds:N0} | **{run.Live / Megabyte:0.00}** | {run.Peak / Megabyte:0.00} | {run.BytesPerRecord:0.00} | {run.WorkingSet / Megabyte:0} |"
                );
            }
        }

        Console.Write(text);
        if (Value(args, "--save") is { } file)
        {
            await File.WriteAllTextAsync(file, text.ToString());
        }

        return 0;
    }

    /// <summary>About three times as many from one to the next.</summary>
    private static IEnumerable<int> Sizes(int most)
    {
        for (var power = FewestRows; power < most; power *= 10)
        {
            yield return power;
            if (power * 3L < most)
            {
                yield return power * 3;
            }
        }

        yield return most;
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string? Value(string[] args, string option)
    {
        var at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
