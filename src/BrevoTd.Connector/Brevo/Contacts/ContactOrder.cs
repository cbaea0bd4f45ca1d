using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>An order of a contact, as it stands in the statistics (<c>transacAttributes</c>).</summary>
public sealed record ContactOrder
{
    /// <summary>Id of the order.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? OrderId { get; init; }

    /// <summary>Date of the order.</summary>
    [JsonConverter(typeof(LenientDateTimeOffsetConverter))]
    public DateTimeOffset? OrderDate { get; init; }

    /// <summary>Price of the order.</summary>
    public decimal? OrderPrice { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ContactOrder);
}
