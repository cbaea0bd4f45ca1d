namespace BrevoTd.Connector.TreasureData;

/// <summary>What a value in a row really is, whatever the schema says about its column.</summary>
public enum TdValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>A truth value.</summary>
    Boolean,

    /// <summary>A whole number that fits into 64 bits with sign.</summary>
    Integer,

    /// <summary>A whole number from 2^63 to 2^64 − 1.</summary>
    UnsignedInteger,

    /// <summary>A floating-point number of 32 bits.</summary>
    Float32,

    /// <summary>A floating-point number of 64 bits.</summary>
    Float64,

    /// <summary>Text, meant to be UTF-8.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>A list of values.</summary>
    Array,

    /// <summary>A map of values.</summary>
    Map,

    /// <summary>A MessagePack extension, which Treasure Data does not write.</summary>
    Extension,
}
