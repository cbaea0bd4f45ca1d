using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class EcommerceCalls : ConformanceCalls
{
    public EcommerceCalls()
    {
        Add("POST /ecommerce/activate", "Ecommerce.ActivateAsync", Repeated.Yes)
            .Full(brevo => brevo.Ecommerce.ActivateAsync())
            .Minimal(brevo => brevo.Ecommerce.ActivateAsync());
        Add("GET /ecommerce/attribution/metrics", "Ecommerce.GetAttributionMetricsAsync", Repeated.Yes)
            .Full(brevo => brevo.Ecommerce.GetAttributionMetricsAsync(Fill.Full<AttributionQuery>()))
            .Minimal(brevo => brevo.Ecommerce.GetAttributionMetricsAsync(new AttributionQuery { SmsCampaignIds = ["7"] }));
        Add(
                "GET /ecommerce/attribution/metrics/{conversionSource}/{conversionSourceId}",
                "Ecommerce.GetAttributionMetricsAsync",
                Repeated.Yes
            )
            .Full(brevo => brevo.Ecommerce.GetAttributionMetricsAsync(ConversionSource.SmsCampaign, "sale/1"))
            .Minimal(brevo => brevo.Ecommerce.GetAttributionMetricsAsync(ConversionSource.EmailCampaign, "7"));
        Add(
                "GET /ecommerce/attribution/products/{conversionSource}/{conversionSourceId}",
                "Ecommerce.GetAttributedProductsAsync",
                Repeated.Yes
            )
            .Full(brevo => brevo.Ecommerce.GetAttributedProductsAsync(ConversionSource.AutomationWorkflowEmail, "sale/1"))
            .Minimal(brevo => brevo.Ecommerce.GetAttributedProductsAsync(ConversionSource.AutomationWorkflowSms, "7"));
        Add("GET /ecommerce/config/displayCurrency", "Ecommerce.GetDisplayCurrencyAsync", Repeated.Yes)
            .Full(brevo => brevo.Ecommerce.GetDisplayCurrencyAsync())
            .Minimal(brevo => brevo.Ecommerce.GetDisplayCurrencyAsync());
        Add("POST /ecommerce/config/displayCurrency", "Ecommerce.UpdateDisplayCurrencyAsync", Repeated.Yes)
            .Full(brevo => brevo.Ecommerce.UpdateDisplayCurrencyAsync("USD"))
            .Minimal(brevo => brevo.Ecommerce.UpdateDisplayCurrencyAsync("EUR"))
            .NotRead("code", "it is the code that was sent");
    }
}
