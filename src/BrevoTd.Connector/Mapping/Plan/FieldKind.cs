namespace BrevoTd.Connector.Mapping;

/// <summary>What a rule writes, whatever the wire shape makes of it.</summary>
internal enum FieldKind : byte
{
    Text,
    Int64,
    Double,
    Decimal,
    Boolean,
    Date,
    Timestamp,

    /// <summary>A point in time as whole Unix seconds.</summary>
    UnixTime,

    /// <summary>Whatever each column of a group holds.</summary>
    Group,

    /// <summary>A list of items.</summary>
    List,
}
