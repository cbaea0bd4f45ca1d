using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary><c>/v3/job/*</c> (reference §6).</summary>
internal sealed class JobEndpoints(TreasureDataAccount account, Func<Uri> origin)
{
    public const int MaximumQueryLength = 1_000_000;
    private const int DefaultPage = 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/v3/job/issue/{type}/{db}", IssueAsync);
        routes.Get("/v3/job/status/{id}", StatusAsync);
        routes.Get("/v3/job/status_by_domain_key/{key}", StatusByDomainKeyAsync);
        routes.Get("/v3/job/show/{id}", ShowAsync);
        routes.Get("/v3/job/list", ListAsync);
        routes.Get("/v3/job/statistics/{id}", StatisticsAsync);
        routes.Get("/v3/job/result/{id}", ResultAsync);
        routes.Post("/v3/job/kill/{id}", KillAsync);
    }

    private async Task IssueAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var (type, database) = (context.Path("type"), context.Path("db"));
        if (type == "bulkload")
        {
            await IssueConnectorAsync(context, parameters, database).ConfigureAwait(false);
            return;
        }

        if (type is not ("trino" or "presto" or HiveDialect.JobType))
            throw context.NotSupported();
        account.Tables.Database(database);
        var query = parameters.NotEmpty("query") ?? throw TdException.Missing("query");
        if (query.Length > MaximumQueryLength)
            throw TdException.Invalid($"The query has {query.Length} characters; the limit is {MaximumQueryLength}");
        if (type == HiveDialect.JobType)
            HiveDialect.ToTrino(query);
        var job = account.Jobs.Issue(
            new Job
            {
                Id = 0,
                Type = type,
                Database = database,
                Query = query,
                Priority = Within(parameters, "priority", -2, 2),
                RetryLimit = Within(parameters, "retry_limit", 0, 32),
                DomainKey = parameters.NotEmpty("domain_key"),
                ScheduledTime = ReadTime(parameters.NotEmpty("scheduled_time"), "scheduled_time"),
                Result = ResultTargetEndpoints.Read(account, parameters),
                UserName = context.Caller(account).Name,
            },
            account.Queries.RunAsync
        );
        await WriteIssuedAsync(context, job).ConfigureAwait(false);
    }

    /// <summary>Java puts everything but the configuration into the query string, Python and Ruby all of it into the JSON body.</summary>
    private async Task IssueConnectorAsync(HttpContext context, TdParameters parameters, string database)
    {
        var table = account.Tables.Table(database, parameters.NotEmpty("table") ?? throw TdException.Missing("table"));
        var job = account.Connectors.Issue(
            new Job
            {
                Id = 0,
                Type = "bulkload",
                Database = database,
                Query = ConnectorEndpoints.CheckConfig(parameters["config"]),
                Priority = Within(parameters, "priority", -2, 2),
                RetryLimit = Within(parameters, "retry_limit", 0, 32),
                DomainKey = parameters.NotEmpty("domain_key"),
                ScheduledTime = ReadTime(parameters.NotEmpty("scheduled_time"), "scheduled_time"),
                UserName = context.Caller(account).Name,
            },
            table.Name,
            parameters.NotEmpty("time_column")
        );
        await WriteIssuedAsync(context, job).ConfigureAwait(false);
    }

    private static Task WriteIssuedAsync(HttpContext context, Job job) =>
        TdReply.JsonAsync(
            context,
            writer =>
            {
                var id = job.Id.ToString(CultureInfo.InvariantCulture);
                writer.WriteString("job", id);
                writer.WriteString("job_id", id);
                writer.WriteString("database", job.Database);
            }
        );

    private Task StatusAsync(HttpContext context)
    {
        var job = account.Jobs.Get(context.Path("id"));
        return TdReply.JsonAsync(context, writer => JobJson.WriteStatus(writer, job));
    }

    private Task StatusByDomainKeyAsync(HttpContext context)
    {
        var job = account.Jobs.GetByDomainKey(context.Path("key"));
        return TdReply.JsonAsync(context, writer => JobJson.WriteStatus(writer, job));
    }

    private Task ShowAsync(HttpContext context)
    {
        var job = account.Jobs.Get(context.Path("id"));
        return TdReply.JsonAsync(context, writer => JobJson.WriteDetail(writer, job, origin()));
    }

    private async Task ListAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        if (parameters.NotEmpty("slower_than") is not null)
            throw context.NotSupported("the parameter slower_than");
        var from = Math.Max(0, parameters.Integer("from") ?? 0);
        // "to" is an index and belongs to the page.
        var to = parameters.Integer("to") ?? from + DefaultPage - 1;
        var status = parameters.NotEmpty("status");
        var (fromId, toId) = (parameters.Integer("from_id"), parameters.Integer("to_id"));
        var jobs = account
            .Jobs.List()
            .Where(job => status is null || job.Status.Equals(status, StringComparison.OrdinalIgnoreCase))
            .Where(job => (fromId is null || job.Id >= fromId) && (toId is null || job.Id <= toId))
            .Skip(from)
            .Take(Math.Max(0, to - from + 1))
            .ToList();
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteNumber("count", jobs.Count);
                    writer.WriteNumber("from", from);
                    writer.WriteNumber("to", to);
                    writer.WriteStartArray("jobs");
                    foreach (var job in jobs)
                    {
                        writer.WriteStartObject();
                        JobJson.WriteItem(writer, job, origin());
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                }
            )
            .ConfigureAwait(false);
    }

    private Task StatisticsAsync(HttpContext context)
    {
        var job = account.Jobs.Get(context.Path("id"));
        return TdReply.JsonAsync(
            context,
            writer => writer.WriteString("records_inserted", job.RecordsInserted.ToString(CultureInfo.InvariantCulture))
        );
    }

    private async Task KillAsync(HttpContext context)
    {
        var job = account.Jobs.Get(context.Path("id"));
        var former = await account.Jobs.KillAsync(job, context.RequestAborted).ConfigureAwait(false);
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteString("job_id", job.Id.ToString(CultureInfo.InvariantCulture));
                    writer.WriteString("former_status", former);
                }
            )
            .ConfigureAwait(false);
    }

    private async Task ResultAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var job = account.Jobs.Get(context.Path("id"));
        var format = ResultFormat.Parse(
            parameters["format"],
            parameters["header"],
            parameters["nullify_special"],
            context.Request.Headers.AcceptEncoding.ToString()
        );
        if (job.Status != JobStatus.Success || job.ResultHash is null)
            throw TdException.NotFound($"The job has no result: it is {job.Status}");
        var path = await account.Results.GetAsync(job, format, context.RequestAborted).ConfigureAwait(false);
        await FileReply
            .SendAsync(context, path, $"\"{job.ResultHash}-{format.Key}\"", format.ContentType, format.Encoding)
            .ConfigureAwait(false);
    }

    /// <exception cref="TdException">422: outside the bounds.</exception>
    public static int Within(TdParameters parameters, string name, int minimum, int maximum)
    {
        var value = parameters.Integer(name) ?? 0;
        return value >= minimum && value <= maximum
            ? value
            : throw TdException.Invalid($"'{name}' must be between {minimum} and {maximum}");
    }

    /// <summary>Unix seconds, as Java sends, or a date in one of the service's styles.</summary>
    public static DateTimeOffset? ReadTime(string? text, string parameter)
    {
        if (text is null)
            return null;
        if (
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < 100_000_000_000
        )
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        var plain = text.EndsWith(" UTC", StringComparison.Ordinal) ? text[..^4] + "Z" : text;
        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw TdException.Invalid($"'{parameter}' must be Unix seconds or an ISO-8601 date");
    }
}
