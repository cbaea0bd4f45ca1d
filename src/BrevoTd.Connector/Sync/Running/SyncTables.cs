using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.Sync;

/// <summary>Lays plans and reports out in columns.</summary>
internal static class SyncTables
{
    public static string Render(SyncPlan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"plan of {plan.Job}, made {plan.CreatedAt:u}{(plan.IsSample ? ", from a sample" : "")}");
        foreach (var step in plan.Steps)
        {
            text.Append('\n').Append('\n').Append(step.Step).Append(": ").Append(step.Source).Append(" -> ").Append(step.Target);
            var rows = new List<(string, string)> { ("read", Number(step.Read)) };
            AddCounts(rows, step.Actions);
            rows.Add(("to send", Number(step.ToSend)));
            rows.Add(("batches", Number(step.Batches)));
            rows.Add(("bytes", Number(step.Bytes)));
            AddCounts(rows, step.Calls);
            foreach (var (tier, time) in step.EarliestFinish)
            {
                rows.Add(($"at least, on {tier}", Duration(time)));
            }

            Append(text, rows);
            foreach (var record in step.Sample)
            {
                text.Append("\n    ").Append(record);
            }
        }

        return text.ToString();
    }

    public static string Render(SyncReport report)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{report.Job}, run {report.RunId}, {report.StartedAt:u}, {Duration(report.Elapsed)}{(report.IsSample ? ", a sample" : "")}"
        );
        foreach (var step in report.Steps)
        {
            text.Append('\n').Append('\n').Append(step.Step).Append(": ").Append(step.Source).Append(" -> ").Append(step.Target);
            text.Append(step.WasResumed ? ", went on where an earlier run ended" : "").Append(step.IsComplete ? "" : ", NOT COMPLETE");
            var rows = new List<(string, string)>();
            AddCounts(rows, step.Actions);
            if (step.MaxDoubled > 0)
            {
                rows.Add(("doubled at most", Number(step.MaxDoubled)));
            }

            if (step.Doubled is { } doubled)
            {
                rows.Add(("doubled, as counted", Number(doubled)));
            }

            Append(text, rows);
            text.Append('\n').Append(step.Records.ToTable());
        }

        return report.Failure is null ? text.ToString() : text.Append("\n\nfailed: ").Append(report.Failure).ToString();
    }

    private static void AddCounts(List<(string, string)> rows, IReadOnlyDictionary<string, long> counts)
    {
        foreach (var (name, count) in counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            rows.Add(("    " + name, Number(count)));
        }
    }

    private static void Append(StringBuilder text, List<(string Label, string Value)> rows)
    {
        var labels = rows.Select(row => row.Label.Length).DefaultIfEmpty().Max();
        var values = rows.Select(row => row.Value.Length).DefaultIfEmpty().Max();
        foreach (var (label, value) in rows)
        {
            text.Append('\n').Append(label.PadRight(labels)).Append("  ").Append(value.PadLeft(values));
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan value) =>
        value < TimeSpan.FromMinutes(1)
            ? value.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture)
            : ((long)value.TotalHours).ToString("0", CultureInfo.InvariantCulture)
                + value.ToString(@"\:mm\:ss", CultureInfo.InvariantCulture);
}
