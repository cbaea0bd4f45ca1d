using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>The e-commerce application: its activation, its currency, and the sales that campaigns brought about. Reached through <see cref="BrevoClient.Ecommerce"/>.</summary>
public class BrevoEcommerceClient
{
    private const string CurrencyPath = "ecommerce/config/displayCurrency";

    private static readonly ServiceOperation s_activate = new(
        "ecommerce.activate",
        HttpMethod.Post,
        "ecommerce/activate",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_metrics = new(
        "ecommerce.list_attribution_metrics",
        HttpMethod.Get,
        "ecommerce/attribution/metrics",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_metricsOfOne = new(
        "ecommerce.get_attribution_metrics",
        HttpMethod.Get,
        "ecommerce/attribution/metrics/{conversionSource}/{conversionSourceId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_products = new(
        "ecommerce.get_attributed_products",
        HttpMethod.Get,
        "ecommerce/attribution/products/{conversionSource}/{conversionSourceId}",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getCurrency = new(
        "ecommerce.get_display_currency",
        HttpMethod.Get,
        CurrencyPath,
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_updateCurrency = new(
        "ecommerce.update_display_currency",
        HttpMethod.Post,
        CurrencyPath,
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoEcommerceClient() => _transport = null!;

    internal BrevoEcommerceClient(IServiceTransport transport) => _transport = transport;

    /// <summary>Switches the e-commerce application on (<c>POST /ecommerce/activate</c>). Idempotent.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task ActivateAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(new ServiceRequest(s_activate, "ecommerce/activate"), cancellationToken);

    /// <summary>Gets the sales that several campaigns and automations brought about, singly and together (<c>GET /ecommerce/attribution/metrics</c>).</summary>
    /// <param name="query">Which ones, and of which period.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The query names no campaign and no automation, or its period ends before it begins.</exception>
    /// <exception cref="ServiceException">One of them does not exist, or Brevo refuses the period.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<AttributionReport> GetAttributionMetricsAsync(AttributionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (
            query is
            {
                EmailCampaignIds: not { Count: > 0 },
                SmsCampaignIds: not { Count: > 0 },
                AutomationWorkflowEmailIds: not { Count: > 0 },
                AutomationWorkflowSmsIds: not { Count: > 0 },
            }
        )
        {
            throw new ArgumentException("The query names no campaign and no automation. Fill at least one of its lists.", nameof(query));
        }

        if (query.PeriodFrom > query.PeriodTo)
        {
            throw new ArgumentException($"{nameof(query.PeriodFrom)} is after {nameof(query.PeriodTo)}. Exchange them.", nameof(query));
        }

        var path = new QueryString("ecommerce/attribution/metrics")
            .Add("periodFrom", query.PeriodFrom)
            .Add("periodTo", query.PeriodTo)
            .AddList("emailCampaignId[]", query.EmailCampaignIds)
            .AddList("smsCampaignId[]", query.SmsCampaignIds)
            .AddList("automationWorkflowEmailId[]", query.AutomationWorkflowEmailIds)
            .AddList("automationWorkflowSmsId[]", query.AutomationWorkflowSmsIds)
            .ToString();
        return _transport.SendAsync(new ServiceRequest(s_metrics, path), EcommerceJsonContext.Default.AttributionReport, cancellationToken);
    }

    /// <summary>
    /// Gets the sales that one campaign or automation brought about, with the number of new customers (<c>GET /ecommerce/attribution/metrics/{conversionSource}/{conversionSourceId}</c>).
    /// </summary>
    /// <param name="source">What it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">It does not exist.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<AttributionMetrics> GetAttributionMetricsAsync(
        ConversionSource source,
        string id,
        CancellationToken cancellationToken = default
    ) =>
        _transport.SendAsync(
            new ServiceRequest(s_metricsOfOne, $"ecommerce/attribution/metrics/{Path(source, id)}"),
            EcommerceJsonContext.Default.AttributionMetrics,
            cancellationToken
        );

    /// <summary>
    /// Gets the products that were sold through one campaign or automation (<c>GET /ecommerce/attribution/products/{conversionSource}/{conversionSourceId}</c>); all in one answer.
    /// </summary>
    /// <param name="source">What it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ServiceException">It does not exist.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<IReadOnlyList<AttributedProduct>> GetAttributedProductsAsync(
        ConversionSource source,
        string id,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_products, $"ecommerce/attribution/products/{Path(source, id)}"),
                EcommerceJsonContext.Default.AttributedProductsAnswer,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Products ?? [];
    }

    /// <summary>Gets the currency of Brevo's figures (<c>GET /ecommerce/config/displayCurrency</c>).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Three letters of ISO 4217, such as <c>EUR</c>; <see langword="null"/> if Brevo names none.</returns>
    /// <exception cref="ServiceException">The e-commerce application is not active (403): <see cref="ActivateAsync"/>.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<string?> GetDisplayCurrencyAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(new ServiceRequest(s_getCurrency, CurrencyPath), EcommerceJsonContext.Default.DisplayCurrencyBody, cancellationToken)
            .ConfigureAwait(false);
        return answer.Code;
    }

    /// <summary>Sets the currency of Brevo's figures (<c>POST /ecommerce/config/displayCurrency</c>). Idempotent. Amounts are not converted.</summary>
    /// <param name="code">Three capital letters of ISO 4217, such as <c>EUR</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The code is not three capital letters.</exception>
    /// <exception cref="ServiceException">Brevo does not know the code (422), or the e-commerce application is not active (403): <see cref="ActivateAsync"/>.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpdateDisplayCurrencyAsync(string code, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length != 3 || !code.All(char.IsAsciiLetterUpper))
        {
            throw new ArgumentException("A currency is three capital letters of ISO 4217, such as EUR.", nameof(code));
        }

        return _transport.SendAsync(
            new ServiceRequest(s_updateCurrency, CurrencyPath)
            {
                Content = ServiceContent.Json(new DisplayCurrencyBody { Code = code }, EcommerceJsonContext.Default.DisplayCurrencyBody),
            },
            cancellationToken
        );
    }

    private static string Path(ConversionSource source, string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source.Value, nameof(source));
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return $"{Uri.EscapeDataString(source.Value)}/{Uri.EscapeDataString(id)}";
    }
}
