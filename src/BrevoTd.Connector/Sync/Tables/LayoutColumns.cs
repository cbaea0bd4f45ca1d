using System.Globalization;

namespace BrevoTd.Connector.Sync;

/// <summary>Columns that every ready table has beside those of its records.</summary>
internal static class LayoutColumns
{
    public const string PulledAt = "pulled_at";
    public const string SweptAt = "swept_at";
    public const string RowId = "row_id";
    public const string Raw = "raw";

    /// <summary>One width for all, so that texts compare as times do.</summary>
    public static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
