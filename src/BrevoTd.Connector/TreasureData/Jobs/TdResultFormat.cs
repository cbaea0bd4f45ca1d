using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>In which form a job's result is downloaded.</summary>
/// <param name="Value">The format's name in the service's words.</param>
public readonly record struct TdResultFormat(string Value) : IStringValue<TdResultFormat>
{
    /// <summary>One gzip file of MessagePack arrays, one per row. The only format whose length the service announces, and the one to prefer for large results.</summary>
    public static TdResultFormat MessagePackGzip { get; } = new("msgpack.gz");

    /// <summary>The same arrays, not compressed.</summary>
    public static TdResultFormat MessagePack { get; } = new("msgpack");

    /// <summary>One JSON array per line.</summary>
    public static TdResultFormat JsonLines { get; } = new("json");

    /// <summary>Comma-separated values.</summary>
    public static TdResultFormat Csv { get; } = new("csv");

    /// <summary>Tab-separated values.</summary>
    public static TdResultFormat Tsv { get; } = new("tsv");

    /// <summary>Whether the format is text with one row per line that may begin with a line of column names.</summary>
    internal bool MayHaveHeader => this == Csv || this == Tsv;

    static TdResultFormat IStringValue<TdResultFormat>.From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
