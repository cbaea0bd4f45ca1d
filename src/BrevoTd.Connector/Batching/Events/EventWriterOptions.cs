namespace BrevoTd.Connector.Batching;

/// <summary>Options of a writer that records events.</summary>
public class EventWriterOptions : BatchWriterOptions
{
    /// <summary>
    /// Creates the options, with batches of up to 500 events. Brevo documents no limit, nor which quota batches count against; at 500 they are faster than single events (10 per second on the General tier)
    /// even if it is the shared one of 100 requests an hour.
    /// </summary>
    public EventWriterOptions() => MaxBatchRecords = 500;

    /// <summary>Whether each event is a request of its own (<c>POST /events</c>), with a quota of its own, instead of a batch. Groups of up to 100 records take the place of batches.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool OneByOne { get; set; }

    /// <summary>Requests of one group under way at once, with <see cref="OneByOne"/>. Above 1 the order of events is not kept.</summary>
    /// <value>Default: 1. Range: 1 to 64.</value>
    public int MaxConcurrentCalls { get; set; } = 1;

    /// <summary>Whether the map is compared with the first row's columns, and its contact properties with Brevo's attributes, before anything is sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBeforeSending { get; set; } = true;

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require(MaxConcurrentCalls is >= 1 and <= 64, nameof(MaxConcurrentCalls), "1 to 64");
    }
}
