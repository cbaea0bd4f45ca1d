using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A bulk import session as the service describes it. The counts are there once the parts have been read.</summary>
public record TdBulkImport
{
    /// <summary>Name of the session.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Database of the table; <see langword="null"/> if the table is gone.</summary>
    [JsonPropertyName("database")]
    public string? Database { get; init; }

    /// <summary>Table that receives the rows; <see langword="null"/> if it is gone.</summary>
    [JsonPropertyName("table")]
    public string? Table { get; init; }

    /// <summary>Where it stands.</summary>
    [JsonPropertyName("status")]
    public TdBulkImportStatus? Status { get; init; }

    /// <summary>Whether it takes no further parts.</summary>
    [JsonPropertyName("upload_frozen")]
    public bool? IsUploadFrozen { get; init; }

    /// <summary>The job that reads the parts.</summary>
    [JsonPropertyName("job_id")]
    public TdJobId? JobId { get; init; }

    /// <summary>Rows that will be committed.</summary>
    [JsonPropertyName("valid_records")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ValidRecords { get; init; }

    /// <summary>Rows that could not be read.</summary>
    [JsonPropertyName("error_records")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ErrorRecords { get; init; }

    /// <summary>Parts that could be read.</summary>
    [JsonPropertyName("valid_parts")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ValidParts { get; init; }

    /// <summary>Parts that could not be read at all.</summary>
    [JsonPropertyName("error_parts")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ErrorParts { get; init; }

    /// <summary>Status and counts, no names.</summary>
    public override string ToString() =>
        $"{nameof(TdBulkImport)} {{ Status = {Status}, ValidRecords = {ValidRecords}, ErrorRecords = {ErrorRecords}, ErrorParts = {ErrorParts} }}";
}

internal sealed record TdBulkImportParts
{
    [JsonPropertyName("parts")]
    public IReadOnlyList<string>? Parts { get; init; }
}
