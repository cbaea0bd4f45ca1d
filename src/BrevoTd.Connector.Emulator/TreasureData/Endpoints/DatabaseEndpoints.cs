using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary><c>/v3/database/*</c> (reference §5.1).</summary>
internal sealed class DatabaseEndpoints(TreasureDataAccount account)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v3/database/list", ListAsync);
        routes.Get("/v3/database/show/{db}", ShowAsync);
        routes.Post("/v3/database/create/{db}", CreateAsync);
        routes.Post("/v3/database/delete/{db}", DeleteAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        var databases = new List<(DatabaseState Database, long Count)>();
        foreach (var database in account.Tables.Databases())
            databases.Add((database, await CountAsync(database.Name, context.RequestAborted).ConfigureAwait(false)));

        // No id and no datatank here, unlike in "show"; but the Go client insists on the first three.
        var isGo = GoClient.IsCalling(context);
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteStartArray("databases");
                    foreach (var (database, count) in databases)
                    {
                        writer.WriteStartObject();
                        if (isGo)
                        {
                            writer.WriteString("id", database.Id.ToString(CultureInfo.InvariantCulture));
                            writer.WriteNumber("user_id", TreasureDataAccount.UserId);
                            writer.WriteNull("description");
                        }

                        writer.WriteString("name", database.Name);
                        writer.WriteNumber("count", count);
                        WriteCommon(writer, database, "administrator");
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                }
            )
            .ConfigureAwait(false);
    }

    private async Task ShowAsync(HttpContext context)
    {
        var database = account.Tables.Database(context.Path("db"));
        var count = await CountAsync(database.Name, context.RequestAborted).ConfigureAwait(false);
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteString("id", database.Id.ToString(CultureInfo.InvariantCulture));
                    writer.WriteString("name", database.Name);
                    writer.WriteNumber("count", count);
                    WriteCommon(writer, database, "owner");
                    writer.WriteBoolean("datatank", false);
                }
            )
            .ConfigureAwait(false);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var name = context.Path("db");
        await account.Tables.CreateDatabaseAsync(name, context.RequestAborted).ConfigureAwait(false);
        await TdReply.JsonAsync(context, writer => writer.WriteString("database", name)).ConfigureAwait(false);
    }

    private async Task DeleteAsync(HttpContext context)
    {
        var name = context.Path("db");
        await account.Tables.DeleteDatabaseAsync(name, context.RequestAborted).ConfigureAwait(false);
        await TdReply.JsonAsync(context, writer => writer.WriteString("database", name)).ConfigureAwait(false);
    }

    private async Task<long> CountAsync(string database, CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var table in account.Tables.Tables(database))
            count += (await account.Tables.CountAsync(table, cancellationToken).ConfigureAwait(false)).Rows;
        return count;
    }

    private static void WriteCommon(Utf8JsonWriter writer, DatabaseState database, string permission)
    {
        writer.WriteDate("created_at", database.CreatedAt);
        writer.WriteDate("updated_at", database.UpdatedAt);
        writer.WriteNull("organization");
        writer.WriteString("permission", permission);
        writer.WriteBoolean("delete_protected", false);
    }
}
