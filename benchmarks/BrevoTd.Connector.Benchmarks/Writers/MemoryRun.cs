using System.Diagnostics;
using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Benchmarks.Paired;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Benchmarks.Writers;

/// <summary>One writer from its first record to its report, and the memory that it took. Figures in bytes; those of the heap without what was there before.</summary>
internal sealed record MemoryRun(long Records, double Seconds, long Live, long Peak, double BytesPerRecord, long WorkingSet)
{
    /// <summary>Only as many full collections, because each stops the writer.</summary>
    private const int LiveLooks = 10;

    private const int RecordsPerLook = 500;

    /// <summary>Measures time, allocations and the peak with garbage in one run, and what is alive in a second one.</summary>
    public static async Task<MemoryRun> MeasureAsync(BrevoContactsClient contacts, int records, int unsettled)
    {
        var run = await RunAsync(contacts, records, unsettled, RecordsPerLook, collect: false);
        var alive = await RunAsync(contacts, records, unsettled, Math.Max(RecordsPerLook, records / LiveLooks), collect: true);
        return run with { Live = alive.Peak };
    }

    private static async Task<MemoryRun> RunAsync(
        BrevoContactsClient contacts,
        int records,
        int unsettled,
        int recordsPerLook,
        bool collect
    )
    {
        var options = ImportClient.Options();
        options.MaxUnsettledRecords = unsettled;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        var peak = before;
        await using (var writer = contacts.CreateImportWriter(CustomerRows.Map, options))
        {
            using var reader = new TdRowReader(new GeneratedRows(records), CustomerRows.Schema);
            while (reader.Read())
            {
                await writer.WriteAsync(reader.Current);
                if (reader.RowCount % recordsPerLook == 0)
                {
                    peak = Math.Max(peak, GC.GetTotalMemory(collect));
                }
            }

            await ImportClient.CompleteAsync(writer, records);
            peak = Math.Max(peak, GC.GetTotalMemory(collect));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var perRecord = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)records;
        using var process = Process.GetCurrentProcess();
        return new MemoryRun(records, seconds, 0, peak - before, perRecord, process.WorkingSet64);
    }
}
