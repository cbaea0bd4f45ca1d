using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BrevoTd.Connector.Emulator.Faults;

/// <summary>Carries out what <see cref="FaultSet"/> decides for a request.</summary>
internal static class FaultMiddleware
{
    public static async Task InvokeAsync(
        HttpContext context,
        RequestDelegate next,
        FaultSet faults,
        TimeProvider clock,
        Func<HttpContext, FaultRule, Task> writeStatus
    )
    {
        var (latency, rule) = faults.Decide(context.Request.Method, context.Request.Path.Value ?? "/");
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, clock, context.RequestAborted).ConfigureAwait(false);
        switch (rule?.Kind)
        {
            case null:
                await next(context).ConfigureAwait(false);
                break;
            case FaultKind.Status:
                await AnswerAsync(context, rule, writeStatus).ConfigureAwait(false);
                break;
            case FaultKind.NoAnswer:
                context.Abort();
                break;
            case FaultKind.StoredButNoAnswer:
                await ExecuteIntoAsync(context, next, Stream.Null).ConfigureAwait(false);
                context.Abort();
                break;
            default:
                var body = new InterruptedStream(context, rule, clock);
                await ExecuteIntoAsync(context, next, body).ConfigureAwait(false);
                await body.BreakAsync().ConfigureAwait(false);
                break;
        }
    }

    private static async Task AnswerAsync(HttpContext context, FaultRule rule, Func<HttpContext, FaultRule, Task> writeStatus)
    {
        var response = context.Response;
        response.StatusCode = rule.StatusCode;
        switch (rule.Body)
        {
            case FaultBody.Json:
                await writeStatus(context, rule).ConfigureAwait(false);
                break;
            case FaultBody.Html:
                response.ContentType = "text/html; charset=utf-8";
                var page = Encoding.UTF8.GetBytes(
                    $"<html><head><title>{rule.StatusCode}</title></head><body><h1>{rule.StatusCode}</h1><hr>gateway</body></html>\n"
                );
                response.ContentLength = page.Length;
                await response.Body.WriteAsync(page, context.RequestAborted).ConfigureAwait(false);
                break;
            default:
                response.ContentLength = 0;
                break;
        }
    }

    private static async Task ExecuteIntoAsync(HttpContext context, RequestDelegate next, Stream body)
    {
        var original = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var replacement = new StreamResponseBodyFeature(body, original);
        context.Features.Set<IHttpResponseBodyFeature>(replacement);
        try
        {
            await next(context).ConfigureAwait(false);
            await replacement.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            context.Features.Set(original);
        }
    }
}
