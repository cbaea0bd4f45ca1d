using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>A bulk import session. Members are <see langword="null"/> where the answer does not carry them.</summary>
public record TdBulkImport
{
    /// <summary>Name, unique in the account.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Database of the table; <see langword="null"/> if it was deleted.</summary>
    [JsonPropertyName("database")]
    public string? Database { get; init; }

    /// <summary>Table that gets the rows; <see langword="null"/> if it was deleted.</summary>
    [JsonPropertyName("table")]
    public string? Table { get; init; }

    /// <summary>Where it stands.</summary>
    [JsonPropertyName("status")]
    public TdBulkImportStatus? Status { get; init; }

    /// <summary>Whether it takes no more parts.</summary>
    [JsonPropertyName("upload_frozen")]
    public bool? IsFrozen { get; init; }

    /// <summary>Job that converts the parts; <see langword="null"/> before that was asked for.</summary>
    [JsonPropertyName("job_id")]
    public TdJobId? JobId { get; init; }

    /// <summary>Number of rows that can be committed; <see langword="null"/> before the parts were converted.</summary>
    [JsonPropertyName("valid_records")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ValidRecords { get; init; }

    /// <summary>Number of rows that were refused, and will be missing after a commit; <see langword="null"/> before the parts were converted.</summary>
    [JsonPropertyName("error_records")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ErrorRecords { get; init; }

    /// <summary>Number of parts that could be read; <see langword="null"/> before the parts were converted.</summary>
    [JsonPropertyName("valid_parts")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ValidParts { get; init; }

    /// <summary>Number of parts that could not be read, all of whose rows will be missing after a commit; <see langword="null"/> before the parts were converted.</summary>
    [JsonPropertyName("error_parts")]
    [JsonConverter(typeof(TdInt64Converter))]
    public long? ErrorParts { get; init; }

    /// <summary>Status and counts, no names.</summary>
    public override string ToString() =>
        $"{nameof(TdBulkImport)} {{ Status = {Status}, JobId = {JobId}, ValidRecords = {ValidRecords}, ErrorRecords = {ErrorRecords} }}";
}
