using System.Globalization;
using System.Text.Json;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Jobs as the API shows them. Exactly these members: the Go client refuses any other.</summary>
internal static class JobJson
{
    /// <summary><c>job/status</c>.</summary>
    public static void WriteStatus(Utf8JsonWriter writer, Job job)
    {
        writer.WriteString("job_id", job.Id.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("status", job.Status);
        WriteProgress(writer, job);
    }

    /// <summary>An item of <c>job/list</c>.</summary>
    public static void WriteItem(Utf8JsonWriter writer, Job job, Uri origin)
    {
        WriteShared(writer, job, origin);
        writer.WriteNumberOrNull("linked_result_export_job_id", job.LinkedResultExportJobId);
        writer.WriteNumberOrNull("result_export_target_job_id", job.ResultExportTargetJobId);
    }

    /// <summary>An item of <c>schedule/history</c>: when the job was due, but no links.</summary>
    public static void WriteHistory(Utf8JsonWriter writer, Job job, Uri origin)
    {
        WriteShared(writer, job, origin);
        writer.WriteDate("scheduled_at", job.ScheduledTime);
    }

    /// <summary><c>job/show</c>: an item of the list and what the job printed.</summary>
    public static void WriteDetail(Utf8JsonWriter writer, Job job, Uri origin)
    {
        WriteItem(writer, job, origin);
        writer.WriteStartObject("debug");
        writer.WriteString("cmdout", Output(job));
        writer.WriteString("stderr", job.StandardError);
        writer.WriteEndObject();
    }

    private static void WriteShared(Utf8JsonWriter writer, Job job, Uri origin)
    {
        var id = job.Id.ToString(CultureInfo.InvariantCulture);
        writer.WriteString("job_id", id);
        writer.WriteString("type", job.Type);
        writer.WriteString("database", job.Database);
        writer.WriteString("status", job.Status);
        if (job.Type == "bulkload")
        {
            // The configuration, as an object (reference §6.2).
            writer.WritePropertyName("query");
            writer.WriteRawValue(job.Query);
        }
        else
        {
            writer.WriteString("query", job.Query);
        }

        writer.WriteNumber("priority", job.Priority);
        writer.WriteNumber("retry_limit", job.RetryLimit);
        writer.WriteString("result", job.Result ?? "");
        writer.WriteString("url", new Uri(origin, "/app/jobs/" + id).ToString());
        writer.WriteString("user_name", job.UserName);
        WriteProgress(writer, job);
        if (job.ResultSchema is { } schema)
            writer.WriteString("hive_result_schema", SchemaText.WriteResult(schema));
        else
            writer.WriteNull("hive_result_schema");
        writer.WriteNull("organization");
    }

    private static void WriteProgress(Utf8JsonWriter writer, Job job)
    {
        writer.WriteDate("created_at", job.CreatedAt);
        writer.WriteDate("updated_at", job.UpdatedAt);
        writer.WriteDate("start_at", job.StartAt);
        writer.WriteDate("end_at", job.EndAt);
        writer.WriteNumberOrNull("duration", job is { StartAt: { } start, EndAt: { } end } ? (long)(end - start).TotalSeconds : null);
        writer.WriteNull("cpu_time");
        writer.WriteNumberOrNull("result_size", job.ResultSize);
        writer.WriteNumberOrNull("num_records", job.NumRecords);
    }

    private static string Output(Job job) =>
        (job.StartAt is { } start ? $"started at {TdReply.IsoDate(start)}\n" : "")
        + (job is { StartAt: not null, EndAt: { } end } && job.Status == JobStatus.Success ? $"finished at {TdReply.IsoDate(end)}\n" : "");
}
