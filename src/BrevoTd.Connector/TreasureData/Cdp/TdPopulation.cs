using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>How many people a parent segment or a segment had on a day.</summary>
[JsonConverter(typeof(TdPopulationConverter))]
public record TdPopulation
{
    /// <summary>When it was counted.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Number of people.</summary>
    public long? Population { get; init; }

    /// <summary>Whether it was counted then; <see langword="false"/> for a value that the service filled in because nothing was counted.</summary>
    public bool? IsCounted { get; init; }

    /// <summary>When, and how many.</summary>
    public override string ToString() => $"{nameof(TdPopulation)} {{ At = {At:O}, Population = {Population} }}";
}
