using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for Brevo's orders.</summary>
public static class BrevoOrdersClientExtensions
{
    /// <summary>
    /// Creates a writer that maps records to orders and sends them through <c>POST /orders/status/batch</c>, up to 1,000 at a time. A request is repeated when its answer is lost, because Brevo
    /// knows orders by their ids.
    /// </summary>
    /// <remarks>
    /// An order is delivered when Brevo has taken its batch in: Brevo works on it in the background and does not tell what becomes of single orders. A batch that is refused because of some of its
    /// orders is halved until they stand alone. Batches count against the shared limit of 100 requests an hour on the General tier, so fill them.
    /// </remarks>
    /// <param name="orders">The client's orders (<see cref="BrevoClient.Orders"/>).</param>
    /// <param name="map">Says how records become orders.</param>
    /// <param name="options">Whether the orders start automations, and how the writer works.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or <see cref="OrderWriterOptions.Historical"/> is not chosen.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateWriter<T>(this BrevoOrdersClient orders, OrderMap<T> map, OrderWriterOptions options) =>
        CreateParts(orders, map, options).CreateWriter();

    internal static WriterParts<T> CreateParts<T>(BrevoOrdersClient orders, OrderMap<T> map, OrderWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(options);
        _ = Refusals.RequireService(orders.Transport);
        var sink = new OrderSink(orders, options);
        var check = options.CheckBeforeSending ? new MapCheck<T>((schema, _) => map.Check(schema), transport: null) : null;
        return new WriterParts<T>(map.CreateEncoder(), sink, options, check);
    }
}
