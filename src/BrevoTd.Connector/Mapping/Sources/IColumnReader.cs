using System.Data;
using BrevoTd.Connector.TreasureData;

namespace BrevoTd.Connector.Mapping;

/// <summary>How values of a type are read from each kind of source, with the same strictness. Struct type arguments, so that every combination is compiled straight.</summary>
internal interface IColumnReader<TValue>
    where TValue : struct
{
    /// <summary>What was asked for, for messages.</summary>
    static abstract string Wanted { get; }

    static abstract TdColumnProblem Read(in TdRow row, int ordinal, out TValue value);

    /// <summary>Reads a MessagePack value that stands alone.</summary>
    static abstract TdColumnProblem ReadToken(ReadOnlySpan<byte> token, out TValue value);

    /// <summary>Reads a JSON value that stands alone.</summary>
    static abstract TdColumnProblem ReadJson(ReadOnlySpan<byte> json, out TValue value);

    /// <summary>Reads a field that is not null.</summary>
    static abstract TdColumnProblem ReadField(IDataRecord record, int ordinal, Type type, out TValue value);
}

internal readonly struct Int64Reader : IColumnReader<long>
{
    public static string Wanted => "a whole number of 64 bits";

    public static TdColumnProblem Read(in TdRow row, int ordinal, out long value) => row.ReadInt64(ordinal, out value);

    public static TdColumnProblem ReadToken(ReadOnlySpan<byte> token, out long value) => TdToken.Int64(token, out value);

    public static TdColumnProblem ReadJson(ReadOnlySpan<byte> json, out long value) => JsonScalar.Int64(json, out value);

    public static TdColumnProblem ReadField(IDataRecord record, int ordinal, Type type, out long value) =>
        DataField.Int64(record, ordinal, type, out value);
}

internal readonly struct DoubleReader : IColumnReader<double>
{
    public static string Wanted => "a number";

    public static TdColumnProblem Read(in TdRow row, int ordinal, out double value) => row.ReadDouble(ordinal, out value);

    public static TdColumnProblem ReadToken(ReadOnlySpan<byte> token, out double value) =>
        TdToken.Double(token, acceptText: false, out value);

    public static TdColumnProblem ReadJson(ReadOnlySpan<byte> json, out double value) => JsonScalar.Double(json, out value);

    public static TdColumnProblem ReadField(IDataRecord record, int ordinal, Type type, out double value) =>
        DataField.Double(record, ordinal, type, out value);
}

internal readonly struct DecimalReader : IColumnReader<decimal>
{
    public static string Wanted => "a decimal number";

    public static TdColumnProblem Read(in TdRow row, int ordinal, out decimal value) => row.ReadDecimal(ordinal, out value);

    public static TdColumnProblem ReadToken(ReadOnlySpan<byte> token, out decimal value) => TdToken.Decimal(token, out value);

    public static TdColumnProblem ReadJson(ReadOnlySpan<byte> json, out decimal value) => JsonScalar.Decimal(json, out value);

    public static TdColumnProblem ReadField(IDataRecord record, int ordinal, Type type, out decimal value) =>
        DataField.Decimal(record, ordinal, type, out value);
}

internal readonly struct BooleanReader : IColumnReader<bool>
{
    public static string Wanted => "a truth value";

    public static TdColumnProblem Read(in TdRow row, int ordinal, out bool value) => row.ReadBoolean(ordinal, out value);

    public static TdColumnProblem ReadToken(ReadOnlySpan<byte> token, out bool value) => TdToken.Boolean(token, out value);

    public static TdColumnProblem ReadJson(ReadOnlySpan<byte> json, out bool value) => JsonScalar.Boolean(json, out value);

    public static TdColumnProblem ReadField(IDataRecord record, int ordinal, Type type, out bool value) =>
        DataField.Boolean(record, ordinal, type, out value);
}

internal readonly struct DateReader : IColumnReader<DateOnly>
{
    public static string Wanted => "a date";

    public static TdColumnProblem Read(in TdRow row, int ordinal, out DateOnly value) => row.ReadDate(ordinal, out value);

    public static TdColumnProblem ReadToken(ReadOnlySpan<byte> token, out DateOnly value) => TdToken.Date(token, out value);

    public static TdColumnProblem ReadJson(ReadOnlySpan<byte> json, out DateOnly value) => JsonScalar.Date(json, out value);

    public static TdColumnProblem ReadField(IDataRecord record, int ordinal, Type type, out DateOnly value) =>
        DataField.Date(record, ordinal, type, out value);
}

internal readonly struct TimestampReader : IColumnReader<DateTimeOffset>
{
    public static string Wanted => "a point in time";

    public static TdColumnProblem Read(in TdRow row, int ordinal, out DateTimeOffset value) => row.ReadTimestamp(ordinal, out value);

    public static TdColumnProblem ReadToken(ReadOnlySpan<byte> token, out DateTimeOffset value) => TdToken.Timestamp(token, out value);

    public static TdColumnProblem ReadJson(ReadOnlySpan<byte> json, out DateTimeOffset value) => JsonScalar.Timestamp(json, out value);

    public static TdColumnProblem ReadField(IDataRecord record, int ordinal, Type type, out DateTimeOffset value) =>
        DataField.Timestamp(record, ordinal, type, out value);
}
