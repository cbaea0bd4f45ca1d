using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>The health of the service, the account, its users, their keys and passwords (reference §2, §12).</summary>
internal sealed class UserEndpoints(TreasureDataAccount account, Func<string> masterKey, Func<string> writeOnlyKey)
{
    private UserStore Users => account.Users;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v3/system/server_status", context => TdReply.JsonAsync(context, writer => writer.WriteString("status", "ok")));
        routes.Get("/v3/user/apikey/validate", ValidateAsync);
        routes.Post("/v3/user/authenticate", AuthenticateAsync);
        routes.Get("/v3/user/show", context => TdReply.JsonAsync(context, writer => WriteUser(writer, context.Caller(account))));
        routes.Get("/v3/user/list", ListAsync);
        routes.Post("/v3/user/add/{name}", AddAsync);
        routes.Post("/v3/user/remove/{name}", RemoveAsync);
        routes.Post("/v3/user/email/change/{user}", ChangeEmailAsync);
        routes.Post("/v3/user/password/change/{user}", ChangePasswordAsync);
        routes.Post("/v3/user/password/change", ChangeOwnPasswordAsync);
        routes.Get("/v3/user/apikey/list/{user}", ListKeysAsync);
        routes.Post("/v3/user/apikey/add/{user}", AddKeyAsync);
        routes.Post("/v3/user/apikey/remove/{user}", RemoveKeyAsync);
        routes.Get("/v3/account/show", ShowAccountAsync);
    }

    private Task ValidateAsync(HttpContext context)
    {
        var writeOnly = context.Items.ContainsKey(TreasureDataService.WriteOnlyItem);
        return TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteString("key_type", writeOnly ? "write_only" : "master");
                writer.WriteNumber("account_id", TreasureDataAccount.AccountId);
                writer.WriteNumber("user_id", context.Caller(account).Id);
                writer.WriteBoolean("administrator", !writeOnly && context.Caller(account).IsOwner);
            }
        );
    }

    private async Task AuthenticateAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var name = parameters.NotEmpty("user") ?? throw TdException.Missing("user");
        var password = parameters.NotEmpty("password") ?? throw TdException.Missing("password");

        // 400, because Python and Ruby take exactly that for a wrong password. The owner's first password is the master key.
        if (Users.Find(name) is not { } user || password != (user.Password ?? (user.IsOwner ? masterKey() : null)))
            throw new TdException(400, "Authentication failed", "Authentication failed: the user or the password is wrong");
        var key =
            user.IsOwner ? masterKey()
            : user.ApiKeys.Count > 0 ? user.ApiKeys[0]
            : Users.AddKey(user);
        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteString("name", user.Name);
                    writer.WriteString("apikey", key);
                }
            )
            .ConfigureAwait(false);
    }

    private Task ListAsync(HttpContext context) =>
        TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteStartArray("users");
                foreach (var user in Users.All())
                {
                    writer.WriteStartObject();
                    WriteUser(writer, user);
                    // The Go client insists on these two.
                    writer.WriteNull("organization");
                    writer.WriteStartArray("roles");
                    writer.WriteEndArray();
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }
        );

    private async Task AddAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var email = parameters.NotEmpty("email") ?? throw TdException.Missing("email");
        var password = parameters.NotEmpty("password") ?? throw TdException.Missing("password");
        if (!email.Contains('@', StringComparison.Ordinal))
            throw TdException.Invalid("Email is invalid");
        var user = Users.Add(context.Path("name"), email, password);
        await TdReply.JsonAsync(context, writer => writer.WriteString("name", user.Name)).ConfigureAwait(false);
    }

    private Task RemoveAsync(HttpContext context)
    {
        Users.Remove(context.Path("name"));
        return WriteNameAsync(context, context.Path("name"));
    }

    private async Task ChangeEmailAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var email = parameters.NotEmpty("email") ?? throw TdException.Missing("email");
        if (!email.Contains('@', StringComparison.Ordinal))
            throw TdException.Invalid("Email is invalid");
        Users.SetEmail(Users.Get(context.Path("user")), email);
        await WriteNameAsync(context, context.Path("user")).ConfigureAwait(false);
    }

    private async Task ChangePasswordAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var password = parameters.NotEmpty("password") ?? throw TdException.Missing("password");
        Users.SetPassword(Users.Get(context.Path("user")), password);
        await WriteNameAsync(context, context.Path("user")).ConfigureAwait(false);
    }

    private async Task ChangeOwnPasswordAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var old = parameters.NotEmpty("old_password") ?? throw TdException.Missing("old_password");
        var password = parameters.NotEmpty("password") ?? throw TdException.Missing("password");
        var user = context.Caller(account);
        if (old != (user.Password ?? (user.IsOwner ? masterKey() : null)))
            throw TdException.Invalid("Old password is wrong");
        Users.SetPassword(user, password);
        await WriteNameAsync(context, user.Name).ConfigureAwait(false);
    }

    private Task ListKeysAsync(HttpContext context)
    {
        var user = Users.Get(context.Path("user"));
        return TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteStartArray("apikeys");
                if (user.IsOwner)
                {
                    writer.WriteStringValue(masterKey());
                    writer.WriteStringValue(writeOnlyKey());
                }

                foreach (var key in user.ApiKeys)
                    writer.WriteStringValue(key);
                writer.WriteEndArray();
            }
        );
    }

    private Task AddKeyAsync(HttpContext context)
    {
        var user = Users.Get(context.Path("user"));
        var key = Users.AddKey(user);
        return TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteString("user", context.Path("user"));
                writer.WriteString("apikey", key);
            }
        );
    }

    private async Task RemoveKeyAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var key = parameters.NotEmpty("apikey") ?? throw TdException.Missing("apikey");
        var user = Users.Get(context.Path("user"));
        if (user.IsOwner && (key == masterKey() || key == writeOnlyKey()))
            throw TdException.Invalid("The emulator's own keys cannot be removed");
        Users.RemoveKey(user, key);
        await WriteNameAsync(context, context.Path("user")).ConfigureAwait(false);
    }

    /// <summary>The members are those that the Ruby and Go clients read.</summary>
    private async Task ShowAccountAsync(HttpContext context)
    {
        var size = 0L;
        foreach (var table in account.Tables.Databases().SelectMany(database => account.Tables.Tables(database.Name)))
        {
            var (rows, _) = await account.Tables.CountAsync(table, context.RequestAborted).ConfigureAwait(false);
            size += TableEndpoints.EstimateSize(table, rows);
        }

        await TdReply
            .JsonAsync(
                context,
                writer =>
                {
                    writer.WriteStartObject("account");
                    writer.WriteNumber("id", TreasureDataAccount.AccountId);
                    writer.WriteNumber("plan", 0);
                    writer.WriteNumber("storage_size", size);
                    writer.WriteNumber("guaranteed_cores", 0);
                    writer.WriteNumber("maximum_cores", 0);
                    writer.WriteDate("created_at", account.CreatedAt);
                    // The Go client insists on it.
                    writer.WriteNumber("presto_plan", 0);
                    writer.WriteEndObject();
                }
            )
            .ConfigureAwait(false);
    }

    private static Task WriteNameAsync(HttpContext context, string user) =>
        TdReply.JsonAsync(context, writer => writer.WriteString("user", user));

    private static void WriteUser(Utf8JsonWriter writer, UserState user)
    {
        var names = user.Name.Split(' ', 2);
        writer.WriteNumber("id", user.Id);
        writer.WriteString("name", user.Name);
        writer.WriteString("first_name", names[0]);
        writer.WriteString("last_name", names.Length > 1 ? names[1] : null);
        writer.WriteString("email", user.Email);
        writer.WriteNull("phone");
        writer.WriteString("gravatar_url", "https://secure.gravatar.com/avatar/0?size=80");
        writer.WriteBoolean("administrator", user.IsOwner);
        writer.WriteIsoDate("created_at", user.CreatedAt);
        writer.WriteIsoDate("updated_at", user.UpdatedAt);
        writer.WriteBoolean("account_owner", user.IsOwner);
    }
}
