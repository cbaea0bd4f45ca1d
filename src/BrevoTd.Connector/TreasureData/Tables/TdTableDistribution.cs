using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>How the rows of a table are spread over partitions, where its owner has chosen that.</summary>
public record TdTableDistribution
{
    /// <summary>Id of the table's distribution.</summary>
    [JsonPropertyName("user_table_id")]
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? UserTableId { get; init; }

    /// <summary>Number of partitions.</summary>
    [JsonPropertyName("bucket_count")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? BucketCount { get; init; }

    /// <summary>How a row's partition is found, in the service's words, such as <c>hash</c>.</summary>
    [JsonPropertyName("partition_function")]
    public string? PartitionFunction { get; init; }

    /// <summary>The columns by which it is found.</summary>
    [JsonPropertyName("columns")]
    public IReadOnlyList<TdDistributionColumn>? Columns { get; init; }

    /// <summary>Number of partitions only.</summary>
    public override string ToString() => $"{nameof(TdTableDistribution)} {{ BucketCount = {BucketCount} }}";
}

/// <summary>A column by which rows are spread.</summary>
public record TdDistributionColumn
{
    /// <summary>The physical name.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Type in the service's words.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Name in SQL.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>No names.</summary>
    public override string ToString() => nameof(TdDistributionColumn);
}
