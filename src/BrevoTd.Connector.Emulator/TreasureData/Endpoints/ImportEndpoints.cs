using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary><c>/v3/table/import*</c> (reference §9.1, §9.2); the import host's routes are served here, too.</summary>
internal sealed class ImportEndpoints(TreasureDataAccount account)
{
    private const string Format = "msgpack.gz";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Put("/v3/table/import/{db}/{table}/{format}", context => ImportAsync(context, id: null));
        routes.Put("/v3/table/import_with_id/{db}/{table}/{id}/{format}", context => ImportAsync(context, context.Path("id")));
    }

    /// <summary>The bytes of a request; nothing is done before all of them have arrived.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > ImportLimits.PackedBytes)
            throw new BodyTooLargeException(ImportLimits.PackedBytes);
        using var body = new MemoryStream((int)(request.ContentLength ?? 64 * 1024));
        var buffer = new byte[64 * 1024];
        while (await request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false) is > 0 and var read)
        {
            if (body.Length + read > ImportLimits.PackedBytes)
                throw new BodyTooLargeException(ImportLimits.PackedBytes);
            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private async Task ImportAsync(HttpContext context, string? id)
    {
        var start = Stopwatch.GetTimestamp();
        var (database, table) = (context.Path("db"), context.Path("table"));
        if (context.Path("format") is var format && format != Format)
            throw TdException.UnknownFormat(format);
        account.Tables.Table(database, table);
        var body = await ReadBodyAsync(context).ConfigureAwait(false);
        var md5 = TreasureDataAccount.Md5(body.Span);
        var rows = Read(body);
        var known = await account
            .Tables.ReceiveAsync(database, table, rows, id is null ? null : new ImportId(id, md5), context.RequestAborted)
            .ConfigureAwait(false);
        if (known is not null && known != md5 && account.Options.TreasureDataRepeatedImportId == RepeatedImportId.Refuse)
            throw TdException.Conflict($"The unique_id {id} has been used for other bytes");

        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteNumber("elapsed_time", Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 6));
                    writer.WriteString("database", database);
                    writer.WriteString("table", table);
                    writer.WriteString("md5_hex", md5);
                    writer.WriteString("unique_id", id ?? md5);
                }
            )
            .ConfigureAwait(false);
    }

    private ImportRows Read(ReadOnlyMemory<byte> body)
    {
        var bytes = GzipBody.Unpack(body, ImportLimits.UnpackedBytes);
        return new ImportReader(TimeRule.FillMissing, account.Clock.GetUtcNow().ToUnixTimeSeconds()).Read(bytes);
    }
}
