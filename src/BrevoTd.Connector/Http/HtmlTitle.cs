using System.Net;

namespace BrevoTd.Connector.Http;

/// <summary>What a page of HTML says in one line: its title.</summary>
internal static class HtmlTitle
{
    /// <summary>The title, when the page has one; otherwise the page as it is.</summary>
    public static string? Of(string? page)
    {
        if (page is null)
        {
            return null;
        }

        var open = page.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        var start = open < 0 ? -1 : page.IndexOf('>', open) + 1;
        if (start <= 0)
        {
            return page;
        }

        var end = page.IndexOf('<', start);
        var title = WebUtility.HtmlDecode(end < 0 ? page[start..] : page[start..end]).Trim();
        return title.Length == 0 ? page : title;
    }
}
