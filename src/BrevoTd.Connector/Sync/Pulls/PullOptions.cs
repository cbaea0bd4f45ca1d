namespace BrevoTd.Connector.Sync;

/// <summary>How a pull reads.</summary>
public sealed class PullOptions
{
    /// <summary>
    /// How far a sweep reaches back before the one before it began. It covers what Brevo's listings show late, and that it is not documented whether a time limit includes its own moment. What is read twice
    /// because of it is recognised and not written again.
    /// </summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for events. They are listed by when they happened, so it must be as long as events may come late. Logs of messages are read by whole days: it is rounded up.</summary>
    /// <value>Default: 1 day.</value>
    public TimeSpan EventOverlap { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How far the first sweep over events goes back.</summary>
    /// <value>Default: <see langword="null"/>: 90 days for logs of messages, 180 days for custom events.</value>
    public TimeSpan? History { get; set; }

    /// <summary>Whether everything is read, whatever was read before, so that records that Brevo deleted can be told: <see cref="TableLayout.CurrentSql"/>. Without effect for events.</summary>
    /// <value>Default: <see langword="false"/>; the first sweep always reads everything.</value>
    public bool CompleteSweep { get; set; }

    /// <summary>Records per request, at most the endpoint's maximum.</summary>
    /// <value>Default: <see langword="null"/>, the endpoint's maximum.</value>
    public int? PageSize { get; set; }

    internal void Check()
    {
        if (Overlap < TimeSpan.Zero || EventOverlap < TimeSpan.Zero)
        {
            throw new ArgumentException("An overlap is negative, so changes would be missed. Use zero or more.");
        }

        if (History <= TimeSpan.Zero)
        {
            throw new ArgumentException("History is not positive, so no event would be read. Leave it out, or give a time.");
        }

        if (PageSize <= 0)
        {
            throw new ArgumentException("A page has at least one record. Leave PageSize out for the largest pages.");
        }
    }
}
