namespace BrevoTd.Connector.TreasureData;

/// <summary>How truth values go into a table, which has no column type for them.</summary>
public enum TdBooleanFormat
{
    /// <summary>As the text <c>true</c> or <c>false</c>, for a column of type <c>string</c>.</summary>
    Text,

    /// <summary>As 1 or 0, for a column of type <c>long</c>.</summary>
    Integer,
}
