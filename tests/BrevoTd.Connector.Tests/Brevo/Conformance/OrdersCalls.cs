using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class OrdersCalls : ConformanceCalls
{
    private static readonly OrderLineRequest s_line = Fill.Full<OrderLineRequest>();

    public OrdersCalls()
    {
        Add("GET /orders", "Orders.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Orders.ListAsync(Fill.Full<OrderQuery>()))
            .Minimal(brevo => brevo.Orders.ListAsync());
        Add("POST /orders/status", "Orders.UpsertAsync", Repeated.Yes)
            .Full(brevo => brevo.Orders.UpsertAsync(Full()))
            .Minimal(brevo => brevo.Orders.UpsertAsync(Minimal()));
        Add("POST /orders/status/batch", "Orders.UpsertBatchAsync", Repeated.Yes)
            .Full(brevo => brevo.Orders.UpsertBatchAsync(Fill.Full<UpsertOrdersRequest>() with { Orders = [Full()] }))
            .Minimal(brevo => brevo.Orders.UpsertBatchAsync(new UpsertOrdersRequest { Orders = [Minimal()], Historical = false }));
        Untyped("Order.MetaInfo", "orders have particulars of the shop's own; each value is a union of everything that JSON has");
    }

    private static UpsertOrderRequest Full() =>
        Fill.Full<UpsertOrderRequest>() with
        {
            Products = [s_line with { QuantityFloat = null }, s_line with { Quantity = null }],
        };

    private static UpsertOrderRequest Minimal() =>
        Fill.Minimal<UpsertOrderRequest>() with
        {
            Products = [Fill.Minimal<OrderLineRequest>() with { Quantity = 1 }],
        };
}
