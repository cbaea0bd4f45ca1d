namespace BrevoTd.Connector.TreasureData;

/// <summary>How decimal numbers go into a table, which has no column type for them.</summary>
public enum TdDecimalFormat
{
    /// <summary>As text with all decimals, for a column of type <c>string</c>: nothing is rounded.</summary>
    Text,

    /// <summary>As floating-point number, for a column of type <c>double</c>: 15 to 17 digits are kept.</summary>
    Double,
}
