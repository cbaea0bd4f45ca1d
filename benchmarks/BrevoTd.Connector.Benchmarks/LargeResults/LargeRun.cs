using System.Diagnostics;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.LargeResults;

/// <summary>One download, and what it took.</summary>
internal sealed record LargeRun(
    int Connections,
    double Megabytes,
    long Rows,
    double Seconds,
    double ProcessorSeconds,
    double BytesPerRow,
    double[] HeapMegabytes,
    double WorkingSetMegabytes
)
{
    private const int Fifths = 5;
    private const double Megabyte = 1_000_000;

    // Looking at the heap more often would cost more than reading rows.
    private const int RowsPerLook = 50_000;

    public static async Task<LargeRun> RunAsync(Uri address, int megabytes, TdDownloadOptions download)
    {
        await using var td = TreasureDataClient.Create(new TreasureDataClientOptions { ApiKey = "1/benchmark", BaseAddress = address });
        var jobId = new TdJobId(megabytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        GC.Collect();
        var heap = new double[Fifths];
        await using var result = td.Jobs.ReadResult(jobId, new TdQueryOptions { Download = download });
        var job = await result.GetJobAsync();
        var expected = job.RecordCount!.Value;
        var allocated = GC.GetTotalAllocatedBytes();
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        long rows = 0;
        long sum = 0;
        await foreach (var row in result)
        {
            sum += row.Utf8(0).Length + row.Int64(5);
            if (++rows % RowsPerLook == 0)
            {
                ref var highest = ref heap[Math.Min(Fifths - 1, rows * Fifths / expected)];
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: false) / Megabyte);
            }
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (rows != expected || sum == 0)
        {
            throw new InvalidOperationException($"{rows} rows came instead of {expected}.");
        }

        using var process = Process.GetCurrentProcess();
        return new LargeRun(
            download.Connections,
            job.ResultSize!.Value / Megabyte,
            rows,
            seconds,
            (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            (GC.GetTotalAllocatedBytes() - allocated) / (double)rows,
            heap,
            process.WorkingSet64 / Megabyte
        );
    }
}
