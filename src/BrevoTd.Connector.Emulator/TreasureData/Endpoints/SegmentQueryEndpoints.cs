using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>From a rule to SQL, and from a rule to pages of customers (reference §10).</summary>
internal sealed class SegmentQueryEndpoints(TreasureDataAccount account)
{
    private const int PageSize = 1_000;

    private CdpStore Cdp => account.Cdp;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/audiences/{id}/segments/query", SqlAsync);
        routes.Post("/audiences/{id}/segments/queries", IssueAsync);
        routes.Get("/audiences/{id}/segments/queries/{qid}", context => WriteAsync(context, Find(context)));
        routes.Post("/audiences/{id}/segments/queries/{qid}/kill", KillAsync);
        routes.Get("/audiences/{id}/segments/queries/{qid}/customers", CustomersAsync);
    }

    private async Task SqlAsync(HttpContext context)
    {
        var audience = Cdp.Audience(context.Path("id"));
        var body = await context.JsonObjectAsync().ConfigureAwait(false);
        if (body.Text("format") is { } format && format != "sql")
            throw context.NotSupported($"the format {format}");
        var sql = Cdp.Sql(audience, account.Tables).Select(body.Member("rule"));
        await TdReply.JsonAsync(context, writer => writer.WriteString("sql", sql)).ConfigureAwait(false);
    }

    private async Task IssueAsync(HttpContext context)
    {
        var audience = Cdp.Audience(context.Path("id"));
        var body = await context.JsonObjectAsync().ConfigureAwait(false);
        var sql = Cdp.Sql(audience, account.Tables);
        var columns = body.Items("columns").Select(column => column.GetString() ?? "").Where(column => column != "cdp_customer_id");
        var job = account.Jobs.Issue(
            new Job
            {
                Id = 0,
                Type = "presto",
                Database = audience.OutputDatabase,
                Query = sql.Select(body.Member("rule"), string.Join(", ", columns.Select(sql.Column).Prepend("a.cdp_customer_id"))),
                UserName = context.Caller(account).Name,
            },
            account.Queries.RunAsync
        );
        var query = Cdp.Queries.Add(
            new SegmentQueryState
            {
                AudienceId = audience.Id,
                QueryId = Guid.NewGuid().ToString(),
                JobId = job.Id,
            }
        );
        await WriteAsync(context, query).ConfigureAwait(false);
    }

    private async Task KillAsync(HttpContext context)
    {
        var query = Find(context);
        await account.Jobs.KillAsync(JobOf(query), context.RequestAborted).ConfigureAwait(false);
        await WriteAsync(context, query).ConfigureAwait(false);
    }

    private async Task CustomersAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var query = Find(context);
        var page = Math.Max(1, parameters.Integer("page") ?? 1);
        var job = JobOf(query);
        var rows = job.Status == JobStatus.Success ? ReadPage(job, page, context.RequestAborted) : [];
        var type = job.Status switch
        {
            JobStatus.Success => rows.Count > 0 ? "rows" : "end",
            JobStatus.Error => "error",
            JobStatus.Killed => "killed",
            _ => "pending",
        };
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteString("type", type);
                    writer.WriteString("queryId", query.QueryId);
                    writer.WriteString("error", job.StandardError);
                    CdpJson.WriteTexts(writer, "names", (job.ResultSchema ?? []).Select(column => column[0]));
                    writer.WriteStartArray("rows");
                    foreach (var row in rows)
                        writer.WriteRawValue(row);
                    writer.WriteEndArray();
                }
            )
            .ConfigureAwait(false);
    }

    /// <summary>The rows of a page, each as a JSON array.</summary>
    private List<string> ReadPage(Job job, int page, CancellationToken cancellationToken)
    {
        var first = (long)(page - 1) * PageSize;
        var rows = new List<string>();
        var number = 0L;
        var buffer = new ArrayBufferWriter<byte>();
        using var text = new ResultText(new ResultFormat("json", Header: false, NullifySpecial: true, Encoding: null), buffer);
        using var stored = new FileStream(account.Results.StoredPath(job.Id), FileMode.Open, FileAccess.Read, FileShare.Read);
        ResultRows.Read(
            stored,
            (ref MessagePackReader reader) =>
            {
                if (number++ < first || rows.Count == PageSize)
                {
                    reader.Skip(default);
                    return;
                }

                buffer.ResetWrittenCount();
                text.WriteRow(ref reader);
                rows.Add(System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan));
            },
            cancellationToken
        );
        return rows;
    }

    private SegmentQueryState Find(HttpContext context)
    {
        var audience = Cdp.Audience(context.Path("id"));
        var id = context.Path("qid");
        return Cdp.Queries.Find(query => query.AudienceId == audience.Id && query.QueryId == id)
            ?? throw TdException.NotFound("query not found");
    }

    private Job JobOf(SegmentQueryState query) => account.Jobs.Get(CdpJson.Text(query.JobId));

    private Task WriteAsync(HttpContext context, SegmentQueryState query)
    {
        var job = JobOf(query);
        return TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteString("id", query.QueryId);
                writer.WriteString("queryId", query.QueryId);
                writer.WriteString("status", job.Status == JobStatus.Queued ? JobStatus.Running : job.Status);
                writer.WriteNumberOrNull("count", job.Status == JobStatus.Success ? job.NumRecords : null);
                writer.WriteNumberOrNull("maxPage", job.Status == JobStatus.Success ? (job.NumRecords + PageSize - 1) / PageSize : null);
                writer.WriteString("error", job.StandardError);
                writer.WriteString("jobid", job.Id.ToString(CultureInfo.InvariantCulture));
                writer.WriteNull("countJobid");
                writer.WriteNull("customerGroupCount");
            }
        );
    }
}
