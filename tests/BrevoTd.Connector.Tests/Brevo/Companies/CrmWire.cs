using System.Net;
using BrevoTd.Connector.Http;
using BrevoTd.Connector.Tests.Http;

namespace BrevoTd.Connector.Tests.Brevo;

/// <summary>A pipeline whose time stands at 2026-11-24T08:00Z, with the short-hands of the tests about the CRM.</summary>
internal static class CrmWire
{
    public const string Now = "2026-11-24T08:00:00.000Z";
    public const string Earlier = "2026-11-24T07:50:00.000Z";

    public static Pipeline Start() => Pipeline.Brevo(o => o.RetryBaseDelay = TimeSpan.Zero);

    /// <summary>The service works, but its answer does not arrive.</summary>
    public static ScriptedHandler Lose(this Pipeline pipeline) =>
        pipeline.Handler.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded));

    public static Pipeline Answers(this Pipeline pipeline, string json, HttpStatusCode status = HttpStatusCode.OK)
    {
        pipeline.Handler.Then(status, json);
        return pipeline;
    }

    /// <summary>Method, path with query below <c>/v3/</c>, and body of a request.</summary>
    public static (string Method, string Path, string? Body) Request(this Pipeline pipeline, int index = 0)
    {
        var seen = pipeline.Handler.Seen[index];
        return (seen.Method, Uri.UnescapeDataString(new Uri(seen.Uri).PathAndQuery["/v3/".Length..]), seen.Body);
    }

    public static async Task<List<T>> ReadAllAsync<T>(this AsyncPageable<T> listing)
    {
        var values = new List<T>();
        await foreach (var value in listing)
        {
            values.Add(value);
        }

        return values;
    }
}
