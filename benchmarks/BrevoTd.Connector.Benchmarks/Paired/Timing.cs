namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>One run: by the clock on the wall, and by the processor's time, which a busy neighbour does not stretch.</summary>
internal readonly record struct Timing(double Wall, double Processor)
{
    public static Timing Median(Timing[] timings) =>
        new(
            PairedHarness.Quantile([.. timings.Select(static timing => timing.Wall)], 0.5),
            PairedHarness.Quantile([.. timings.Select(static timing => timing.Processor)], 0.5)
        );
}
