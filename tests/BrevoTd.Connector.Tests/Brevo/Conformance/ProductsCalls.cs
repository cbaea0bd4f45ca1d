using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Testing;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class ProductsCalls : ConformanceCalls
{
    private static readonly UpsertProductRequest s_minimal = new() { Id = "P1", Name = "Lamp" };

    private static readonly UpsertProductRequest s_full = Fill.Full<UpsertProductRequest>();

    public ProductsCalls()
    {
        Add("GET /products", "Products.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Products.ListAsync(Fill.Full<ProductQuery>()))
            .Minimal(brevo => brevo.Products.ListAsync());
        Add("POST /products", "Products.UpsertAsync, Products.CreateAsync", Repeated.Yes)
            .Full(brevo => brevo.Products.UpsertAsync(s_full))
            .Full(brevo => brevo.Products.CreateAsync(s_full))
            .Minimal(brevo => brevo.Products.UpsertAsync(s_minimal))
            .Minimal(brevo => brevo.Products.CreateAsync(s_minimal))
            .NotRead("id", "it is the id that was sent");
        Add("POST /products/batch", "Products.UpsertBatchAsync, Products.CreateBatchAsync", Repeated.Yes)
            .Full(brevo => brevo.Products.UpsertBatchAsync([s_full]))
            .Full(brevo => brevo.Products.CreateBatchAsync([s_full]))
            .Minimal(brevo => brevo.Products.UpsertBatchAsync([s_minimal]))
            .Minimal(brevo => brevo.Products.CreateBatchAsync([s_minimal]));
        Add("GET /products/{id}", "Products.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Products.GetAsync("P/1"))
            .Minimal(brevo => brevo.Products.GetAsync("P1"));
        Add("POST /products/{id}/alerts/{type}", "Products.CreateAlertAsync", Repeated.No)
            .Full(brevo => brevo.Products.CreateAlertAsync("P1", ProductAlertType.BackInStock, Fill.Full<ProductAlertContact>()))
            .Minimal(brevo =>
                brevo.Products.CreateAlertAsync("P1", ProductAlertType.BackInStock, new ProductAlertContact { Email = Canaries.Email() })
            );
        Untyped("Product.MetaInfo", "products have particulars of the shop's own; each value is a union of everything that JSON has");
    }
}
