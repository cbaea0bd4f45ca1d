using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Asynchronous processes.</summary>
internal sealed class ProcessEndpoints(BrevoService service)
{
    public void Map(BrevoRoutes routes)
    {
        routes.Map("GET", "/processes", List);
        routes.Map("GET", "/processes/{processId}", Get);
    }

    private BrevoAnswer List(HttpContext context)
    {
        var page = BrevoRequest.Page(context, 10, 50, minimumLimit: 1);
        return service.Store.Read(store =>
            BrevoAnswer.Json(
                200,
                json =>
                {
                    var count = store.Processes.Count;
                    json.WriteNumber("count", count);
                    json.WriteStartArray("processes");
                    for (var i = page.Offset; i < Math.Min(count, page.Offset + page.Limit); i++)
                    {
                        json.WriteStartObject();
                        Write(json, store.Processes[(int)(page.Ascending ? i : count - 1 - i)]);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }
            )
        );
    }

    private BrevoAnswer Get(HttpContext context)
    {
        var id = BrevoRequest.IdSegment(context, 1, "processId");
        return service.Store.Read(store =>
        {
            var process = store.Process(id) ?? throw BrevoError.NotFound("Process ID does not exist");
            return BrevoAnswer.Json(200, json => Write(json, process));
        });
    }

    /// <summary>Only a completed import has info, and even that holds no count of what was created or updated.</summary>
    private void Write(Utf8JsonWriter json, BackgroundProcess process)
    {
        var status = process.Status(service.Now);
        json.WriteNumber("id", process.Id);
        json.WriteString("name", process.Name);
        json.WriteString("status", status);
        if (status == "completed" && process.Reports.TryGetValue(BackgroundProcess.ExportFile, out var export))
            json.WriteString("export_url", ReportFiles.AddressOf(service.Origin, export));
        if (process.Name != BackgroundProcess.Import || status != "completed")
            return;
        json.WriteStartObject("info");
        json.WriteStartObject("import");
        foreach (var cause in ImportCauses.All)
        {
            if (process.Reports.TryGetValue(cause, out var file))
                json.WriteString(cause, ReportFiles.AddressOf(service.Origin, file));
            else
                json.WriteNull(cause);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
