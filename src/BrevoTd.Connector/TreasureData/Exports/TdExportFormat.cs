using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The form in which a table is exported. An open set.</summary>
/// <param name="Value">The format in the service's words.</param>
[JsonConverter(typeof(StringValueConverter<TdExportFormat>))]
public readonly record struct TdExportFormat(string Value) : IStringValue<TdExportFormat>
{
    /// <summary>One JSON object per line, compressed with gzip; the form that the service recommends.</summary>
    public static TdExportFormat JsonLinesGzip { get; } = new("jsonl.gz");

    /// <summary>Values separated by tabs, compressed with gzip.</summary>
    public static TdExportFormat TsvGzip { get; } = new("tsv.gz");

    /// <summary>JSON with the time before each row, compressed with gzip; an old form.</summary>
    public static TdExportFormat JsonGzip { get; } = new("json.gz");

    /// <summary>The former name of JSON lines, compressed with gzip.</summary>
    public static TdExportFormat LineJsonGzip { get; } = new("line-json.gz");

    static TdExportFormat IStringValue<TdExportFormat>.From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
