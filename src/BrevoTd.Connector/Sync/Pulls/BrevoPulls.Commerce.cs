using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

public static partial class BrevoPulls
{
    /// <summary>Orders that were created or changed, with their lines in a table of their own (<c>GET /orders</c>), 100 per call.</summary>
    /// <param name="layout">The table of orders; <see langword="null"/> for <see cref="BrevoTables.Orders"/>.</param>
    /// <param name="lines">The table of lines; <see langword="null"/> for <see cref="BrevoTables.OrderLines"/>.</param>
    public static BrevoPull<Order> Orders(TableLayout<Order>? layout = null, TableLayout<BrevoOrderLine>? lines = null) =>
        new(
            new PullDefinition<Order>("orders")
            {
                Listing = static (source, since, _, token, size, cancellationToken) =>
                    source
                        .Client.Orders.ListAsync(new() { ModifiedSince = since, Order = SortOrder.Ascending }, cancellationToken)
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Changes,
                Outputs = Tables(
                    () => PullOutput<Order>.Of(layout ?? BrevoTables.Orders),
                    () =>
                        PullOutput<Order>.Of(
                            lines ?? BrevoTables.OrderLines,
                            static order => (order.Products ?? []).Select((line, index) => new BrevoOrderLine(order, index + 1, line))
                        )
                ),
                Key = static order => order.Id is null ? null : $"{order.StoreId} {order.Id}",
                Type = OrdersJsonContext.Default.Order,
                Time = static order => order.UpdatedAt,
            }
        );

    /// <summary>Products that were created or changed (<c>GET /products</c>), 1,000 per call, those that were taken out of the shop included.</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.Products"/>.</param>
    public static BrevoPull<Product> Products(TableLayout<Product>? layout = null) =>
        new(
            new PullDefinition<Product>("products")
            {
                Listing = static (source, since, _, token, size, cancellationToken) =>
                    source
                        .Client.Products.ListAsync(new() { ModifiedSince = since, Order = SortOrder.Ascending }, cancellationToken)
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Changes,
                Outputs = Tables(() => PullOutput<Product>.Of(layout ?? BrevoTables.Products)),
                Key = static product => product.Id,
                Type = ProductsJsonContext.Default.Product,
                Time = static product => product.ModifiedAt,
            }
        );

    /// <summary>Categories of products that were created or changed (<c>GET /categories</c>), 100 per call.</summary>
    /// <param name="layout">The table; <see langword="null"/> for <see cref="BrevoTables.Categories"/>.</param>
    public static BrevoPull<ProductCategory> Categories(TableLayout<ProductCategory>? layout = null) =>
        new(
            new PullDefinition<ProductCategory>("categories")
            {
                Listing = static (source, since, _, token, size, cancellationToken) =>
                    source
                        .Client.Categories.ListAsync(new() { ModifiedSince = since, Order = SortOrder.Ascending }, cancellationToken)
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Changes,
                Outputs = Tables(() => PullOutput<ProductCategory>.Of(layout ?? BrevoTables.Categories)),
                Key = static category => category.Id,
                Type = CategoriesJsonContext.Default.ProductCategory,
                Time = static category => category.ModifiedAt,
            }
        );

    /// <summary>
    /// Companies that were created or changed (<c>GET /companies</c>), 50 per call. Brevo numbers their pages: a company that is deleted during a sweep may hide another one, which a later
    /// <see cref="PullOptions.CompleteSweep"/> finds.
    /// </summary>
    /// <param name="layout">The table; <see langword="null"/> asks Brevo for the attributes and has a column for each.</param>
    /// <param name="withRawJson">Whether the table that is made in that case has a column for each company's JSON.</param>
    public static BrevoPull<Company> Companies(TableLayout<Company>? layout = null, bool withRawJson = false) =>
        new(
            new PullDefinition<Company>("companies")
            {
                Listing = static (source, since, _, token, size, cancellationToken) =>
                    source
                        .Client.Companies.ListAsync(new() { ModifiedSince = since }, cancellationToken)
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Changes,
                Outputs = async (source, cancellationToken) =>
                {
                    var table =
                        layout
                        ?? BrevoTables.CompaniesWith(
                            await source.Client.Companies.ListAttributesAsync(cancellationToken).ConfigureAwait(false)
                        );
                    return [PullOutput<Company>.Of(layout is null && withRawJson ? table.WithRawJson() : table)];
                },
                Key = static company => company.Id?.Value,
                Type = CompaniesJsonContext.Default.Company,
                Time = static company => company.UpdatedAt,
            }
        );

    /// <summary>Deals that were created or changed (<c>GET /crm/deals</c>), 50 per call.</summary>
    /// <param name="layout">The table; <see langword="null"/> asks Brevo for the attributes and has a column for each.</param>
    /// <param name="withRawJson">Whether the table that is made in that case has a column for each deal's JSON.</param>
    public static BrevoPull<Deal> Deals(TableLayout<Deal>? layout = null, bool withRawJson = false) =>
        new(
            new PullDefinition<Deal>("deals")
            {
                Listing = static (source, since, _, token, size, cancellationToken) =>
                    source
                        .Client.Deals.ListAsync(new() { ModifiedSince = since }, cancellationToken)
                        .AsPages(token, size, cancellationToken),
                Sweep = PullSweeps.Changes,
                Outputs = async (source, cancellationToken) =>
                {
                    var table =
                        layout
                        ?? BrevoTables.DealsWith(await source.Client.Deals.ListAttributesAsync(cancellationToken).ConfigureAwait(false));
                    return [PullOutput<Deal>.Of(layout is null && withRawJson ? table.WithRawJson() : table)];
                },
                Key = static deal => deal.Id?.Value,
                Type = DealsJsonContext.Default.Deal,
                Time = static deal => deal.UpdatedAt,
            }
        );
}
