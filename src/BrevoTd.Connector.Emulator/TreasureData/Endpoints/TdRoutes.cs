using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>Maps routes whose handlers throw <see cref="TdException"/> for every answer that is an error.</summary>
internal static class TdRoutes
{
    public static void Get(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.Map("GET", pattern, handler);

    public static void Post(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.Map("POST", pattern, handler);

    public static void Put(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.Map("PUT", pattern, handler);

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

    private static void Map(this IEndpointRouteBuilder routes, string method, string pattern, RequestDelegate handler) =>
        routes.MapMethods(pattern, [method], context => AnswerAsync(context, handler));

    private static async Task AnswerAsync(HttpContext context, RequestDelegate handler)
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
