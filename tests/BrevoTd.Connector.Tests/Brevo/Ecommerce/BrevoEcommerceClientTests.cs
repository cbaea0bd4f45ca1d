using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Ecommerce;

public sealed class BrevoEcommerceClientTests
{
    [Fact]
    public async Task GetAttributionMetricsAsync_OfSeveral_SendsTheIdsAndReadsTheFigures()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "ecommerce/attribution/metrics",
                200,
                """{"results":[{"id":"sale1","conversionSource":"email_campaign","ordersCount":300.0,"revenue":900,"averageBasket":3.0},{"id":7,"conversionSource":"push","ordersCount":1}],"totals":{"ordersCount":500,"revenue":1700.0,"averageBasket":3.4}}"""
            );

        var report = await wire.Client.Ecommerce.GetAttributionMetricsAsync(
            new AttributionQuery
            {
                PeriodFrom = new DateTimeOffset(2022, 1, 2, 0, 0, 0, TimeSpan.Zero),
                EmailCampaignIds = ["sale1"],
                AutomationWorkflowSmsIds = ["7", "8"],
            }
        );

        Assert.Equal(
            "/v3/ecommerce/attribution/metrics?periodFrom=2022-01-02T00%3A00%3A00.000Z&emailCampaignId[]=sale1&automationWorkflowSmsId[]=7&automationWorkflowSmsId[]=8",
            wire.LastRequest.PathAndQuery
        );
        Assert.Equal(["sale1", "7"], report.Results!.Select(metrics => metrics.Id));
        Assert.Equal(300, report.Results![0].OrdersCount);
        Assert.Equal(new ConversionSource("push"), report.Results[1].ConversionSource);
        Assert.Equal(1700m, report.Totals!.Revenue);
    }

    [Fact]
    public async Task GetAttributionMetricsAsync_OfNothing_IsRefused()
    {
        await using var wire = BrevoWire.Start();

        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Ecommerce.GetAttributionMetricsAsync(new AttributionQuery()));
    }

    [Fact]
    public async Task GetAttributedProductsAsync_OfACampaign_EscapesItsId()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers(
                "GET",
                "ecommerce/attribution/products/email_campaign/sale 1",
                200,
                """{"products":[{"id":1,"sku":12,"revenue":999.99}]}"""
            );

        var product = Assert.Single(await wire.Client.Ecommerce.GetAttributedProductsAsync(ConversionSource.EmailCampaign, "sale 1"));

        Assert.Equal("/v3/ecommerce/attribution/products/email_campaign/sale%201", wire.LastRequest.PathAndQuery);
        Assert.Equal(("1", "12", 999.99m), (product.Id, product.Sku, product.Revenue));
    }

    [Fact]
    public async Task DisplayCurrency_IsReadAndSet()
    {
        await using var wire = BrevoWire
            .Start()
            .Answers("GET", "ecommerce/config/displayCurrency", 200, """{"code":"EUR"}""")
            .Answers("POST", "ecommerce/config/displayCurrency", 200, """{"code":"USD"}""");

        Assert.Equal("EUR", await wire.Client.Ecommerce.GetDisplayCurrencyAsync());
        await wire.Client.Ecommerce.UpdateDisplayCurrencyAsync("USD");

        Assert.Equal("""{"code":"USD"}""", wire.LastRequest.Body);
        await Assert.ThrowsAsync<ArgumentException>(() => wire.Client.Ecommerce.UpdateDisplayCurrencyAsync("euro"));
    }
}
