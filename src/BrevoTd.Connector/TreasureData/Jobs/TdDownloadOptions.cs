namespace BrevoTd.Connector.TreasureData;

/// <summary>
/// How a result travels. A large one comes over several connections at once, each of which brings a range of it; the ranges are handed on in
/// their order, wait in memory only, and are resumed one by one when their connections break.
/// </summary>
/// <remarks>
/// Ranges need a length that is known beforehand, which the service tells for <see cref="TdResultFormat.MessagePackGzip"/> alone, and a tag that
/// says that all of them belong to the same object. Where either is missing, the result comes over one connection.
/// </remarks>
public sealed record TdDownloadOptions
{
    private const int MaxConnections = 64;
    private const int MinRangeBytes = 64 * 1024;
    private const int MaxRangeBytes = 1024 * 1024 * 1024;

    /// <summary>Bytes from which a result counts as large.</summary>
    /// <value>Default: 67,108,864 (64 MiB).</value>
    public long ParallelThreshold { get; init; } = 64L * 1024 * 1024;

    /// <summary>Connections for a large result. 1 never uses more than one.</summary>
    /// <value>Default: 4. Range: 1 to 64; more than the client's <see cref="TreasureDataClientOptions.MaxConcurrentRequests"/> are never used.</value>
    public int Connections { get; init; } = 4;

    /// <summary>Bytes of one range. Up to <see cref="Connections"/> times as many are held in memory.</summary>
    /// <value>Default: 8,388,608 (8 MiB). Range: 65,536 (64 KiB) to 1,073,741,824 (1 GiB).</value>
    public int RangeBytes { get; init; } = 8 * 1024 * 1024;

    internal static TdDownloadOptions Default { get; } = new();

    internal void Validate()
    {
        if (ParallelThreshold < 1)
        {
            throw new ArgumentException(
                $"{nameof(ParallelThreshold)} is {ParallelThreshold}; it must be positive. To use one connection only, set {nameof(Connections)} to 1."
            );
        }

        if (Connections is < 1 or > MaxConnections)
        {
            throw new ArgumentException($"{nameof(Connections)} is {Connections}; it must be between 1 and {MaxConnections}.");
        }

        if (RangeBytes is < MinRangeBytes or > MaxRangeBytes)
        {
            throw new ArgumentException($"{nameof(RangeBytes)} is {RangeBytes}; it must be between {MinRangeBytes} and {MaxRangeBytes}.");
        }
    }
}
