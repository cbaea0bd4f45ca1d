using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Figures of an export.</summary>
public sealed record ExportFigures
{
    /// <summary>Records in the file.</summary>
    [JsonPropertyName("total_records")]
    public long? TotalRecords { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    [JsonPropertyName("file_size")]
    public long? FileSize { get; init; }
}
