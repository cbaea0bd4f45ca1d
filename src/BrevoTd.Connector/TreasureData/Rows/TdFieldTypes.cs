using System.Diagnostics.CodeAnalysis;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The types that <see cref="TdDataReader"/> gives its columns.</summary>
internal enum TdFieldType
{
    Text,
    Int64,
    Double,
    Decimal,
    Boolean,
    DateTime,
    DateTimeOffset,
    Bytes,
    Json,
}

internal static class TdFieldTypes
{
    public static TdFieldType Of(TdColumnType type) =>
        type switch
        {
            { IsText: true } => TdFieldType.Text,
            { IsInteger: true } => TdFieldType.Int64,
            { IsFloatingPoint: true } => TdFieldType.Double,
            { IsDecimal: true } => TdFieldType.Decimal,
            { IsBoolean: true } => TdFieldType.Boolean,
            { IsTimestampWithZone: true } => TdFieldType.DateTimeOffset,
            { IsTimestamp: true } or { IsDate: true } => TdFieldType.DateTime,
            { IsBinary: true } => TdFieldType.Bytes,
            { IsNested: true } => TdFieldType.Json,
            _ => TdFieldType.Text,
        };

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public static Type ClrType(TdFieldType type) =>
        type switch
        {
            TdFieldType.Int64 => typeof(long),
            TdFieldType.Double => typeof(double),
            TdFieldType.Decimal => typeof(decimal),
            TdFieldType.Boolean => typeof(bool),
            TdFieldType.DateTime => typeof(DateTime),
            TdFieldType.DateTimeOffset => typeof(DateTimeOffset),
            TdFieldType.Bytes => typeof(byte[]),
            _ => typeof(string),
        };
}
