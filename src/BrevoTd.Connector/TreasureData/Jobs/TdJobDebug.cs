using System.Text.Json.Serialization;

namespace BrevoTd.Connector.TreasureData;

/// <summary>What a job printed. It may quote the query and data.</summary>
public record TdJobDebug
{
    /// <summary>Standard output of the engine.</summary>
    [JsonPropertyName("cmdout")]
    public string? CommandOutput { get; init; }

    /// <summary>Standard error of the engine; says why a job failed.</summary>
    [JsonPropertyName("stderr")]
    public string? StandardError { get; init; }

    /// <summary>Lengths only: the text may quote personal data.</summary>
    public override string ToString() =>
        $"{nameof(TdJobDebug)} {{ CommandOutput = {CommandOutput?.Length ?? 0} characters, StandardError = {StandardError?.Length ?? 0} characters }}";
}
