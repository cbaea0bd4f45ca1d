using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

internal sealed record CategoryBatchBody
{
    public required IReadOnlyList<UpsertCategoryRequest> Categories { get; init; }

    public bool? UpdateEnabled { get; init; }
}

internal sealed record CategoryListAnswer
{
    public IReadOnlyList<ProductCategory>? Categories { get; init; }

    public long? Count { get; init; }
}
