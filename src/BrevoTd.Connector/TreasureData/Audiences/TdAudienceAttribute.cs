using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>An attribute of a parent segment: a column that segments can ask for.</summary>
public record TdAudienceAttribute : ICdpEntity<TdAudienceAttribute>
{
    /// <summary>The parent segment.</summary>
    [JsonPropertyName("audienceId")]
    public TdAudienceId? AudienceId { get; init; }

    /// <summary>Name, as rules call it.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Type of the values in the service's words, such as <c>string</c>, <c>number</c> or <c>timestamp</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Database of the joined table.</summary>
    [JsonPropertyName("parentDatabaseName")]
    public string? DatabaseName { get; init; }

    /// <summary>The joined table.</summary>
    [JsonPropertyName("parentTableName")]
    public string? TableName { get; init; }

    /// <summary>Column of the joined table.</summary>
    [JsonPropertyName("parentColumn")]
    public string? ColumnName { get; init; }

    /// <summary>Column of the master table that is joined on.</summary>
    [JsonPropertyName("parentKey")]
    public string? ParentKey { get; init; }

    /// <summary>Column of the joined table that is joined on.</summary>
    [JsonPropertyName("foreignKey")]
    public string? ForeignKey { get; init; }

    /// <summary>Group under which the attribute is shown.</summary>
    [JsonPropertyName("groupingName")]
    public string? GroupingName { get; init; }

    /// <summary>Who may see the values, in the service's words.</summary>
    [JsonPropertyName("visibility")]
    public string? Visibility { get; init; }

    TdAudienceAttribute ICdpEntity<TdAudienceAttribute>.With(CdpResource resource) => this;

    /// <summary>The id of the parent segment only.</summary>
    public override string ToString() => $"{nameof(TdAudienceAttribute)} {{ AudienceId = {AudienceId} }}";
}
