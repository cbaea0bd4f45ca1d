using System.Globalization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Orders of a shop. Reached through <see cref="BrevoClient.Orders"/>.</summary>
/// <remarks>Brevo's e-commerce application is switched on with <see cref="BrevoEcommerceClient.ActivateAsync"/>.</remarks>
public class BrevoOrdersClient
{
    /// <summary>How many orders one batch may have.</summary>
    public const int MaxBatch = 1_000;

    private const int MaxPageSize = 100;

    private static readonly ServiceOperation s_list = new("orders.list", HttpMethod.Get, "orders", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_upsert = new("orders.upsert", HttpMethod.Post, "orders/status", RepeatRule.Idempotent);
    private static readonly ServiceOperation s_upsertBatch = new(
        "orders.upsert_batch",
        HttpMethod.Post,
        "orders/status/batch",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected BrevoOrdersClient() => _transport = null!;

    internal BrevoOrdersClient(IServiceTransport transport) => _transport = transport;

    /// <summary>The way to the service that this client uses; <see langword="null"/> in a fake.</summary>
    internal IServiceTransport? Transport => _transport;

    /// <summary>Lists orders (<c>GET /orders</c>), 100 per request.</summary>
    /// <param name="query">Filters and order; <see langword="null"/> lists every order, oldest first.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public virtual AsyncPageable<Order> ListAsync(OrderQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new OrderQuery();
        return BrevoListing.Create(
            _transport,
            s_list,
            () => new QueryString("orders").Add("modifiedSince", query.ModifiedSince).Add("createdSince", query.CreatedSince),
            MaxPageSize,
            query.Order,
            OrdersJsonContext.Default.OrderListAnswer,
            answer => new OffsetPageable<Order>.Slice(answer.Orders, answer.Count),
            // Two shops of one account may number their orders alike.
            static found =>
                found.Id is null ? null : $"{found.StoreId} {found.Id}",
            cancellationToken
        );
    }

    /// <summary>
    /// Creates an order, or brings it to its present state (<c>POST /orders/status</c>). Live: it starts automations. Repeated when its answer is lost, because Brevo knows the order by its id.
    /// </summary>
    /// <param name="request">The order.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">A mandatory member is empty, or a line has no quantity.</exception>
    /// <exception cref="ServiceException">Brevo refuses the order.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task UpsertAsync(UpsertOrderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        OrderChecks.Check(request, "The order", nameof(request));
        return _transport.SendAsync(
            new ServiceRequest(s_upsert, "orders/status")
            {
                Content = ServiceContent.Json(request, OrdersJsonContext.Default.UpsertOrderRequest),
            },
            cancellationToken
        );
    }

    /// <summary>
    /// Takes in up to 1,000 orders for an asynchronous upsert (<c>POST /orders/status/batch</c>). Repeated when its answer is lost, because Brevo knows orders by their ids. What becomes of a
    /// single order is not reported; list the orders to see.
    /// </summary>
    /// <remarks>Counts against the shared limit of 100 requests an hour on the General tier, unlike single orders.</remarks>
    /// <param name="request">The orders, and whether they start automations.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">There is no order or more than 1,000, an order has an empty mandatory member, or the address to notify is not absolute; nothing is sent then.</exception>
    /// <exception cref="ServiceException">Brevo refuses the batch.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<OrderBatchResult> UpsertBatchAsync(UpsertOrdersRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        BatchChecks.Count(request.Orders, MaxBatch, "orders", nameof(request));
        if (request.NotifyUrl is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("https" or "http")))
        {
            throw new ArgumentException(
                $"{nameof(request.NotifyUrl)} must be an absolute address that begins with https://.",
                nameof(request)
            );
        }

        for (var i = 0; i < request.Orders.Count; i++)
        {
            OrderChecks.Check(request.Orders[i], string.Create(CultureInfo.InvariantCulture, $"Order {i}"), nameof(request));
        }

        var body = new OrderBatchBody
        {
            Orders = request.Orders,
            Historical = request.Historical,
            NotifyUrl = request.NotifyUrl,
        };
        return await StartBatchAsync(
                ServiceContent.Json(body, OrdersJsonContext.Default.OrderBatchBody),
                maxQuotaWait: null,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Sends a batch whose body is already on the wire's form; the way of the batch writer.</summary>
    internal Task<OrderBatchResult> UpsertBatchAsync(HttpContent body, CancellationToken cancellationToken) =>
        StartBatchAsync(body, Timeout.InfiniteTimeSpan, cancellationToken);

    private async Task<OrderBatchResult> StartBatchAsync(HttpContent body, TimeSpan? maxQuotaWait, CancellationToken cancellationToken)
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_upsertBatch, "orders/status/batch") { Content = body, MaxQuotaWait = maxQuotaWait },
                OrdersJsonContext.Default.OrderBatchAnswer,
                cancellationToken
            )
            .ConfigureAwait(false);
        return new OrderBatchResult { BatchId = answer.BatchId ?? answer.OldBatchId, Count = answer.Count };
    }
}
