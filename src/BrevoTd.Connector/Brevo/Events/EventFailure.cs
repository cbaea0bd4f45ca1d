namespace BrevoTd.Connector.Brevo;

/// <summary>An event of a batch that Brevo refused.</summary>
public sealed record EventFailure
{
    /// <summary>Joins a refusal to its event; useful in fakes.</summary>
    /// <param name="index">Position in the batch, from zero.</param>
    /// <param name="event">The event.</param>
    /// <param name="serviceMessage">Why, in Brevo's words.</param>
    public EventFailure(int index, CreateEventRequest @event, string? serviceMessage)
    {
        ArgumentNullException.ThrowIfNull(@event);
        Index = index;
        Event = @event;
        ServiceMessage = serviceMessage;
    }

    /// <summary>Its position in the batch, from zero.</summary>
    public int Index { get; }

    /// <summary>The event as it was sent.</summary>
    public CreateEventRequest Event { get; }

    /// <summary>Why, in Brevo's words; it may repeat what was sent. Several reasons are joined by <c>"; "</c>.</summary>
    public string? ServiceMessage { get; }

    /// <summary>The position only.</summary>
    public override string ToString() => $"{nameof(EventFailure)} at {Index}";
}
