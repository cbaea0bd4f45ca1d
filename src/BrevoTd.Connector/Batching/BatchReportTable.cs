using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.Batching;

/// <summary>Lays a report out in columns.</summary>
internal static class BatchReportTable
{
    public static string Render(BatchWriteReport report)
    {
        var rows = new List<(string Label, string Value)>
        {
            ("read", Number(report.Read)),
            ("= skipped by the map", Number(report.Skipped)),
        };
        AddCauses(rows, report.SkippedByReason);
        rows.Add(("+ delivered", Number(report.Delivered)));
        if (report.Repaired > 0)
        {
            rows.Add(("    of these after a repair", Number(report.Repaired)));
            AddCauses(rows, report.RepairedByCause, indent: "        ");
        }

        AddSplit(rows, "created", report.Created);
        AddSplit(rows, "updated", report.Updated);
        rows.Add(("+ rejected by the service", Number(report.Rejected)));
        AddCauses(rows, report.RejectedByCause);
        rows.Add(("+ dead-lettered", Number(report.DeadLettered)));
        AddCauses(rows, report.DeadLetteredByCause);
        rows.Add(("+ unverified", Number(report.Unverified)));
        AddCauses(rows, report.UnverifiedByCause);
        rows.Add(("", ""));
        rows.Add(("batches", Number(report.Batches)));
        if (report.Splits > 0)
        {
            rows.Add(("batches sent in halves", Number(report.Splits)));
        }

        rows.Add(("requests", Number(report.Requests)));
        AddCauses(rows, report.RequestsByOperation);
        rows.Add(("repeats", Number(report.Repeats)));
        if (report.RecordsSentAgain > 0)
        {
            rows.Add(("records sent again", Number(report.RecordsSentAgain)));
            AddCauses(rows, report.SentAgainByCause);
        }

        rows.Add(("waiting for quota", Duration(report.QuotaWait)));
        rows.Add(("bytes sent", Number(report.BytesSent)));
        rows.Add(("elapsed", Duration(report.Elapsed)));
        rows.Add(("records per second", report.RecordsPerSecond.ToString("N0", CultureInfo.InvariantCulture)));
        if (report.DroppedValuesByTarget.Count > 0)
        {
            rows.Add(("values dropped by the map", Number(report.DroppedValuesByTarget.Values.Sum())));
            AddCauses(rows, report.DroppedValuesByTarget);
        }

        if (report.UnmatchedReportLines.Count > 0)
        {
            rows.Add(("report lines without a record", Number(report.UnmatchedReportLines.Values.Sum())));
            AddCauses(rows, report.UnmatchedReportLines);
        }

        if (report.Verification is { } verification)
        {
            AddVerification(rows, verification);
        }

        if (report.DeadLettersLost > 0)
        {
            rows.Add(("dead letters lost", Number(report.DeadLettersLost)));
        }

        var labels = rows.Max(row => row.Label.Length);
        var values = rows.Max(row => row.Value.Length);
        var text = new StringBuilder(report.SinkName);
        foreach (var (label, value) in rows)
        {
            text.Append('\n').Append((label.PadRight(labels) + "  " + value.PadLeft(values)).TrimEnd());
        }

        if (report.StopReason is not null)
        {
            text.Append('\n').Append("stopped: ").Append(report.StopReason);
        }

        return text.ToString();
    }

    private static void AddVerification(List<(string, string)> rows, ImportVerification verification)
    {
        rows.Add(("looked for at the service", Number(verification.Looked)));
        rows.Add(("    created", Number(verification.Created)));
        rows.Add(("    updated", Number(verification.Updated)));
        if (verification.LeftAsTheyWere > 0)
        {
            rows.Add(("    left as they were", Number(verification.LeftAsTheyWere)));
        }

        rows.Add(("    missing", Number(verification.Missing)));
        rows.Add(("not looked for", Number(verification.NotLooked)));
        rows.Add(("records that differ from what was sent", Number(verification.Differing)));
        if (verification.IgnoredAttributes.Count > 0)
        {
            rows.Add(("attributes ignored", Number(verification.IgnoredAttributes.Values.Sum())));
            AddCauses(rows, verification.IgnoredAttributes);
        }

        if (verification.DifferentAttributes.Count > 0)
        {
            rows.Add(("attributes with another value", Number(verification.DifferentAttributes.Values.Sum())));
            AddCauses(rows, verification.DifferentAttributes);
        }
    }

    private static void AddCauses(List<(string, string)> rows, IReadOnlyDictionary<string, long> causes, string indent = "    ")
    {
        foreach (var (cause, count) in causes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            rows.Add((indent + cause, Number(count)));
        }
    }

    private static void AddSplit(List<(string, string)> rows, string label, long? count)
    {
        if (count is { } known)
        {
            rows.Add(("    " + label, Number(known)));
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan value) =>
        value < TimeSpan.FromMinutes(1)
            ? value.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture)
            : ((long)value.TotalHours).ToString("0", CultureInfo.InvariantCulture)
                + value.ToString(@"\:mm\:ss", CultureInfo.InvariantCulture);
}
