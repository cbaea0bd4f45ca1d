using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary><c>/v3/schedule/*</c> and <c>/v4/queries/*</c> (reference §7).</summary>
internal sealed class ScheduleEndpoints(TreasureDataAccount account, Func<Uri> origin)
{
    private const int MaximumRuns = 10;
    private const int DefaultPage = 20;

    private ScheduleStore Schedules => account.Schedules;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v3/schedule/list", ListAsync);
        routes.Post("/v3/schedule/create/{name}", CreateAsync);
        routes.Post("/v3/schedule/update/{name}", UpdateAsync);
        routes.Post("/v3/schedule/delete/{name}", DeleteAsync);
        routes.Get("/v3/schedule/history/{name}", HistoryAsync);
        routes.Post("/v3/schedule/run/{name}/{time}", RunAsync);
        routes.Post("/v4/queries/{id}/jobs", RunByIdAsync);
    }

    private Task ListAsync(HttpContext context) =>
        TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteStartArray("schedules");
                foreach (var schedule in Schedules.All())
                {
                    writer.WriteStartObject();
                    WriteCommon(writer, schedule);
                    writer.WriteNumber("priority", schedule.Priority);
                    writer.WriteNumber("retry_limit", schedule.RetryLimit);
                    writer.WriteString("result", schedule.Result);
                    writer.WriteIsoDate("next_time", schedule.Next(account.Clock.GetUtcNow()));
                    // The Go client insists on these.
                    writer.WriteNumber("id", schedule.Id);
                    writer.WriteNumber("executing_user_id", TreasureDataAccount.UserId);
                    writer.WriteString("description", schedule.Description);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }
        );

    private async Task CreateAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var template = Read(parameters, new ScheduleState { Name = context.Path("name") });
        if (template.Query.Length == 0)
            throw TdException.Missing("query");
        if (template.Database.Length == 0)
            throw TdException.Missing("database");
        account.Tables.Database(template.Database);
        await WriteResultAsync(context, Schedules.Create(template)).ConfigureAwait(false);
    }

    private async Task UpdateAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var changed = Read(parameters, Schedules.Get(context.Path("name")));
        account.Tables.Database(changed.Database);
        await WriteResultAsync(context, Schedules.Update(changed)).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context)
    {
        var schedule = Schedules.Get(context.Path("name"));
        Schedules.Delete(schedule);
        return TdReply.JsonAsync(context, writer => WriteCommon(writer, schedule));
    }

    private async Task HistoryAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var from = Math.Max(0, parameters.Integer("from") ?? 0);
        var to = parameters.Integer("to") ?? from + DefaultPage - 1;
        var history = Schedules.History(Schedules.Get(context.Path("name"))).ToList();
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteStartArray("history");
                    foreach (var job in history.Skip(from).Take(Math.Max(0, to - from + 1)))
                    {
                        writer.WriteStartObject();
                        JobJson.WriteHistory(writer, job, origin());
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                    writer.WriteNumber("count", history.Count);
                    writer.WriteNumber("from", from);
                    writer.WriteNumber("to", to);
                }
            )
            .ConfigureAwait(false);
    }

    private async Task RunAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var schedule = Runnable(Schedules.Get(context.Path("name")));
        var time = JobEndpoints.ReadTime(context.Path("time"), "time")!.Value;
        var runs = parameters.Integer("num") ?? 1;
        if (runs is < 1 or > MaximumRuns)
            throw TdException.Invalid($"'num' must be between 1 and {MaximumRuns}");
        var domainKey = parameters.NotEmpty("domain_key");
        if (runs > 1 && domainKey is not null)
            throw TdException.Invalid("'domain_key' is for one job and cannot go with 'num'");
        if (runs > 1 && schedule.Cron is null)
            throw TdException.Invalid("A saved query without a cron has no further times to run for");

        var times = new List<DateTimeOffset> { time };
        while (times.Count < runs && schedule.Next(times[^1]) is { } next)
            times.Add(next);
        var userName = context.Caller(account).Name;
        var jobs = times.ConvertAll(scheduled => Schedules.Run(schedule, scheduled, domainKey, userName));
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteStartArray("jobs");
                    foreach (var job in jobs)
                    {
                        writer.WriteStartObject();
                        // A number here, text elsewhere (reference §0 #9).
                        writer.WriteNumber("job_id", job.Id);
                        writer.WriteString("type", job.Type);
                        writer.WriteDate("scheduled_at", job.ScheduledTime);
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                }
            )
            .ConfigureAwait(false);
    }

    private async Task RunByIdAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var schedule = Runnable(Schedules.GetById(context.Path("id")));
        var time = JobEndpoints.ReadTime(parameters.NotEmpty("scheduled_time"), "scheduled_time") ?? account.Clock.GetUtcNow();
        var job = Schedules.Run(schedule, time, parameters.NotEmpty("domain_key"), context.Caller(account).Name);
        await TdReply
            .JsonAsync(context, writer => writer.WriteString("id", job.Id.ToString(CultureInfo.InvariantCulture)))
            .ConfigureAwait(false);
    }

    /// <exception cref="TdException">501: the emulator cannot run it.</exception>
    private static ScheduleState Runnable(ScheduleState schedule)
    {
        if (schedule.Type == HiveDialect.JobType)
            HiveDialect.ToTrino(schedule.Query);
        return schedule;
    }

    private ScheduleState Read(TdParameters parameters, ScheduleState known)
    {
        var cron = parameters["cron"] is { } given ? given.Trim() : known.Cron ?? "";
        if (cron.Length > 0 && CronExpression.TryParse(cron) is null)
            throw TdException.Invalid($"Cron is invalid: {cron}");
        var timezone = parameters.NotEmpty("timezone") ?? known.Timezone;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timezone, out _))
            throw TdException.Invalid($"Timezone is invalid: {timezone}");
        var type = parameters.NotEmpty("type") ?? known.Type;
        if (type is not ("hive" or "presto" or "trino"))
            throw TdException.Invalid($"Type is invalid: {type}");
        var query = parameters["query"] ?? known.Query;
        if (query.Length > JobEndpoints.MaximumQueryLength)
            throw TdException.Invalid($"The query has {query.Length} characters; the limit is {JobEndpoints.MaximumQueryLength}");
        var result = ResultTargetEndpoints.Read(account, parameters) ?? parameters["result"] ?? known.Result;
        return known with
        {
            Name = parameters.NotEmpty("name") ?? known.Name,
            Type = type,
            Database = parameters.NotEmpty("database") ?? known.Database,
            Query = query,
            Cron = cron.Length > 0 ? cron : null,
            Timezone = timezone,
            Delay = parameters.Integer("delay") ?? known.Delay,
            Priority = parameters["priority"] is null ? known.Priority : JobEndpoints.Within(parameters, "priority", -2, 2),
            RetryLimit = parameters["retry_limit"] is null ? known.RetryLimit : JobEndpoints.Within(parameters, "retry_limit", 0, 32),
            Result = result,
            Description = parameters["description"] ?? known.Description,
        };
    }

    private Task WriteResultAsync(HttpContext context, ScheduleState schedule) =>
        TdReply.JsonAsync(
            context,
            writer =>
            {
                WriteCommon(writer, schedule);
                writer.WriteNumber("priority", schedule.Priority);
                writer.WriteNumber("retry_limit", schedule.RetryLimit);
                writer.WriteString("result", schedule.Result);
                writer.WriteNumber("id", schedule.Id);
                writer.WriteDate("start", schedule.Next(account.Clock.GetUtcNow()));
            }
        );

    /// <summary>What "delete" answers with; the others add to it.</summary>
    private static void WriteCommon(Utf8JsonWriter writer, ScheduleState schedule)
    {
        writer.WriteString("name", schedule.Name);
        writer.WriteString("cron", schedule.Cron);
        writer.WriteString("timezone", schedule.Timezone);
        writer.WriteNumber("delay", schedule.Delay);
        writer.WriteIsoDate("created_at", schedule.CreatedAt);
        writer.WriteString("type", schedule.Type);
        writer.WriteString("query", schedule.Query);
        writer.WriteString("database", schedule.Database);
        writer.WriteString("user_name", TreasureDataAccount.UserName);
    }
}
