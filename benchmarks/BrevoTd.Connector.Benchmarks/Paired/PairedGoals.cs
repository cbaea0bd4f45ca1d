using System.Globalization;

namespace BrevoTd.Connector.Benchmarks.Paired;

/// <summary>What a comparison is to show; what is <see langword="null"/> is only measured.</summary>
internal sealed record PairedGoals
{
    /// <summary>The connector's time divided by the baseline's, at most.</summary>
    public double? MaxRatio { get; init; }

    /// <summary>How many times as fast as the baseline, at least.</summary>
    public double? MinSpeed { get; init; }

    /// <summary>Bytes allocated per record, at most.</summary>
    public double? MaxBytes { get; init; }

    /// <summary>The baseline's bytes divided by the connector's, at least.</summary>
    public double? MinBytesSaved { get; init; }

    /// <summary>One line for every goal: the figure, the goal, and whether it is met.</summary>
    public IEnumerable<string> Judge(PairedResult result)
    {
        // A neighbour on the machine stretches the clock's time, not the processor's.
        var ratio = PairedHarness.Quantile(result.ProcessorRatios, 0.5);
        if (MaxRatio is { } maxRatio)
        {
            yield return Line($"Processor time: {ratio:0.000} of the baseline's, goal at most {maxRatio:0.00}", ratio <= maxRatio);
        }

        if (MinSpeed is { } minSpeed)
        {
            var speed = 1 / ratio;
            yield return Line(
                $"Speed by processor time: {speed:0.00} times the baseline's, goal at least {minSpeed:0.0#}",
                speed >= minSpeed
            );
        }

        var bytes = result.ConnectorBytesPerRecord;
        if (MaxBytes is { } maxBytes)
        {
            yield return Line($"Bytes allocated per record: {bytes:0.00}, goal at most {maxBytes:0}", bytes <= maxBytes);
        }

        if (MinBytesSaved is { } minSaved)
        {
            var saved = result.BaselineBytesPerRecord / Math.Max(bytes, 1e-6);
            yield return Line($"Bytes allocated: one {saved:N0}th of the baseline's, goal at most one {minSaved:0}th", saved >= minSaved);
        }
    }

    private static string Line(FormattableString figures, bool met) =>
        $"{figures.ToString(CultureInfo.InvariantCulture)}: {(met ? "met" : "**missed**")}.";
}
