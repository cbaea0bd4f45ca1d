namespace BrevoTd.Connector.Brevo;

/// <summary>An event of a batch that Brevo refused.</summary>
public sealed record EventFailure
{
    /// <summary>Its position in the batch, from zero.</summary>
    public int Index { get; init; }

    /// <summary>The event.</summary>
    public CreateEventRequest? Event { get; init; }

    /// <summary>Why, in Brevo's words; it may repeat what was sent. Several reasons are joined by <c>"; "</c>.</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>The position only.</summary>
    public override string ToString() => $"{nameof(EventFailure)} at {Index}";
}
