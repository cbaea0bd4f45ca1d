using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>What a comparison gave, as a part of a page for benchmarks/results.</summary>
internal sealed record PairedResult(
    PairedCase Case,
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

    /// <summary>Nanoseconds that the connector's side takes longer per record, in each pair.</summary>
    public double[] AddedNanoseconds =>
        [.. Connector.Zip(Baseline, (connector, baseline) => (connector.Processor - baseline.Processor) / Case.Records * 1e9)];

    public string ToSection()
    {
        var text = new StringBuilder();
        Line(text, $"## {Case.Description}");
        Line(text, $"");
        Line(text, $"{Case.Records:N0} records, {Case.Input}; {Baseline.Length} pairs; outputs {Sameness}.");
        Line(text, $"");
        Line(
            text,
            $"| | wall clock per million records | processor time per million records | records per second of processor time | bytes allocated per record |"
        );
        Line(text, $"|---|---:|---:|---:|---:|");
        Row(text, Case.Baseline, Timing.Median(Baseline), BaselineBytesPerRecord);
        Row(text, Case.Connector, Timing.Median(Connector), ConnectorBytesPerRecord);
        foreach (var (name, timing) in Parts)
        {
            Row(text, name, timing, null);
        }

        Line(text, $"");
        Line(text, $"| connector ÷ {Case.Baseline}, in each pair | median | quartiles | range |");
        Line(text, $"|---|---:|---:|---:|");
        Ratio(text, "processor time", ProcessorRatios);
        Ratio(text, "wall clock", WallRatios);
        Line(text, $"");
        foreach (var goal in Case.Goals.Judge(this))
        {
            Line(text, $"- {goal}");
        }

        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>A row of a table that tells what a step adds.</summary>
    public string ToLine()
    {
        var added = AddedNanoseconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {Case.Description} | **{PairedHarness.Quantile(added, 0.5):0}** | {PairedHarness.Quantile(added, 0.25):0} to {PairedHarness.Quantile(added, 0.75):0} | {ConnectorBytesPerRecord - BaselineBytesPerRecord:0} | {Timing.Median(Baseline).Processor / Case.Records * 1e9:0} |\n"
        );
    }

    private string Sameness =>
        Case.SameOutput switch
        {
            SameOutput.Bytes => "equal byte for byte",
            SameOutput.Json => "equal as JSON (numbers are spelled differently)",
            _ => "differ by the step",
        };

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private void Row(StringBuilder text, string name, Timing timing, double? bytes) =>
        Line(
            text,
            $"| {name} | {timing.Wall / Case.Records * 1e6:0.000} s | {timing.Processor / Case.Records * 1e6:0.000} s | {Case.Records / timing.Processor:N0} | {(bytes is { } allocated ? allocated.ToString("N2", CultureInfo.InvariantCulture) : "")} |"
        );

    private static void Ratio(StringBuilder text, string name, double[] ratios) =>
        Line(
            text,
            $"| {name} | **{PairedHarness.Quantile(ratios, 0.5):0.000}** | {PairedHarness.Quantile(ratios, 0.25):0.000}–{PairedHarness.Quantile(ratios, 0.75):0.000} | {ratios.Min():0.000}–{ratios.Max():0.000} |"
        );
}
