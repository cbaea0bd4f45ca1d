using Microsoft.AspNetCore.Http;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>
/// The official Go client refuses an answer that lacks a member it knows or has one that it does not know. In a few lists it knows other members than the
/// reference shows, and it gets those.
/// </summary>
internal static class GoClient
{
    public static bool IsCalling(HttpContext context) =>
        context.Request.Headers.UserAgent.ToString().StartsWith("TD-Client-Go", StringComparison.Ordinal);
}
