using System.Globalization;

namespace BrevoTd.Connector.Emulator.Sql;

internal enum TypeKind
{
    Unknown,
    Boolean,
    TinyInt,
    SmallInt,
    Integer,
    BigInt,
    Real,
    Double,
    Decimal,
    Varchar,
    Varbinary,
    Date,
    Timestamp,
    TimestampTz,
    IntervalDay,
    IntervalYear,
    Json,
    Array,
    Map,
    Row,
}

/// <summary>A type of Trino's, and how DuckDB stores it.</summary>
internal sealed class TrinoType : IEquatable<TrinoType>
{
    public const int Unbounded = -1;

    public static readonly TrinoType Unknown = new(TypeKind.Unknown);
    public static readonly TrinoType Boolean = new(TypeKind.Boolean);
    public static readonly TrinoType TinyInt = new(TypeKind.TinyInt);
    public static readonly TrinoType SmallInt = new(TypeKind.SmallInt);
    public static readonly TrinoType Integer = new(TypeKind.Integer);
    public static readonly TrinoType BigInt = new(TypeKind.BigInt);
    public static readonly TrinoType Real = new(TypeKind.Real);
    public static readonly TrinoType Double = new(TypeKind.Double);
    public static readonly TrinoType Varchar = new(TypeKind.Varchar) { Precision = Unbounded };
    public static readonly TrinoType Varbinary = new(TypeKind.Varbinary);
    public static readonly TrinoType Date = new(TypeKind.Date);
    public static readonly TrinoType IntervalDay = new(TypeKind.IntervalDay);
    public static readonly TrinoType IntervalYear = new(TypeKind.IntervalYear);
    public static readonly TrinoType Json = new(TypeKind.Json);

    private TrinoType(TypeKind kind) => Kind = kind;

    public TypeKind Kind { get; }

    /// <summary>Digits of a decimal, fraction digits of a timestamp, or the length of a varchar (<see cref="Unbounded"/> without).</summary>
    public int Precision { get; private init; }

    public int Scale { get; private init; }

    /// <summary>The zone in which a timestamp with time zone is shown; null when it differs from row to row.</summary>
    public string? Zone { get; private init; }

    /// <summary>Element of an array, key and value of a map, fields of a row.</summary>
    public IReadOnlyList<TrinoType> Arguments { get; private init; } = [];

    /// <summary>Field names of a row; null for an unnamed field.</summary>
    public IReadOnlyList<string?> FieldNames { get; private init; } = [];

    public TrinoType Element => Arguments[0];

    public TrinoType Key => Arguments[0];

    public TrinoType Value => Arguments[1];

    public bool IsInteger => Kind is TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Integer or TypeKind.BigInt;

    public bool IsFloating => Kind is TypeKind.Real or TypeKind.Double;

    public bool IsNumeric => IsInteger || IsFloating || Kind == TypeKind.Decimal;

    public static TrinoType Decimal(int precision, int scale) => new(TypeKind.Decimal) { Precision = precision, Scale = scale };

    public static TrinoType VarcharOf(int length) => new(TypeKind.Varchar) { Precision = length };

    public static TrinoType Timestamp(int precision) => new(TypeKind.Timestamp) { Precision = precision };

    public static TrinoType TimestampTz(int precision, string? zone) => new(TypeKind.TimestampTz) { Precision = precision, Zone = zone };

    public static TrinoType Array(TrinoType element) => new(TypeKind.Array) { Arguments = [element] };

    public static TrinoType Map(TrinoType key, TrinoType value) => new(TypeKind.Map) { Arguments = [key, value] };

    public static TrinoType Row(IReadOnlyList<TrinoType> fields, IReadOnlyList<string?> names) =>
        new(TypeKind.Row) { Arguments = fields, FieldNames = names };

    /// <summary>The name of a row's field inside DuckDB, where every field needs one.</summary>
    public static string StorageField(int index) => "f" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The type's text in DuckDB's dialect.</summary>
    public string ToDuckDb() =>
        Kind switch
        {
            TypeKind.Unknown => "INTEGER",
            TypeKind.Boolean => "BOOLEAN",
            TypeKind.TinyInt => "TINYINT",
            TypeKind.SmallInt => "SMALLINT",
            TypeKind.Integer => "INTEGER",
            TypeKind.BigInt => "BIGINT",
            TypeKind.Real => "FLOAT",
            TypeKind.Double => "DOUBLE",
            TypeKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Precision},{Scale})"),
            TypeKind.Varchar => "VARCHAR",
            TypeKind.Varbinary => "BLOB",
            TypeKind.Date => "DATE",
            TypeKind.Timestamp => "TIMESTAMP",
            TypeKind.TimestampTz => "TIMESTAMPTZ",
            // Microseconds and months: DuckDB's own interval mixes days, months and microseconds.
            TypeKind.IntervalDay => "BIGINT",
            TypeKind.IntervalYear => "INTEGER",
            TypeKind.Json => "JSON",
            TypeKind.Array => Element.ToDuckDb() + "[]",
            TypeKind.Map => $"MAP({Key.ToDuckDb()}, {Value.ToDuckDb()})",
            TypeKind.Row => $"STRUCT({string.Join(", ", Arguments.Select((t, i) => $"{StorageField(i)} {t.ToDuckDb()}"))})",
            _ => throw new InvalidOperationException($"No storage for {Kind}."),
        };

    /// <summary>The type's text as a result's schema shows it: lengths of varchar are left out.</summary>
    public string ToSchemaText() => Text(withLength: false);

    public override string ToString() => Text(withLength: true);

    private string Text(bool withLength)
    {
        switch (Kind)
        {
            case TypeKind.Decimal:
                return string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})");
            case TypeKind.Varchar:
                return withLength && Precision != Unbounded
                    ? string.Create(CultureInfo.InvariantCulture, $"varchar({Precision})")
                    : "varchar";
            case TypeKind.Timestamp:
                return string.Create(CultureInfo.InvariantCulture, $"timestamp({Precision})");
            case TypeKind.TimestampTz:
                return string.Create(CultureInfo.InvariantCulture, $"timestamp({Precision}) with time zone");
            case TypeKind.IntervalDay:
                return "interval day to second";
            case TypeKind.IntervalYear:
                return "interval year to month";
            case TypeKind.Array:
                return $"array({Element.Text(withLength)})";
            case TypeKind.Map:
                return withLength
                    ? $"map({Key.Text(withLength)}, {Value.Text(withLength)})"
                    : $"map({Key.Text(withLength)},{Value.Text(withLength)})";
            case TypeKind.Row:
                var fields = Arguments.Select(
                    (t, i) => FieldNames[i] is { } name ? $"{QuoteName(name)} {t.Text(withLength)}" : t.Text(withLength)
                );
                return $"row({string.Join(", ", fields)})";
            default:
                return Kind.ToString().ToLowerInvariant();
        }
    }

    private static string QuoteName(string name) =>
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? name
            : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public bool Equals(TrinoType? other) =>
        other is not null
        && Kind == other.Kind
        && Precision == other.Precision
        && Scale == other.Scale
        && Zone == other.Zone
        && Arguments.SequenceEqual(other.Arguments)
        && FieldNames.SequenceEqual(other.FieldNames);

    public override bool Equals(object? obj) => Equals(obj as TrinoType);

    public override int GetHashCode() => HashCode.Combine(Kind, Precision, Scale, Zone, Arguments.Count);
}
