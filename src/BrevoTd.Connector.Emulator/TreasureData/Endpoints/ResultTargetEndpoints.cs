using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary><c>/v3/result/*</c>, <c>/v3/connections/lookup</c> and <c>/v4/federated_query_configs</c> (reference §8).</summary>
internal sealed class ResultTargetEndpoints(TreasureDataAccount account)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v3/result/list", ListAsync);
        routes.Post("/v3/result/create/{name}", CreateAsync);
        routes.Post("/v3/result/delete/{name}", DeleteAsync);
        routes.Get("/v3/connections/lookup", LookUpAsync);
        // Nothing that the clients call makes one, so there are none.
        routes.Get("/v4/federated_query_configs", context => TdReply.ListAsync(context, Array.Empty<string>(), static (_, _) => { }));
    }

    /// <summary>The URL that a job's result is to go to, if any: from <c>result</c> (a URL or a saved target) or from a connection.</summary>
    /// <exception cref="TdException">404: no such connection; 422: no such target; 501: one that the emulator cannot write to.</exception>
    public static string? Read(TreasureDataAccount account, TdParameters parameters)
    {
        if (parameters.NotEmpty("result") is { } result)
        {
            var url = account.ResultTargets.Find(target => target.Name == result)?.Url ?? result;
            ResultTarget.Parse(url);
            return url;
        }

        if (parameters.NotEmpty("result_connection_id") is not { } connection)
            return null;
        return account.ResultTargets.Find(connection)?.Url
            ?? throw TdException.NotFound($"Couldn't find Connection with id = {connection}");
    }

    private Task ListAsync(HttpContext context)
    {
        var isGo = GoClient.IsCalling(context);
        return TdReply.JsonAsync(
            context,
            writer =>
            {
                writer.WriteStartArray("results");
                foreach (var target in account.ResultTargets.All())
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", target.Name);
                    if (!isGo)
                        writer.WriteNull("organization");
                    writer.WriteString("url", target.Url);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }
        );
    }

    private async Task CreateAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var name = context.Path("name");
        var url = parameters.NotEmpty("url") ?? throw TdException.Missing("url");
        ResultTarget.Parse(url);
        account.ResultTargets.Add(
            new ResultTargetState { Name = name, Url = url },
            target => target.Name == name,
            $"Result {name} already exists"
        );
        await TdReply.JsonAsync(context, writer => writer.WriteString("result", name)).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context)
    {
        account.ResultTargets.Remove(Get(context.Path("name")).Id);
        return TdReply.JsonAsync(context, writer => writer.WriteString("result", context.Path("name")));
    }

    private async Task LookUpAsync(HttpContext context)
    {
        var parameters = await context.ParametersAsync().ConfigureAwait(false);
        var target = Get(parameters.NotEmpty("name") ?? throw TdException.Missing("name"));
        await TdReply.JsonAsync(context, writer => writer.WriteNumber("id", target.Id)).ConfigureAwait(false);
    }

    private ResultTargetState Get(string name) =>
        account.ResultTargets.Find(target => target.Name == name) ?? throw TdException.NotFound($"Couldn't find Result with name = {name}");
}
