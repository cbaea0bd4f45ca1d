namespace BrevoTd.Connector.TreasureData;

/// <summary>What a column of an ADO.NET source holds, so far as it says.</summary>
internal enum TdCellKind
{
    /// <summary>Only the values tell.</summary>
    Any,
    Boolean,
    Byte,
    Int16,
    Int32,
    Int64,
    Single,
    Double,
    Decimal,
    Text,
    DateTime,
    Guid,

    /// <summary>No column of a table can hold it.</summary>
    Unsupported,
}
