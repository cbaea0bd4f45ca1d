using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>A batch of orders that Brevo took in. It is processed later; Brevo reports its end only to the batch's <see cref="UpsertOrdersRequest.NotifyUrl"/>.</summary>
public sealed record OrderBatchResult
{
    /// <summary>Brevo's id of the batch, as it stands on the wire; not the id of a process. <see langword="null"/> where Brevo gives none.</summary>
    public string? BatchId { get; init; }

    /// <summary>How many orders Brevo counted.</summary>
    public long? Count { get; init; }

    /// <summary>Id and count.</summary>
    public override string ToString() => $"{nameof(OrderBatchResult)}: {Count} orders";
}
