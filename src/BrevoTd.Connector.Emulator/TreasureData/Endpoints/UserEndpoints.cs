using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The account's one user, its keys, and the health of the service.</summary>
internal static class UserEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, TreasureDataAccount account)
    {
        routes.Get("/v3/system/server_status", context => TdReply.JsonAsync(context, writer => writer.WriteString("status", "ok")));

        routes.Get(
            "/v3/user/apikey/validate",
            context =>
            {
                var writeOnly = context.Items.ContainsKey(TreasureDataService.WriteOnlyItem);
                return TdReply.JsonAsync(
                    context,
                    writer =>
                    {
                        writer.WriteString("key_type", writeOnly ? "write_only" : "master");
                        writer.WriteNumber("account_id", TreasureDataAccount.AccountId);
                        writer.WriteNumber("user_id", TreasureDataAccount.UserId);
                        writer.WriteBoolean("administrator", !writeOnly);
                    }
                );
            }
        );

        routes.Get("/v3/user/show", context => TdReply.JsonAsync(context, writer => WriteUser(writer, account)));

        routes.Get(
            "/v3/user/list",
            context =>
                TdReply.JsonAsync(
                    context,
                    writer =>
                    {
                        writer.WriteStartArray("users");
                        writer.WriteStartObject();
                        WriteUser(writer, account);
                        writer.WriteEndObject();
                        writer.WriteEndArray();
                    }
                )
        );

        // The members are those that the Ruby and Go clients read.
        routes.Get(
            "/v3/account/show",
            context =>
                TdReply.JsonAsync(
                    context,
                    writer =>
                    {
                        writer.WriteStartObject("account");
                        writer.WriteNumber("id", TreasureDataAccount.AccountId);
                        writer.WriteNumber("plan", 0);
                        writer.WriteNumber("storage_size", 0);
                        writer.WriteNumber("guaranteed_cores", 0);
                        writer.WriteNumber("maximum_cores", 0);
                        writer.WriteDate("created_at", account.CreatedAt);
                        writer.WriteEndObject();
                    }
                )
        );
    }

    private static void WriteUser(Utf8JsonWriter writer, TreasureDataAccount account)
    {
        writer.WriteNumber("id", TreasureDataAccount.UserId);
        writer.WriteString("name", TreasureDataAccount.UserName);
        writer.WriteString("first_name", "Emulator");
        writer.WriteString("last_name", "User");
        writer.WriteString("email", "user@emulator.example");
        writer.WriteNull("phone");
        writer.WriteString("gravatar_url", "https://secure.gravatar.com/avatar/0?size=80");
        writer.WriteBoolean("administrator", true);
        writer.WriteIsoDate("created_at", account.CreatedAt);
        writer.WriteIsoDate("updated_at", account.CreatedAt);
        writer.WriteBoolean("account_owner", true);
    }
}
