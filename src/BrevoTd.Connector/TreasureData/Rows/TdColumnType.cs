namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// A column's type in Treasure Data's own words. Results speak Trino (<c>bigint</c>, <c>varchar</c>, <c>array(varchar)</c>), tables speak
/// Hive (<c>long</c>, <c>string</c>, <c>array&lt;string&gt;</c>); both are understood, and an unknown type is no error.
/// </summary>
/// <param name="Value">The type as the service wrote it.</param>
public readonly record struct TdColumnType(string Value)
{
    /// <summary>Name without parameters, in lower case: <c>decimal</c> for <c>decimal(10,2)</c>, <c>map</c> for <c>map&lt;string,long&gt;</c>.</summary>
    public string BaseName
    {
        get
        {
            var text = Value ?? "";
            var end = text.AsSpan().IndexOfAny('(', '<');
            return (end < 0 ? text : text[..end]).Trim().ToLowerInvariant();
        }
    }

    /// <summary>Whether values are whole numbers.</summary>
    public bool IsInteger => BaseName is "bigint" or "long" or "integer" or "int" or "smallint" or "tinyint";

    /// <summary>Whether values are binary floating-point numbers.</summary>
    public bool IsFloatingPoint => BaseName is "double" or "real" or "float";

    /// <summary>Whether values are decimal numbers; Treasure Data delivers them as numbers or as text.</summary>
    public bool IsDecimal => BaseName is "decimal" or "numeric";

    /// <summary>Whether values are truth values. Only results have such columns, tables have not.</summary>
    public bool IsBoolean => BaseName is "boolean" or "bool";

    /// <summary>Whether values are text.</summary>
    public bool IsText => BaseName is "varchar" or "char" or "string";

    /// <summary>Whether values are calendar days.</summary>
    public bool IsDate => BaseName is "date";

    /// <summary>Whether values are points in time, with or without a zone.</summary>
    public bool IsTimestamp => BaseName.StartsWith("timestamp", StringComparison.Ordinal);

    /// <summary>Whether values are points in time that carry their zone.</summary>
    public bool IsTimestampWithZone => IsTimestamp && (Value ?? "").EndsWith("with time zone", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether values are bytes.</summary>
    public bool IsBinary => BaseName is "varbinary" or "binary";

    /// <summary>Whether values are lists.</summary>
    public bool IsArray => BaseName is "array";

    /// <summary>Whether values are maps.</summary>
    public bool IsMap => BaseName is "map";

    /// <summary>Whether values are made of other values: lists, maps and rows.</summary>
    public bool IsNested => BaseName is "array" or "map" or "row" or "struct";

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
