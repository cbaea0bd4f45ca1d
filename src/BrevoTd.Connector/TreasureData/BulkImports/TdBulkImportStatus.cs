using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Where a bulk import stands. An open set. Compared without regard to case.</summary>
/// <param name="Value">The status in the service's words.</param>
[JsonConverter(typeof(StringValueConverter<TdBulkImportStatus>))]
public readonly record struct TdBulkImportStatus(string Value) : IStringValue<TdBulkImportStatus>
{
    /// <summary>Takes parts, unless it is frozen.</summary>
    public static TdBulkImportStatus Uploading { get; } = new("uploading");

    /// <summary>A job converts the parts.</summary>
    public static TdBulkImportStatus Performing { get; } = new("performing");

    /// <summary>The parts are converted: rows that were refused can be looked at, the others be committed.</summary>
    public static TdBulkImportStatus Ready { get; } = new("ready");

    /// <summary>The rows are being added to the table.</summary>
    public static TdBulkImportStatus Committing { get; } = new("committing");

    /// <summary>The rows are in the table.</summary>
    public static TdBulkImportStatus Committed { get; } = new("committed");

    static TdBulkImportStatus IStringValue<TdBulkImportStatus>.From(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TdBulkImportStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
