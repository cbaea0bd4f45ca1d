namespace BrevoTd.Connector.Brevo;

internal static class SortOrders
{
    /// <summary>The spelling of the <c>sort</c> parameter.</summary>
    public static string ToWire(this SortOrder order) => order == SortOrder.Ascending ? "asc" : "desc";
}
