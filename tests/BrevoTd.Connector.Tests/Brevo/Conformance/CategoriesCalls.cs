using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Tests.Brevo.Conformance;

internal sealed class CategoriesCalls : ConformanceCalls
{
    private static readonly UpsertCategoryRequest s_minimal = new() { Id = "C1" };

    private static readonly UpsertCategoryRequest s_full = Fill.Full<UpsertCategoryRequest>();

    public CategoriesCalls()
    {
        Add("GET /categories", "Categories.ListAsync", Repeated.Yes)
            .Full(brevo => brevo.Categories.ListAsync(Fill.Full<CategoryQuery>()))
            .Minimal(brevo => brevo.Categories.ListAsync());
        Add("POST /categories", "Categories.UpsertAsync, Categories.CreateAsync", Repeated.Yes)
            .Full(brevo => brevo.Categories.UpsertAsync(s_full))
            .Full(brevo => brevo.Categories.CreateAsync(s_full))
            .Minimal(brevo => brevo.Categories.UpsertAsync(s_minimal))
            .Minimal(brevo => brevo.Categories.CreateAsync(s_minimal with { Name = "Lamps" }))
            .NotRead("id", "it is the id that was sent");
        Add("POST /categories/batch", "Categories.UpsertBatchAsync, Categories.CreateBatchAsync", Repeated.Yes)
            .Full(brevo => brevo.Categories.UpsertBatchAsync([s_full]))
            .Full(brevo => brevo.Categories.CreateBatchAsync([s_full]))
            .Minimal(brevo => brevo.Categories.UpsertBatchAsync([s_minimal]))
            .Minimal(brevo => brevo.Categories.CreateBatchAsync([s_minimal with { Name = "Lamps" }]));
        Add("GET /categories/{id}", "Categories.GetAsync", Repeated.Yes)
            .Full(brevo => brevo.Categories.GetAsync("C/1"))
            .Minimal(brevo => brevo.Categories.GetAsync("C1"));
    }
}
