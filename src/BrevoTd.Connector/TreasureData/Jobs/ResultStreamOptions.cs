using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>How a result is read.</summary>
internal sealed record ResultStreamOptions
{
    /// <summary>Length that the job announced; <see langword="null"/> if it did not.</summary>
    public long? ExpectedLength { get; init; }

    /// <summary>
    /// Whether the content itself proves at its end that it was whole. If not, a broken download is only resumed where the service's tag
    /// guarantees the same bytes.
    /// </summary>
    public bool HasChecksum { get; init; }

    /// <summary>How often a download may break in a row without getting on.</summary>
    public int MaxBreaks { get; init; } = 5;

    /// <summary>The first pause before resuming; later ones double, each with full jitter.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    public static ResultStreamOptions From(ServiceClientOptions options, TdResultFormat format, long? resultSize) =>
        new()
        {
            // The announced size is that of this one format. Zero is also said of results that were never counted.
            ExpectedLength = format == TdResultFormat.MessagePackGzip && resultSize > 0 ? resultSize : null,
            HasChecksum = format == TdResultFormat.MessagePackGzip,
            MaxBreaks = options.MaxRetries,
            BaseDelay = options.RetryBaseDelay,
            MaxDelay = options.RetryMaxDelay,
        };
}
