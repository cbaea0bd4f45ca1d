using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary><c>/v3/bulk_loads</c> (reference §13).</summary>
internal sealed class ConnectorEndpoints(TreasureDataAccount account)
{
    /// <summary>The largest configuration, in bytes (reference §13).</summary>
    private const int MaximumConfig = 65_535;

    private const int PreviewedRecords = 30;

    private ConnectorStore Sessions => account.Connectors;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/v3/bulk_loads/guess", GuessAsync);
        routes.Post("/v3/bulk_loads/preview", PreviewAsync);
        routes.Get("/v3/bulk_loads", context => TdReply.ListAsync(context, Sessions.All(), Write));
        routes.Post("/v3/bulk_loads", CreateAsync);
        routes.Get("/v3/bulk_loads/{name}", context => WriteAsync(context, Sessions.Get(context.Path("name"))));
        routes.Put("/v3/bulk_loads/{name}", UpdateAsync);
        routes.Delete("/v3/bulk_loads/{name}", DeleteAsync);
        routes.Get("/v3/bulk_loads/{name}/jobs", HistoryAsync);
        routes.Post("/v3/bulk_loads/{name}/jobs", RunAsync);
    }

    /// <summary>Checks a connector's configuration.</summary>
    public static string CheckConfig(string? config)
    {
        if (config is not { Length: > 0 })
            throw TdException.Missing("config");
        if (System.Text.Encoding.UTF8.GetByteCount(config) > MaximumConfig)
            throw TdException.Invalid($"The configuration is larger than {MaximumConfig} bytes");
        try
        {
            using var json = JsonDocument.Parse(config);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? config
                : throw TdException.Invalid("The configuration is not a JSON object");
        }
        catch (JsonException exception)
        {
            throw TdException.Invalid("The configuration is not a JSON object", exception);
        }
    }

    private async Task GuessAsync(HttpContext context)
    {
        var source = await ReadSourceAsync(context).ConfigureAwait(false);
        await TdReply.JsonAsync(context, source.WriteGuess).ConfigureAwait(false);
    }

    private async Task PreviewAsync(HttpContext context)
    {
        var source = await ReadSourceAsync(context).ConfigureAwait(false);
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteStartArray("schema");
                    foreach (var (column, index) in source.Columns().Select((column, index) => (column, index)))
                    {
                        writer.WriteStartObject();
                        writer.WriteNumber("index", index);
                        writer.WriteString("name", column.Name);
                        writer.WriteString("type", column.Type);
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                    writer.WriteStartArray("records");
                    foreach (var record in source.Preview(PreviewedRecords))
                        WriteRecord(writer, record);
                    writer.WriteEndArray();
                }
            )
            .ConfigureAwait(false);
    }

    private async Task<ConnectorSource> ReadSourceAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        return Sessions.Source(CheckConfig(parameters["config"]));
    }

    private static void WriteRecord(Utf8JsonWriter writer, object?[] record)
    {
        writer.WriteStartArray();
        foreach (var value in record)
        {
            switch (value)
            {
                case long number:
                    writer.WriteNumberValue(number);
                    break;
                case double number:
                    writer.WriteNumberValue(number);
                    break;
                case string text:
                    writer.WriteStringValue(text);
                    break;
                default:
                    writer.WriteNullValue();
                    break;
            }
        }

        writer.WriteEndArray();
    }

    private async Task CreateAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var template = Read(
            parameters,
            new ConnectorState { Name = parameters.NotEmpty("name") ?? throw TdException.Missing("name"), Config = "" }
        );
        CheckConfig(template.Config);
        account.Tables.Table(template.Database, template.Table);
        await WriteAsync(context, Sessions.Create(template)).ConfigureAwait(false);
    }

    private async Task UpdateAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var changed = Read(parameters, Sessions.Get(context.Path("name")));
        CheckConfig(changed.Config);
        await WriteAsync(context, Sessions.Update(changed)).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context)
    {
        var session = Sessions.Get(context.Path("name"));
        Sessions.Delete(session);
        return WriteAsync(context, session);
    }

    private Task HistoryAsync(HttpContext context)
    {
        var session = Sessions.Get(context.Path("name"));
        return TdReply.ListAsync(context, Sessions.History(session), (writer, job) => WriteJob(writer, job, session));
    }

    private async Task RunAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var session = Sessions.Get(context.Path("name"));
        var time = JobEndpoints.ReadTime(parameters.NotEmpty("scheduled_time"), "scheduled_time");
        var job = Sessions.Run(session, time, parameters.NotEmpty("domain_key"), context.Caller(account).Name);
        await TdReply
            .JsonAsync(context, writer => writer.WriteString("job_id", job.Id.ToString(CultureInfo.InvariantCulture)))
            .ConfigureAwait(false);
    }

    private static ConnectorState Read(TdParameters parameters, ConnectorState known)
    {
        var cron = parameters["cron"] ?? known.Cron;
        if (cron is { Length: > 0 } && CronExpression.TryParse(cron) is null)
            throw TdException.Invalid($"Cron is invalid: {cron}");
        return known with
        {
            Database = parameters.NotEmpty("database") ?? known.Database,
            Table = parameters.NotEmpty("table") ?? known.Table,
            Cron = cron is { Length: > 0 } ? cron : null,
            Timezone = parameters.NotEmpty("timezone") ?? known.Timezone,
            Delay = parameters.Integer("delay") ?? known.Delay,
            TimeColumn = parameters.NotEmpty("time_column") ?? known.TimeColumn,
            Config = parameters["config"] ?? known.Config,
        };
    }

    private static Task WriteAsync(HttpContext context, ConnectorState session) =>
        TdReply.JsonAsync(context, writer => Write(writer, session));

    private static void Write(Utf8JsonWriter writer, ConnectorState session)
    {
        writer.WriteNumber("id", session.Id);
        writer.WriteString("name", session.Name);
        writer.WriteString("cron", session.Cron);
        writer.WriteString("timezone", session.Timezone);
        writer.WriteNumber("delay", session.Delay);
        writer.WriteString("database", session.Database);
        writer.WriteString("table", session.Table);
        writer.WriteString("time_column", session.TimeColumn);
        writer.WritePropertyName("config");
        writer.WriteRawValue(session.Config);
        writer.WriteStartObject("config_diff");
        writer.WriteEndObject();
    }

    /// <summary>The members are those that the <c>td</c> command reads: numbers for ids and times, objects for database and table.</summary>
    private static void WriteJob(Utf8JsonWriter writer, Job job, ConnectorState session)
    {
        writer.WriteNumber("job_id", job.Id);
        writer.WriteNumber("account_id", TreasureDataAccount.AccountId);
        writer.WriteNumber("schedule_id", session.Id);
        writer.WriteString("status", job.Status);
        writer.WriteNumberOrNull("records", job.NumRecords);
        writer.WriteStartObject("database");
        writer.WriteString("name", job.Database);
        writer.WriteEndObject();
        writer.WriteStartObject("table");
        writer.WriteString("name", session.Table);
        writer.WriteEndObject();
        writer.WriteNumber("priority", job.Priority);
        writer.WriteNumber("created_at", job.CreatedAt.ToUnixTimeSeconds());
        writer.WriteNumber("updated_at", job.UpdatedAt.ToUnixTimeSeconds());
        writer.WriteNumberOrNull("start_at", job.StartAt?.ToUnixTimeSeconds());
        writer.WriteNumberOrNull("end_at", job.EndAt?.ToUnixTimeSeconds());
    }
}
