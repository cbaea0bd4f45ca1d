using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What runs a job. An open set; only engines that take SQL can be chosen for a <see cref="TdQueryRequest"/>. Compared without regard to case.</summary>
/// <param name="Value">The type in the service's words.</param>
[JsonConverter(typeof(StringValueConverter<TdJobType>))]
public readonly record struct TdJobType(string Value) : IStringValue<TdJobType>
{
    /// <summary>The Trino engine.</summary>
    public static TdJobType Trino { get; } = new("trino");

    /// <summary>The former name of the Trino engine, which the service still accepts and answers.</summary>
    public static TdJobType Presto { get; } = new("presto");

    /// <summary>The Hive engine.</summary>
    public static TdJobType Hive { get; } = new("hive");

    /// <summary>A connector that loads data from elsewhere. Its query is a configuration object instead of SQL.</summary>
    public static TdJobType BulkLoad { get; } = new("bulkload");

    static TdJobType IStringValue<TdJobType>.From(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TdJobType other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
