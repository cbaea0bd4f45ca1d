namespace BrevoTd.Connector.Brevo;

/// <summary>What became of a batch of events. Brevo queues what is right and names the rest by position.</summary>
public sealed record EventBatchResult
{
    /// <summary>How many events were sent.</summary>
    public int Total { get; init; }

    /// <summary>How many Brevo took into its queue. They are processed later; nothing more is learned of them.</summary>
    public long Queued { get; init; }

    /// <summary>How many Brevo refused.</summary>
    public long Failed { get; init; }

    /// <summary>Whether every event is in the queue.</summary>
    public bool IsComplete => Failed == 0;

    /// <summary>The events that Brevo refused, in the order of the input, each with its reason. Only these may be sent again, once they are repaired.</summary>
    public IReadOnlyList<EventFailure> Failures { get; init; } = [];

    /// <summary>How many of <see cref="Failed"/> Brevo did not name. Not zero only if its answer is not as documented: which ones they are is not known then.</summary>
    public long FailedWithoutPosition { get; init; }

    /// <summary>The errors as Brevo grouped them: one message for several positions.</summary>
    public IReadOnlyList<EventBatchError> Errors { get; init; } = [];

    /// <summary>The counts.</summary>
    public override string ToString() => $"{nameof(EventBatchResult)}: {Queued} of {Total} queued, {Failed} failed";
}
