using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>Writers for Brevo's categories of products.</summary>
public static class BrevoCategoriesClientExtensions
{
    /// <summary>
    /// Creates a writer that maps records to categories and sends them through <c>POST /categories/batch</c>, up to 100 at a time. A request is repeated when its answer is lost, because Brevo knows
    /// categories by their ids.
    /// </summary>
    /// <remarks>
    /// Brevo stores all categories of a batch or none. A batch that is refused because of some of its categories is halved until they stand alone. If Brevo counts fewer than were sent, the batch is
    /// unverified (<c>fewer_counted</c>), because it does not say which are missing. Batches count against the shared limit of 100 requests an hour on the General tier, so fill them.
    /// </remarks>
    /// <param name="categories">The client's categories (<see cref="BrevoClient.Categories"/>).</param>
    /// <param name="map">Says how records become categories.</param>
    /// <param name="options">Whether existing categories are updated, and how the writer works; the defaults when <see langword="null"/>.</param>
    /// <typeparam name="T">Type of the records.</typeparam>
    /// <returns>The writer. Complete it for the report, and dispose of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="MapDefinitionException">The map is written wrongly.</exception>
    public static BatchWriter<T> CreateWriter<T>(
        this BrevoCategoriesClient categories,
        CategoryMap<T> map,
        CategoryWriterOptions? options = null
    ) => CreateParts(categories, map, options ?? new CategoryWriterOptions()).CreateWriter();

    internal static WriterParts<T> CreateParts<T>(BrevoCategoriesClient categories, CategoryMap<T> map, CategoryWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(map);
        options.Validate();
        _ = Refusals.RequireService(categories.Transport);
        var updates = options.UpdateExisting;
        var sink = new CatalogSink(
            "brevo.categories.batch",
            "categories/batch",
            "{\"categories\":["u8,
            updates,
            BrevoCategoriesClient.MaxBatch,
            categories.Transport?.Quotas ?? [],
            (body, token) => categories.SendBatchAsync(body, updates, token)
        );
        var check = options.CheckBeforeSending ? new MapCheck<T>((schema, _) => map.Check(schema), transport: null) : null;
        return new WriterParts<T>(map.CreateEncoder(), sink, options, check);
    }
}
