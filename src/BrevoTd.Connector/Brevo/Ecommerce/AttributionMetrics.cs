using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Sales that one campaign or automation brought about.</summary>
public sealed record AttributionMetrics
{
    /// <summary>Id of the campaign or automation. Brevo gives numbers and texts; both are read as text.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Id { get; init; }

    /// <summary>What it is.</summary>
    public ConversionSource? ConversionSource { get; init; }

    /// <summary>How many orders.</summary>
    public decimal? OrdersCount { get; init; }

    /// <summary>Their sum, in the display currency.</summary>
    public decimal? Revenue { get; init; }

    /// <summary>The mean order, in the display currency.</summary>
    public decimal? AverageBasket { get; init; }

    /// <summary>How many customers ordered for the first time; only in the figures of a single campaign or automation.</summary>
    public decimal? NewCustomersCount { get; init; }

    /// <summary>What it is.</summary>
    public override string ToString() => $"{nameof(AttributionMetrics)} of {ConversionSource}";
}
