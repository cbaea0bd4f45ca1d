using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A column that an activation sends.</summary>
public record TdActivationColumn
{
    /// <summary>Name under which it is sent.</summary>
    [JsonPropertyName("column")]
    public string? Column { get; init; }

    /// <summary>Where its values come from.</summary>
    [JsonPropertyName("source")]
    public TdActivationColumnSource? Source { get; init; }

    /// <summary>An attribute under another name.</summary>
    /// <param name="column">Name under which it is sent.</param>
    /// <param name="attribute">The attribute; <see langword="null"/> for the same name.</param>
    public static TdActivationColumn Of(string column, string? attribute = null) =>
        new()
        {
            Column = column,
            Source = new TdActivationColumnSource { Column = attribute ?? column },
        };

    /// <summary>The type only.</summary>
    public override string ToString() => nameof(TdActivationColumn);
}
