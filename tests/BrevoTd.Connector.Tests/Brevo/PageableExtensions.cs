using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo;

internal static class PageableExtensions
{
    public static async Task<List<T>> CollectAsync<T>(this AsyncPageable<T> pages)
    {
        var values = new List<T>();
        await foreach (var value in pages)
        {
            values.Add(value);
        }

        return values;
    }
}
