using System.Globalization;

namespace BrevoTd.Connector.Mapping;

/// <summary>How many records may fail before the run ends.</summary>
internal readonly record struct FailureLimit(long? MaxFailures, double? MaxRatio, long AfterRecords)
{
    /// <summary>What to say if there are too many, or <see langword="null"/>.</summary>
    /// <param name="failed">Records that failed.</param>
    /// <param name="encoded">Records that were written.</param>
    public string? Exceeded(long failed, long encoded)
    {
        if (failed > MaxFailures)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{failed} records failed, and the map allows {MaxFailures} (MaxFailures).");
        }

        var judged = failed + encoded;
        return judged >= AfterRecords && failed > MaxRatio * judged
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{failed} of {judged} records failed, and the map allows {MaxRatio * 100:0.###} % (MaxFailureRatio)."
            )
            : null;
    }
}
