using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace BrevoTd.Connector.Authentication;

/// <summary>How connections are made that carry credentials and people's data.</summary>
internal static class ProtectedHttpClient
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(15);

    // New connections look up the name again, so a moved host is found.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>No redirects, cookies, default logs, default spans or repeats by others.</summary>
    public static void Protect(IHttpClientBuilder http)
    {
        // Ours are the only logs, spans and repeats: the default ones show paths, and a path may carry an e-mail.
        http.RemoveAllLoggers();
        http.ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan);
        http.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        http.UseSocketsHttpHandler(
            (handler, _) =>
            {
                handler.ActivityHeadersPropagator = null;
                handler.AllowAutoRedirect = false;
                handler.AutomaticDecompression = DecompressionMethods.None;
                handler.ConnectTimeout = s_connectTimeout;
                handler.PooledConnectionLifetime = s_connectionLifetime;
                handler.UseCookies = false;
            }
        );

        // Defaults for all clients of an application may bring a resilience handler of their own: it would repeat every POST, around our quota.
        http.ConfigureAdditionalHttpMessageHandlers(
            static (handlers, _) =>
            {
                for (var i = handlers.Count - 1; i >= 0; i--)
                {
                    if (handlers[i] is ResilienceHandler)
                    {
                        handlers.RemoveAt(i);
                    }
                }
            }
        );
    }
}
