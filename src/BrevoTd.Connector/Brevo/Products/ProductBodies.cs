using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

internal sealed record ProductBatchBody
{
    public required IReadOnlyList<UpsertProductRequest> Products { get; init; }

    public bool? UpdateEnabled { get; init; }
}

internal sealed record ProductListAnswer
{
    public IReadOnlyList<Product>? Products { get; init; }

    public long? Count { get; init; }
}

internal sealed record ProductAlertBody
{
    public required ProductAlertContact ContactIdentifiers { get; init; }
}
