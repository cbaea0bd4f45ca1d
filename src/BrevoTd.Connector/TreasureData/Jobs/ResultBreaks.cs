using BrevoTd.Connector.Diagnostics;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Counts the breaks of a download and paces its resumptions.</summary>
internal sealed class ResultBreaks(ResultStreamOptions options, TimeProvider timeProvider)
{
    // A connection that brought at least this much got on: breaks are counted anew, so that a long download may survive many of them.
    private const int ProgressBytes = 64 * 1024;

    // Reason in the metric of repeats.
    private const string BrokenBody = "broken_body";

    /// <summary>Breaks in a row without getting on.</summary>
    public int Count { get; private set; }

    /// <summary>Whether an exception while reading a body means that the connection is lost.</summary>
    public static bool IsBreak(Exception exception) => exception is ServiceUnreachableException or IOException or HttpRequestException;

    /// <summary>Counts a break.</summary>
    /// <param name="received">What the broken connection had brought.</param>
    /// <returns>Whether another connection may be tried.</returns>
    public bool MayGoOn(long received)
    {
        Count = received >= ProgressBytes ? 1 : Count + 1;
        return Count <= options.MaxBreaks;
    }

    /// <summary>The pause before the next connection.</summary>
    public Task PauseAsync(CancellationToken cancellationToken)
    {
        var tags = HttpInstruments.Tags(TreasureDataProfile.Instance.Tag, ResultSource.Operation.Name);
        tags.Add(HttpInstruments.ReasonTag, BrokenBody);
        HttpInstruments.Retries.Add(1, tags);
        var ceiling = Math.Min(options.BaseDelay.Ticks * Math.Pow(2, Count - 1), options.MaxDelay.Ticks);

        // Not a secret: the pause only must not be the same everywhere.
        return Task.Delay(TimeSpan.FromTicks((long)(ceiling * Random.Shared.NextDouble())), timeProvider, cancellationToken);
    }
}
