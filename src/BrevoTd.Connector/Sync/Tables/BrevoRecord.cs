using System.Text.Json;

namespace BrevoTd.Connector.Sync;

/// <summary>A record of Brevo's as a pull read it: what the rules of a <see cref="TableLayout{T}"/> are written over.</summary>
/// <typeparam name="T">Type of the record.</typeparam>
/// <param name="Value">The record.</param>
/// <param name="PulledAt">When its page was read, by the clock of this machine. A repeat of a page after a crash has the time of the first attempt.</param>
/// <param name="SweptAt">When the sweep began that read it: the same for every record of one sweep.</param>
/// <param name="RowId">32 hexadecimal digits that are the same whenever the same event is read; <see langword="null"/> for records that have an id of their own.</param>
/// <param name="Json">The record as Brevo sent it; <see langword="null"/> unless the layout asks for raw JSON.</param>
public readonly record struct BrevoRecord<T>(T Value, DateTimeOffset PulledAt, DateTimeOffset SweptAt, string? RowId, JsonElement? Json)
{
    /// <summary>Type and time only: the record may be about a person.</summary>
    public override string ToString() => $"{typeof(T).Name} of {PulledAt:O}";
}
