using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary><c>/v3/table/*</c> without the imports (reference §5.1).</summary>
internal sealed class TableEndpoints(TreasureDataAccount account)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v3/table/list/{db}", ListAsync);
        routes.Get("/v3/table/show/{db}/{table}", ShowAsync);
        routes.Post("/v3/table/create/{db}/{table}", CreateAsync);
        routes.Post("/v3/table/create/{db}/{table}/{type}", CreateAsync);
        routes.Post("/v3/table/delete/{db}/{table}", DeleteAsync);
        routes.Post("/v3/table/rename/{db}/{table}/{newTable}", RenameAsync);
        routes.Post("/v3/table/swap/{db}/{table1}/{table2}", SwapAsync);
        routes.Post("/v3/table/update-schema/{db}/{table}", UpdateSchemaAsync);
        routes.Post("/v3/table/append-schema/{db}/{table}", AppendSchemaAsync);
        routes.Post("/v3/table/update/{db}/{table}", UpdateAsync);
        routes.Post("/v3/table/change_database/{db}/{table}", ChangeDatabaseAsync);
        routes.Get("/v3/table/distribution/{db}/{table}", DistributionAsync);
    }

    /// <summary>No more than an impression: eight bytes a value.</summary>
    public static long EstimateSize(TableState table, long rows) => rows * 8 * (table.Columns.Count + 1);

    private async Task ListAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var database = context.Path("db");
        var tables = new List<(TableState Table, long Rows, long? LastTime)>();
        foreach (var table in account.Tables.Tables(database))
        {
            var (rows, lastTime) = await account.Tables.CountAsync(table, context.RequestAborted).ConfigureAwait(false);
            tables.Add((table, rows, lastTime));
        }

        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteString("database", database);
                    writer.WriteStartArray("tables");
                    foreach (var (table, rows, lastTime) in tables)
                    {
                        writer.WriteStartObject();
                        WriteTable(writer, table, rows, lastTime, parameters["include_descriptions"] == "true");
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                }
            )
            .ConfigureAwait(false);
    }

    private async Task ShowAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var table = account.Tables.Table(context.Path("db"), context.Path("table"));
        var (rows, lastTime) = await account.Tables.CountAsync(table, context.RequestAborted).ConfigureAwait(false);
        await TdReply
            .JsonAsync(context, writer => WriteTable(writer, table, rows, lastTime, parameters["include_descriptions"] == "true"))
            .ConfigureAwait(false);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        if (context.Request.RouteValues.TryGetValue("type", out var type) && type is not "log")
            throw context.NotSupported($"tables of type {type}");
        if (parameters.NotEmpty("source_table") is not null)
            throw context.NotSupported("source_table");
        var schema = parameters.NotEmpty("schema");
        var template = new TableState
        {
            Id = 0,
            Database = context.Path("db"),
            Name = context.Path("table"),
            Columns = schema is null ? [] : SchemaText.Read(schema, [], ignoreDuplicates: false),
            ExpireDays = parameters.Integer("expire_days"),
            IncludeV = parameters["include_v"] == "true",
            Description = parameters.NotEmpty("description"),
            IdempotentKey = parameters.NotEmpty("idempotent_key"),
        };
        await account.Tables.CreateTableAsync(template, context.RequestAborted).ConfigureAwait(false);
        await WriteReferenceAsync(context, template.Database, template.Name).ConfigureAwait(false);
    }

    private async Task DeleteAsync(HttpContext context)
    {
        await account.Tables.DeleteTableAsync(context.Path("db"), context.Path("table"), context.RequestAborted).ConfigureAwait(false);
        await WriteReferenceAsync(context, context.Path("db"), context.Path("table")).ConfigureAwait(false);
    }

    private async Task RenameAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var newName = context.Path("newTable");
        await account
            .Tables.RenameTableAsync(
                context.Path("db"),
                context.Path("table"),
                newName,
                parameters["overwrite"] == "true",
                context.RequestAborted
            )
            .ConfigureAwait(false);
        await WriteReferenceAsync(context, context.Path("db"), newName).ConfigureAwait(false);
    }

    private async Task SwapAsync(HttpContext context)
    {
        var (database, first, second) = (context.Path("db"), context.Path("table1"), context.Path("table2"));
        await account.Tables.SwapTablesAsync(database, first, second, context.RequestAborted).ConfigureAwait(false);

        // The answer names them in the order that they have now.
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteString("database", database);
                    writer.WriteString("table1", second);
                    writer.WriteString("table2", first);
                }
            )
            .ConfigureAwait(false);
    }

    private async Task UpdateSchemaAsync(HttpContext context)
    {
        var (table, columns) = await ReadSchemaAsync(context).ConfigureAwait(false);
        await account.Tables.SetSchemaAsync(table.Database, table.Name, columns, context.RequestAborted).ConfigureAwait(false);
        await WriteReferenceAsync(context, table.Database, table.Name).ConfigureAwait(false);
    }

    private async Task AppendSchemaAsync(HttpContext context)
    {
        var (table, columns) = await ReadSchemaAsync(context).ConfigureAwait(false);
        await account.Tables.AppendSchemaAsync(table.Database, table.Name, columns, context.RequestAborted).ConfigureAwait(false);
        await WriteReferenceAsync(context, table.Database, table.Name).ConfigureAwait(false);
    }

    private async Task<(TableState Table, List<ColumnState> Columns)> ReadSchemaAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var table = account.Tables.Table(context.Path("db"), context.Path("table"));

        // Form field (Python, Ruby, Go), member of a JSON object (Java), or the JSON body itself (Node sends what it is given).
        var schema = parameters["schema"] ?? parameters.BareJson ?? throw TdException.Missing("schema");
        return (table, SchemaText.Read(schema, table.Columns, parameters["ignore_duplicate_schema"] == "true"));
    }

    private async Task UpdateAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var table = account.Tables.Table(context.Path("db"), context.Path("table"));
        if (parameters["detect_schema"] == "false")
            throw context.NotSupported("detect_schema=false");
        if (parameters.NotEmpty("schema") is { } schema)
        {
            var columns = SchemaText.Read(schema, table.Columns, ignoreDuplicates: false);
            await account.Tables.SetSchemaAsync(table.Database, table.Name, columns, context.RequestAborted).ConfigureAwait(false);
        }

        var expireDays = parameters.Integer("expire_days");
        account.Tables.Update(
            table.Database,
            table.Name,
            state =>
                state with
                {
                    // 0 and an empty value both end the expiry.
                    ExpireDays =
                        parameters["expire_days"] is null ? state.ExpireDays
                        : expireDays is > 0 ? expireDays
                        : null,
                    IncludeV = parameters["include_v"] is { } includeV ? includeV == "true" : state.IncludeV,
                    Description = parameters["description"] ?? state.Description,
                }
        );
        var name = table.Name;
        if (parameters.NotEmpty("name") is { } newName)
        {
            await account
                .Tables.RenameTableAsync(table.Database, name, newName, parameters["overwrite"] == "true", context.RequestAborted)
                .ConfigureAwait(false);
            name = newName;
        }

        await WriteReferenceAsync(context, table.Database, name).ConfigureAwait(false);
    }

    private async Task ChangeDatabaseAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var target = parameters.NotEmpty("dest_database_name") ?? throw TdException.Missing("dest_database_name");
        await account
            .Tables.MoveTableAsync(context.Path("db"), context.Path("table"), target, context.RequestAborted)
            .ConfigureAwait(false);
        await WriteReferenceAsync(context, target, context.Path("table")).ConfigureAwait(false);
    }

    private Task DistributionAsync(HttpContext context)
    {
        account.Tables.Table(context.Path("db"), context.Path("table"));
        throw TdException.NotFound("The table has no user-defined partitioning");
    }

    private static void WriteTable(Utf8JsonWriter writer, TableState table, long rows, long? lastTime, bool withDescriptions)
    {
        writer.WriteNumber("id", table.Id);
        writer.WriteString("name", table.Name);
        writer.WriteNumber("estimated_storage_size", EstimateSize(table, rows));
        writer.WriteIsoDate("counter_updated_at", table.LastImport);
        writer.WriteIsoDate("last_log_timestamp", ToDate(lastTime));
        writer.WriteBoolean("delete_protected", false);
        writer.WriteDate("created_at", table.CreatedAt);
        writer.WriteDate("updated_at", table.UpdatedAt);
        writer.WriteString("type", "log");
        writer.WriteBoolean("include_v", table.IncludeV);
        writer.WriteNumber("count", rows);
        writer.WriteString("schema", SchemaText.Write(table.VisibleColumns, withDescriptions));
        writer.WriteNumberOrNull("expire_days", table.ExpireDays);
        if (withDescriptions)
            writer.WriteString("description", table.Description);
    }

    /// <summary>Null for a time that is no date, such as milliseconds taken for seconds (reference §0 #12).</summary>
    private static DateTimeOffset? ToDate(long? time) =>
        time is >= -62_135_596_800 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(time.Value) : null;

    private static Task WriteReferenceAsync(HttpContext context, string database, string table) =>
        TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteString("database", database);
                writer.WriteString("table", table);
                writer.WriteString("type", "log");
            }
        );
}
