using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>
/// Compares two ways of the same work so that the machine's moods fall out: pinned to one core, warm, in interleaved pairs, with the median of the pairs' ratios.
/// Both sides' output is compared first.
/// </summary>
internal static class PairedHarness
{
    public const int MinPairs = 11;

    public static async ValueTask<PairedResult> RunAsync(PairedCase work, int pairs)
    {
        PinToOneCore();
        await CompareAsync(work);
        await WarmUpAsync(work);

        var baseline = new Timing[pairs];
        var connector = new Timing[pairs];
        for (var pair = 0; pair < pairs; pair++)
        {
            // Whoever runs second finds warmer caches, or a busier neighbour: they take turns.
            if (pair % 2 == 0)
            {
                baseline[pair] = await TimeAsync(work.RunBaselineAsync);
                connector[pair] = await TimeAsync(work.RunConnectorAsync);
            }
            else
            {
                connector[pair] = await TimeAsync(work.RunConnectorAsync);
                baseline[pair] = await TimeAsync(work.RunBaselineAsync);
            }
        }

        var parts = new List<(string, Timing)>();
        foreach (var (name, run) in work.Parts)
        {
            await run();
            var timings = new Timing[5];
            for (var i = 0; i < timings.Length; i++)
            {
                timings[i] = await TimeAsync(_ => run());
            }

            parts.Add((name, Timing.Median(timings)));
        }

        return new PairedResult(
            work,
            baseline,
            connector,
            await AllocatedAsync(work.RunBaselineAsync, work.Records),
            await AllocatedAsync(work.RunConnectorAsync, work.Records),
            parts
        );
    }

    public static double Quantile(double[] values, double quantile)
    {
        var sorted = values.Order().ToArray();
        var position = quantile * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (position - below));
    }

    private static void PinToOneCore()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using var process = Process.GetCurrentProcess();
            var available = (long)process.ProcessorAffinity;
            // The last core, because systems put their own work on the first.
            process.ProcessorAffinity = (nint)(1L << System.Numerics.BitOperations.Log2((ulong)available));
        }
        else
        {
            throw new PlatformNotSupportedException("A process can be pinned to a core on Linux and Windows only.");
        }
    }

    private static async ValueTask CompareAsync(PairedCase work)
    {
        var byBaseline = new BodySink(keep: true);
        var byConnector = new BodySink(keep: true);
        await work.RunBaselineAsync(byBaseline);
        await work.RunConnectorAsync(byConnector);
        if (byBaseline.Count == 0 || byBaseline.Count != byConnector.Count)
        {
            throw new InvalidOperationException($"The sides wrote {byBaseline.Count} and {byConnector.Count} bodies.");
        }

        if (work.SameOutput == SameOutput.Count)
        {
            return;
        }

        for (var i = 0; i < byBaseline.Count; i++)
        {
            if (work.SameOutput == SameOutput.Json && SameDocument(byBaseline.Bodies[i], byConnector.Bodies[i]))
            {
                continue;
            }

            var common = byBaseline.Bodies[i].AsSpan().CommonPrefixLength(byConnector.Bodies[i]);
            if (common != byBaseline.Bodies[i].Length || common != byConnector.Bodies[i].Length)
            {
                throw new InvalidOperationException(
                    $"Body {i} differs at byte {common}: {Around(byBaseline.Bodies[i], common)} against {Around(byConnector.Bodies[i], common)}."
                );
            }
        }
    }

    private static bool SameDocument(byte[] first, byte[] second)
    {
        using var one = JsonDocument.Parse(first);
        using var other = JsonDocument.Parse(second);
        return JsonElement.DeepEquals(one.RootElement, other.RootElement);
    }

    private static string Around(byte[] body, int position) =>
        Encoding.UTF8.GetString(body, Math.Max(0, position - 60), Math.Min(120, body.Length - Math.Max(0, position - 60)));

    private static async ValueTask WarmUpAsync(PairedCase work)
    {
        // Several rounds with time in between: the compiler replaces first versions of methods in the background.
        for (var round = 0; round < 4; round++)
        {
            await work.RunBaselineAsync(new BodySink(keep: false));
            await work.RunConnectorAsync(new BodySink(keep: false));
            await Task.Delay(200);
        }
    }

    private static async ValueTask<Timing> TimeAsync(Func<BodySink, ValueTask> run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await run(new BodySink(keep: false));
        return new Timing(Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private static async ValueTask<double> AllocatedAsync(Func<BodySink, ValueTask> run, int records)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await run(new BodySink(keep: false));
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)records;
    }
}
