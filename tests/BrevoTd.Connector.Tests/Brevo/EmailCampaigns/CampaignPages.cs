using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Tests.Brevo;

internal static class CampaignPages
{
    public static async Task<List<T>> ToListAsync<T>(this AsyncPageable<T> listing)
    {
        var values = new List<T>();
        await foreach (var value in listing)
        {
            values.Add(value);
        }

        return values;
    }
}
