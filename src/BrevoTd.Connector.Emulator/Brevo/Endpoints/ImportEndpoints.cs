using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Bulk import: accepted at once, applied later.</summary>
internal sealed class ImportEndpoints(BrevoService service)
{
    public void Map(BrevoRoutes routes) => routes.Map("POST", "/contacts/import", ImportAsync);

    private async ValueTask<BrevoAnswer> ImportAsync(HttpContext context)
    {
        var limit = service.Options.ImportBodyLimit;
        if (context.Request.ContentLength > limit)
            throw TooLarge(limit);
        using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        var chunk = new byte[81_920];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > limit)
                throw TooLarge(limit);
            body.Write(chunk, 0, read);
        }

        var sent = body.GetBuffer().AsMemory(0, (int)body.Length);
        var processId = service.Imports.Accept(await ImportFile.InlineAsync(sent, context.RequestAborted).ConfigureAwait(false));
        return BrevoAnswer.Id(202, "processId", processId);
    }

    private static BrevoError TooLarge(int limit) =>
        BrevoError.Invalid(string.Create(CultureInfo.InvariantCulture, $"The body exceeds the maximum of {limit / 1_000_000.0:0.###} MB"));
}
