using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for Brevo's products.</summary>
public static class BrevoProductsClientExtensions
{
    /// <summary>
    /// Creates a writer that maps records to products and sends them through <c>POST /products/batch</c>, up to 100 at a time. A request is repeated when its answer is lost, because Brevo knows
    /// products by their ids.
    /// </summary>
    /// <remarks>
    /// Brevo stores all products of a batch or none. A batch that is refused because of some of its products is halved until they stand alone. If Brevo counts fewer than were sent, the batch is
    /// unverified (<c>fewer_counted</c>), because it does not say which are missing. Batches count against the shared limit of 100 requests an hour on the General tier, so fill them.
    /// </remarks>
    /// <param name="products">The client's products (<see cref="BrevoClient.Products"/>).</param>
    /// <param name="map">Says how records become products.</param>
    /// <param name="options">Whether existing products are updated, and how the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateWriter<T>(
        this BrevoProductsClient products,
        ProductMap<T> map,
        ProductWriterOptions? options = null
    ) => CreateParts(products, map, options ?? new ProductWriterOptions()).CreateWriter();

    internal static WriterParts<T> CreateParts<T>(BrevoProductsClient products, ProductMap<T> map, ProductWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(map);
        options.Validate();
        _ = Refusals.RequireService(products.Transport);
        var updates = options.UpdateExisting;
        var sink = new CatalogSink(
            "brevo.products.batch",
            "products/batch",
            "{\"products\":["u8,
            updates,
            options.HasRaisedLimit ? BrevoProductsClient.MaxRaisedBatch : BrevoProductsClient.MaxBatch,
            products.Transport?.Quotas ?? [],
            (body, token) => products.SendBatchAsync(body, updates, token)
        );
        var check = options.CheckBeforeSending ? new MapCheck<T>((schema, _) => map.Check(schema), transport: null) : null;
        return new WriterParts<T>(map.CreateEncoder(), sink, options, check);
    }
}
