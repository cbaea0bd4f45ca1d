using System.Globalization;
using System.Text;
using BrevoTd.Connector.Quotas;

namespace BrevoTd.Connector.Batching;

/// <summary>Lays an estimate out in columns.</summary>
internal static class BatchEstimateTable
{
    public static string Render(BatchTimeEstimate estimate)
    {
        var rows = new List<(string Label, string Calls, string Time)>
        {
            ("records", Number(estimate.Records), ""),
            ($"batches of {Number(estimate.RecordsPerBatch)}", Number(estimate.Batches), ""),
        };
        foreach (var bucket in estimate.Buckets)
        {
            rows.Add(($"calls of '{bucket.Bucket}' ({Limits(bucket)})", Number(bucket.Calls), Duration(bucket.LowerBound)));
        }

        rows.Add(
            estimate.Buckets.Count == 0 ? ("no limit of the service is known", "", "") : ("at least", "", Duration(estimate.LowerBound))
        );

        var labels = rows.Max(static row => row.Label.Length);
        var calls = rows.Max(static row => row.Calls.Length);
        var times = rows.Max(static row => row.Time.Length);
        var text = new StringBuilder(estimate.SinkName);
        foreach (var (label, count, time) in rows)
        {
            text.Append('\n').Append($"{label.PadRight(labels)}  {count.PadLeft(calls)}  {time.PadLeft(times)}".TrimEnd());
        }

        return text.ToString();
    }

    public static string Duration(TimeSpan value) =>
        value < TimeSpan.FromMinutes(1)
            ? value.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture)
            : ((long)value.TotalHours).ToString("0", CultureInfo.InvariantCulture)
                + value.ToString(@"\:mm\:ss", CultureInfo.InvariantCulture);

    private static string Limits(QuotaBucketEstimate bucket) =>
        string.Join(
            ", ",
            new[] { (bucket.PerSecond, "/s"), (bucket.PerHour, "/h") }
                .Where(static limit => limit.Item1 is not null)
                .Select(static limit => Number(limit.Item1!.Value) + limit.Item2)
        );

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
