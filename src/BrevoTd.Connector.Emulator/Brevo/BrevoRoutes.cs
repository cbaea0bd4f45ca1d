using BrevoTd.Connector.Emulator.Brevo.Examples;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>Maps operations below <c>/v3</c> and keeps track of which ones are served.</summary>
internal sealed class BrevoRoutes(IEndpointRouteBuilder endpoints)
{
    private readonly HashSet<(string Method, string Path)> _served = [];

    public void Map(string method, string path, Func<HttpContext, ValueTask<BrevoAnswer>> handler)
    {
        _served.Add((method, path));
        endpoints.MapMethods($"/v3{path}", [method], context => AnswerAsync(context, handler));
    }

    public void Map(string method, string path, Func<HttpContext, BrevoAnswer> handler) =>
        Map(method, path, context => new ValueTask<BrevoAnswer>(handler(context)));

    /// <summary>
    /// Answers the operations that have not been mapped: from the document's examples, and what the emulator has no business with it refuses by name.
    /// </summary>
    public void MapOthers()
    {
        foreach (var (method, path) in BrevoOperations.All)
        {
            if (_served.Contains((method, path)))
                continue;
            if (ExampleAnswers.Find(method, path) is { } example)
                Map(method, path, example.AnswerAsync);
            else
                Map(method, path, BrevoAnswer (context) => throw BrevoError.Unsupported($"{method} {context.Request.Path}"));
        }
    }

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, ValueTask<BrevoAnswer>> handler)
    {
        BrevoAnswer answer;
        try
        {
            answer = await handler(context).ConfigureAwait(false);
        }
        catch (BrevoError error)
        {
            answer = error.ToAnswer();
        }
        catch (InvalidOperationException exception)
            when (exception.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true)
        {
            // Text that is no Unicode (half a surrogate pair, invalid UTF-8) is only found when it is read.
            answer = BrevoRequest.InvalidJson().ToAnswer();
        }

        await answer.SendAsync(context).ConfigureAwait(false);
    }
}
