using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>What a comparison gave, as a page for benchmarks/results.</summary>
internal sealed record PairedResult(
    PairedCase Case,
    bool Pinned,
    Timing[] Baseline,
    Timing[] Connector,
    double BaselineBytesPerRecord,
    double ConnectorBytesPerRecord,
    IReadOnlyList<(string Name, Timing Timing)> Parts
)
{
    public double[] WallRatios => [.. Connector.Zip(Baseline, static (connector, baseline) => connector.Wall / baseline.Wall)];

    public double[] ProcessorRatios =>
        [.. Connector.Zip(Baseline, static (connector, baseline) => connector.Processor / baseline.Processor)];

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line(text, $"# {Case.Name}");
        Line(text, $"");
        Line(text, $"{Case.Description}.");
        Line(text, $"");
        Line(
            text,
            $"- Machine: {ProcessorName()}, {(Pinned ? "pinned to one core" : "not pinned")}; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}"
        );
        Line(
            text,
            $"- {Case.Records:N0} records, {Case.InputBytes:N0} bytes of input; {Baseline.Length} interleaved pairs after warming up; outputs equal byte for byte"
        );
        Line(text, $"");
        Line(
            text,
            $"| | wall clock per million records | processor time per million records | records per second | bytes allocated per record |"
        );
        Line(text, $"|---|---:|---:|---:|---:|");
        Row(text, "hand-written", Timing.Median(Baseline), BaselineBytesPerRecord);
        Row(text, "connector", Timing.Median(Connector), ConnectorBytesPerRecord);
        foreach (var (name, timing) in Parts)
        {
            Row(text, name, timing, null);
        }

        Line(text, $"");
        Line(text, $"| ratio of each pair | median | quartiles | range | goal |");
        Line(text, $"|---|---:|---:|---:|---:|");
        Ratio(text, "wall clock", WallRatios);
        Ratio(text, "processor time", ProcessorRatios);
        Line(text, $"");
        Line(text, $"Bytes allocated per record: {ConnectorBytesPerRecord:0.00}, goal at most {Case.Goals.BytesPerRecord:0}.");
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private void Row(StringBuilder text, string name, Timing timing, double? bytes) =>
        Line(
            text,
            $"| {name} | {timing.Wall / Case.Records * 1e6:0.000} s | {timing.Processor / Case.Records * 1e6:0.000} s | {Case.Records / timing.Wall:N0} | {(bytes is { } allocated ? allocated.ToString("0.00", CultureInfo.InvariantCulture) : "")} |"
        );

    private void Ratio(StringBuilder text, string name, double[] ratios) =>
        Line(
            text,
            $"| {name} | **{PairedHarness.Quantile(ratios, 0.5):0.000}** | {PairedHarness.Quantile(ratios, 0.25):0.000}–{PairedHarness.Quantile(ratios, 0.75):0.000} | {ratios.Min():0.000}–{ratios.Max():0.000} | {Case.Goals.Ratio:0.00} |"
        );

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
}
