using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Maps routes whose handlers throw <see cref="TdException"/> for every answer that is an error.</summary>
internal static class TdRoutes
{
    private static readonly JsonElement s_noMembers = JsonDocument.Parse("{}").RootElement.Clone();

    public static void Get(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.Map("GET", pattern, handler);

    public static void Post(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.Map("POST", pattern, handler);

    public static void Put(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.Map("PUT", pattern, handler);

    public static void Delete(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.Map("DELETE", pattern, handler);

    /// <summary>The user whose key came with the request.</summary>
    public static UserState Caller(this HttpContext context, TreasureDataAccount account) =>
        context.Items[TreasureDataService.UserItem] as UserState ?? account.Users.Owner;

    /// <summary>A value of the path, unescaped.</summary>
    public static string Path(this HttpContext context, string name) =>
        // The server unescapes a path except for slashes.
        ((string)context.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    public static Task<TdParameters> ParametersAsync(this HttpContext context) =>
        TdParameters.ReadAsync(context.Request, context.RequestAborted);

    /// <summary>Refuses a call by name; nothing that the emulator cannot do is answered with something else.</summary>
    public static TdException NotSupported(this HttpContext context, string? what = null)
    {
        var call = $"{context.Request.Method} {context.Request.Path}";
        return TdException.NotSupported(
            what is null ? call : $"{call} with {what}",
            $"The emulator does not do {what ?? call}; its documentation lists what it does"
        );
    }

    /// <summary>The body as JSON, whatever its content type says.</summary>
    /// <exception cref="TdException">400: it is none.</exception>
    public static async Task<JsonElement> JsonBodyAsync(this HttpContext context)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            return json.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw TdException.BadRequest("The request body is not JSON", exception);
        }
    }

    /// <summary>The members of the body, which may be missing; any other JSON than an object is refused.</summary>
    public static async Task<JsonElement> JsonObjectAsync(this HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding"))
            return s_noMembers;
        var body = await context.JsonBodyAsync().ConfigureAwait(false);
        return body.ValueKind == JsonValueKind.Object ? body : throw TdException.BadRequest("The request body is not a JSON object");
    }

    private static void Map(this IEndpointRouteBuilder routes, string method, string pattern, RequestDelegate handler) =>
        routes.MapMethods(pattern, [method], context => AnswerAsync(context, handler));

    public static async Task AnswerAsync(HttpContext context, RequestDelegate handler)
    {
        TdException error;
        try
        {
            await handler(context).ConfigureAwait(false);
            return;
        }
        catch (TdException exception)
        {
            error = exception;
        }
        catch (ImportFormatException exception)
        {
            error = exception.IsMalformed
                ? TdException.BadRequest(exception.Message, exception)
                : TdException.Invalid(exception.Message, exception);
        }
        catch (InvalidDataException exception)
        {
            error = TdException.BadRequest(exception.Message, exception);
        }
        catch (BodyTooLargeException exception)
        {
            error = TdException.TooLarge(exception.Message);
        }

        await TdReply.ErrorAsync(context, error).ConfigureAwait(false);
    }
}
