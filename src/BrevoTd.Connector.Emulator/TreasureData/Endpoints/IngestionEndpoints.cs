using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The Data Ingestion API: JSON records to a table (reference §9.4).</summary>
internal sealed class IngestionEndpoints(TreasureDataAccount account)
{
    private const string Batch = "application/vnd.treasuredata.v1+json";
    private const string Single = "application/vnd.treasuredata.v1.single+json";
    private const int MaximumRecords = 500;
    private const int MaximumRecordBytes = 1024 * 1024;
    private const int MaximumBodyBytes = 5 * 1024 * 1024;

    /// <summary>First segments of the other APIs, which are served at the same address here.</summary>
    private static readonly string[] s_reserved = ["api", "audiences", "entities", "master_segments", "cdp", "postback"];

    public void Map(IEndpointRouteBuilder routes)
    {
        var constraint = new TableName();
        var pattern = RoutePatternFactory.Parse(
            "/{db}/{table}",
            defaults: null,
            parameterPolicies: new RouteValueDictionary { ["db"] = constraint, ["table"] = constraint }
        );
        routes.Map(pattern, context => TdRoutes.AnswerAsync(context, IngestAsync)).WithMetadata(new HttpMethodMetadata([HttpMethods.Post]));
    }

    /// <summary>Whether a path is one of this API.</summary>
    public static bool Takes(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length == 2 && IsName(segments[0]) && IsName(segments[1]);
    }

    /// <summary>The rule for names on this host (reference §5.3).</summary>
    private static bool IsName(string name) => name.Length is >= 3 and <= 128 && TableNames.IsPlain(name) && !s_reserved.Contains(name);

    private async Task IngestAsync(HttpContext context)
    {
        var table = account.Tables.Table(context.Path("db"), context.Path("table"));
        var mediaType = (context.Request.ContentType ?? "").Split(';')[0].Trim();
        if (mediaType is "application/vnd.treasuredata.v1.js+json" or "application/vnd.treasuredata.v1.mobile+json")
            throw context.NotSupported($"the content type {mediaType}");
        if (mediaType is not (Batch or Single))
            throw new TdException(415, "Unsupported media type", $"The Content-Type must be {Batch} or {Single}");
        using var body = await ReadAsync(context).ConfigureAwait(false);
        var records = Records(body.RootElement, mediaType);
        var rows = new ImportRows();
        var reader = new JsonRows(rows, account.Clock.GetUtcNow().ToUnixTimeSeconds());
        var errors = records.Select((record, index) => Add(reader, record, index + 1)).ToList();
        if (mediaType == Single && errors[0] is { } error)
            throw TdException.BadRequest(error);
        if (rows.Count > 0)
            await account.Tables.ReceiveAsync(table.Database, table.Name, rows, id: null, context.RequestAborted).ConfigureAwait(false);
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    if (mediaType == Single)
                        return;
                    writer.WriteStartArray("receipts");
                    foreach (var failure in errors)
                    {
                        writer.WriteStartObject();
                        writer.WriteBoolean("success", failure is null);
                        if (failure is not null)
                            writer.WriteString("error", failure);
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                }
            )
            .ConfigureAwait(false);
    }

    private static async Task<JsonDocument> ReadAsync(HttpContext context)
    {
        ReadOnlyMemory<byte> body = await ImportEndpoints.ReadBodyAsync(context).ConfigureAwait(false);
        if (context.Request.Headers.ContentEncoding.ToString() == "gzip")
            body = GzipBody.Unpack(body, ImportLimits.UnpackedBytes);
        if (body.Length > MaximumBodyBytes)
            throw TdException.TooLarge($"The body has {body.Length} bytes; the limit is {MaximumBodyBytes}");
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException exception)
        {
            throw TdException.BadRequest("The request body is not JSON", exception);
        }
    }

    private static List<JsonElement> Records(JsonElement body, string mediaType)
    {
        if (mediaType == Single)
            return [body];
        // Two names for the same list are in use.
        JsonElement list = default;
        if (
            body.ValueKind != JsonValueKind.Object
            || !(body.TryGetProperty("events", out list) || body.TryGetProperty("records", out list))
            || list.ValueKind != JsonValueKind.Array
        )
            throw TdException.BadRequest("The body must be an object with the array events");
        if (list.GetArrayLength() is var count && count is 0 or > MaximumRecords)
            throw TdException.BadRequest($"A batch has 1 to {MaximumRecords} records, got {list.GetArrayLength()}");
        return [.. list.EnumerateArray()];
    }

    /// <summary>Adds a record; returns why not.</summary>
    private static string? Add(JsonRows reader, JsonElement record, int number)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(record.GetRawText()) > MaximumRecordBytes)
            return $"The record is larger than {MaximumRecordBytes} bytes";
        try
        {
            reader.Add(record, number);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    private sealed class TableName : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext,
            IRouter? route,
            string routeKey,
            RouteValueDictionary values,
            RouteDirection routeDirection
        ) => values[routeKey] is string name && IsName(name);
    }
}
