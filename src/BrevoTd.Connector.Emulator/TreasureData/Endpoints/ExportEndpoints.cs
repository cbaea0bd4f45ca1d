using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary><c>/v3/job/result_export</c> and <c>/v3/export/run</c> (reference §8).</summary>
internal sealed class ExportEndpoints(TreasureDataAccount account)
{
    private static readonly string[] s_fileFormats = ["jsonl.gz", "tsv.gz", "json.gz", "line-json.gz"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/v3/job/result_export/{id}", ExportResultAsync);
        routes.Post("/v3/export/run/{db}/{table}", ExportTableAsync);
    }

    private async Task ExportResultAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var source = account.Jobs.Get(context.Path("id"));
        var url = ResultTargetEndpoints.Read(account, parameters) ?? throw TdException.Missing("result");
        if (source.Status != JobStatus.Success || source.ResultSchema is not { } schema)
            throw TdException.Invalid($"The job has no result to export: it is {source.Status}");
        var job = account.Jobs.Issue(
            new Job
            {
                Id = 0,
                Type = "result_export",
                Database = source.Database,
                Query = source.Query,
                Result = url,
                DomainKey = parameters.NotEmpty("domain_key"),
                ResultExportTargetJobId = source.Id,
                UserName = context.Caller(account).Name,
            },
            async (_, token) =>
            {
                await account.Exports.WriteAsync(url, source.Id, schema, token).ConfigureAwait(false);
                return new JobOutcome();
            }
        );
        account.Jobs.Link(source.Id, job.Id);
        await WriteJobAsync(context, job).ConfigureAwait(false);
    }

    private async Task ExportTableAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var table = account.Tables.Table(context.Path("db"), context.Path("table"));
        if ((parameters.NotEmpty("storage_type") ?? throw TdException.Missing("storage_type")) != "s3")
            throw TdException.Invalid("'storage_type' must be s3");
        _ = parameters.NotEmpty("bucket") ?? throw TdException.Missing("bucket");
        if (parameters.NotEmpty("assume_role") is null)
        {
            _ = parameters.NotEmpty("access_key_id") ?? throw TdException.Missing("access_key_id");
            _ = parameters.NotEmpty("secret_access_key") ?? throw TdException.Missing("secret_access_key");
        }

        if (parameters.NotEmpty("file_format") is { } format && !s_fileFormats.Contains(format))
            throw TdException.Invalid($"'file_format' must be one of {string.Join(", ", s_fileFormats)}");
        var job = account.Jobs.Issue(
            new Job
            {
                Id = 0,
                Type = "export",
                Database = table.Database,
                DomainKey = parameters.NotEmpty("domain_key"),
                UserName = context.Caller(account).Name,
            },
            // The rows would go to S3; nothing leaves the machine.
            (_, _) => Task.FromResult(new JobOutcome())
        );
        await WriteJobAsync(context, job).ConfigureAwait(false);
    }

    private static Task WriteJobAsync(HttpContext context, Job job) =>
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
}
