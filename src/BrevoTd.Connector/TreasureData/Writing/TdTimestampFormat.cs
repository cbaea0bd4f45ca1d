namespace BrevoTd.Connector.TreasureData;

/// <summary>How points in time go into a table, which has no column type for them. The column <c>time</c> is always in Unix seconds.</summary>
public enum TdTimestampFormat
{
    /// <summary>As text such as <c>2024-05-06T07:08:09.123Z</c>, for a column of type <c>string</c>. Decimals are written as far as there are any.</summary>
    Text,

    /// <summary>As whole Unix seconds, for a column of type <c>long</c>, which <c>TD_TIME_FORMAT</c> and its relatives read.</summary>
    UnixSeconds,
}
