using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary><c>/v3/bulk_import/*</c> (reference §9.3).</summary>
internal sealed class BulkImportEndpoints(TreasureDataAccount account)
{
    private BulkImportStore Sessions => account.BulkImports;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v3/bulk_import/list", ListAsync);
        routes.Post("/v3/bulk_import/create/{name}/{db}/{table}", CreateAsync);
        routes.Get("/v3/bulk_import/show/{name}", ShowAsync);
        routes.Put("/v3/bulk_import/upload_part/{name}/{part}", UploadAsync);
        routes.Get("/v3/bulk_import/list_parts/{name}", ListPartsAsync);
        routes.Post("/v3/bulk_import/perform/{name}", PerformAsync);
        routes.Get("/v3/bulk_import/error_records/{name}", ErrorRecordsAsync);
        Change(
            routes,
            "/v3/bulk_import/delete_part/{name}/{part}",
            context => Sessions.DeletePart(context.Path("name"), context.Path("part"))
        );
        Change(routes, "/v3/bulk_import/freeze/{name}", context => Sessions.Freeze(context.Path("name")));
        Change(routes, "/v3/bulk_import/unfreeze/{name}", context => Sessions.Unfreeze(context.Path("name")));
        Change(routes, "/v3/bulk_import/commit/{name}", context => Sessions.Commit(context.Path("name")));
        Change(routes, "/v3/bulk_import/delete/{name}", context => Sessions.Delete(context.Path("name")));
    }

    private static void Change(IEndpointRouteBuilder routes, string pattern, Action<HttpContext> change) =>
        routes.Post(
            pattern,
            context =>
            {
                change(context);
                return WriteNameAsync(context);
            }
        );

    private Task ListAsync(HttpContext context) =>
        TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteStartArray("bulk_imports");
                foreach (var session in Sessions.List())
                {
                    writer.WriteStartObject();
                    WriteSession(writer, session);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }
        );

    private async Task CreateAsync(HttpContext context)
    {
        // pytd says mode=append, which is what there is.
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        if (parameters.NotEmpty("mode") is { } mode && mode != "append")
            throw context.NotSupported($"mode={mode}");
        Sessions.Create(context.Path("name"), context.Path("db"), context.Path("table"));
        await WriteNameAsync(context).ConfigureAwait(false);
    }

    private Task ShowAsync(HttpContext context)
    {
        var session = Sessions.Get(context.Path("name"));
        return TdReply.JsonAsync(context, writer => WriteSession(writer, session));
    }

    private async Task UploadAsync(HttpContext context)
    {
        Sessions.Get(context.Path("name"));
        var body = await ImportEndpoints.ReadBodyAsync(context).ConfigureAwait(false);
        Sessions.Upload(context.Path("name"), context.Path("part"), body.Span);
        await WriteNameAsync(context).ConfigureAwait(false);
    }

    private Task ListPartsAsync(HttpContext context)
    {
        var session = Sessions.Get(context.Path("name"));
        return TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteStartArray("parts");
                foreach (var part in session.Parts)
                    writer.WriteStringValue(part);
                writer.WriteEndArray();
                writer.WriteString("name", session.Name);
                writer.WriteString("bulk_import", session.Name);
            }
        );
    }

    private async Task PerformAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var name = context.Path("name");
        var job = Sessions.Perform(name, parameters.Integer("priority") ?? 0);
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteString("name", name);
                    writer.WriteString("bulk_import", name);
                    // A number here, text in "show" (reference §0 #9).
                    writer.WriteNumber("job_id", job.Id);
                }
            )
            .ConfigureAwait(false);
    }

    private async Task ErrorRecordsAsync(HttpContext context)
    {
        var path = Sessions.ErrorRecords(context.Path("name"));
        context.Response.ContentType = "application/octet-stream";
        if (path is null)
        {
            context.Response.ContentLength = 0;
            return;
        }

        await context.Response.SendFileAsync(path, 0, null, context.RequestAborted).ConfigureAwait(false);
    }

    private void WriteSession(Utf8JsonWriter writer, BulkImportState session)
    {
        // A session outlives its table, and then names none.
        var table = account.Tables.Find(session.Database, session.Table);
        writer.WriteString("name", session.Name);
        writer.WriteString("database", table?.Database);
        writer.WriteString("table", table?.Name);
        writer.WriteString("status", session.Status);
        writer.WriteBoolean("upload_frozen", session.UploadFrozen);
        writer.WriteString("job_id", session.JobId?.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumberOrNull("valid_records", session.ValidRecords);
        writer.WriteNumberOrNull("error_records", session.ErrorRecords);
        writer.WriteNumberOrNull("valid_parts", session.ValidParts);
        writer.WriteNumberOrNull("error_parts", session.ErrorParts);
    }

    private static Task WriteNameAsync(HttpContext context) =>
        TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteString("name", context.Path("name"));
                writer.WriteString("bulk_import", context.Path("name"));
            }
        );
}
