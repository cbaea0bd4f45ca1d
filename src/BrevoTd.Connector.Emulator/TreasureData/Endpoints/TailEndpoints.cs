using System.Buffers;
using BrevoTd.Connector.Emulator.Sql;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nerdbank.MessagePack;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary><c>/v3/table/tail</c>: the latest rows, as maps.</summary>
internal sealed class TailEndpoints(TreasureDataAccount account)
{
    private const int DefaultCount = 80;
    private const int MaximumCount = 10_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v3/table/tail/{db}/{table}", TailAsync);
        // The Go client posts.
        routes.Post("/v3/table/tail/{db}/{table}", TailAsync);
    }

    private async Task TailAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var table = account.Tables.Table(context.Path("db"), context.Path("table"));
        var count = Math.Clamp(parameters.Integer("count") ?? DefaultCount, 0, MaximumCount);
        var format = parameters.NotEmpty("format") ?? "msgpack";
        if (format is not ("msgpack" or "json"))
            throw TdException.UnknownFormat(format);

        // "to" and "from" no longer work (reference §5.1); the clients may still send them.
        var keys = new List<string> { "time" };
        keys.AddRange(table.VisibleColumns.Select(column => column.Key));
        var columns = string.Join(", ", table.VisibleColumns.Select(column => Names.Quote(column.Alias)).Prepend("\"time\""));
        var sql = $"SELECT {columns} FROM {Names.Quote(table.Database, table.Name)} ORDER BY \"time\" DESC LIMIT {count}";
        var output = new ArrayBufferWriter<byte>();
        var session = new SqlSession(table.Database, account.Clock.GetUtcNow());
        var result = await account.Engine.ExecuteAsync(sql, session, context.RequestAborted).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            await foreach (var row in result.ReadRowsAsync(context.RequestAborted).ConfigureAwait(false))
                WriteMap(output, keys, row);
        }

        if (format == "json")
            output = ToJson(output.WrittenMemory);
        context.Response.ContentType = format == "json" ? "application/json" : "application/x-msgpack";
        context.Response.ContentLength = output.WrittenCount;
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>A row has only the keys that it has values for.</summary>
    private static void WriteMap(ArrayBufferWriter<byte> output, List<string> keys, object?[] row)
    {
        var writer = new MessagePackWriter(output);
        writer.WriteMapHeader(row.Count(value => value is not null));
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] is { } value)
            {
                writer.Write(keys[i]);
                ResultValues.Write(ref writer, value);
            }
        }

        writer.Flush();
    }

    private static ArrayBufferWriter<byte> ToJson(ReadOnlyMemory<byte> rows)
    {
        var json = new ArrayBufferWriter<byte>();
        using var text = new ResultText(new ResultFormat("json", Header: false, NullifySpecial: false, Encoding: null), json);
        var reader = new MessagePackReader(rows);
        while (!reader.End)
            text.WriteRow(ref reader);
        return json;
    }
}
