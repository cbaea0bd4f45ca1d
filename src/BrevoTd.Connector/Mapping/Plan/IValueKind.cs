namespace BrevoTd.Connector.Mapping;

/// <summary>How values of a type are checked and handed to a wire format. Struct type arguments, so that every combination is compiled straight.</summary>
internal interface IValueKind<TValue>
    where TValue : struct
{
    static abstract FieldKind Kind { get; }

    /// <summary>Why no service takes the value, or <see langword="null"/>.</summary>
    static virtual string? Refuse(TValue value) => null;

    static abstract void Write<TFormat>(RecordBuffer buffer, byte[] name, TValue value)
        where TFormat : struct, IWireFormat;
}

internal readonly struct Int64Kind : IValueKind<long>
{
    public static FieldKind Kind => FieldKind.Int64;

    public static void Write<TFormat>(RecordBuffer buffer, byte[] name, long value)
        where TFormat : struct, IWireFormat => TFormat.WriteInt64(buffer, name, value);
}

internal readonly struct DoubleKind : IValueKind<double>
{
    public static FieldKind Kind => FieldKind.Double;

    public static string? Refuse(double value) =>
        double.IsFinite(value)
            ? null
            : "The value is NaN or infinite, which neither service stores. Replace it in the SQL, or with Convert.";

    public static void Write<TFormat>(RecordBuffer buffer, byte[] name, double value)
        where TFormat : struct, IWireFormat => TFormat.WriteDouble(buffer, name, value);
}

internal readonly struct DecimalKind : IValueKind<decimal>
{
    public static FieldKind Kind => FieldKind.Decimal;

    public static void Write<TFormat>(RecordBuffer buffer, byte[] name, decimal value)
        where TFormat : struct, IWireFormat => TFormat.WriteDecimal(buffer, name, value);
}

internal readonly struct BooleanKind : IValueKind<bool>
{
    public static FieldKind Kind => FieldKind.Boolean;

    public static void Write<TFormat>(RecordBuffer buffer, byte[] name, bool value)
        where TFormat : struct, IWireFormat => TFormat.WriteBoolean(buffer, name, value);
}

internal readonly struct DateKind : IValueKind<DateOnly>
{
    public static FieldKind Kind => FieldKind.Date;

    public static void Write<TFormat>(RecordBuffer buffer, byte[] name, DateOnly value)
        where TFormat : struct, IWireFormat => TFormat.WriteDate(buffer, name, value);
}

internal readonly struct TimestampKind : IValueKind<DateTimeOffset>
{
    public static FieldKind Kind => FieldKind.Timestamp;

    public static void Write<TFormat>(RecordBuffer buffer, byte[] name, DateTimeOffset value)
        where TFormat : struct, IWireFormat => TFormat.WriteTimestamp(buffer, name, value);
}

internal readonly struct UnixTimeKind : IValueKind<DateTimeOffset>
{
    public static FieldKind Kind => FieldKind.UnixTime;

    public static void Write<TFormat>(RecordBuffer buffer, byte[] name, DateTimeOffset value)
        where TFormat : struct, IWireFormat => TFormat.WriteInt64(buffer, name, value.ToUnixTimeSeconds());
}
