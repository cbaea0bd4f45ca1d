namespace BrevoTd.Connector.Brevo;

/// <summary>Which hard bounces to forget: those of an address, of some days, or both.</summary>
public sealed record DeleteHardBouncesRequest
{
    /// <summary>Only those of this address.</summary>
    public string? ContactEmail { get; init; }

    /// <summary>Only those after this day; together with <see cref="EndDate"/>.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>Only those up to this day; together with <see cref="StartDate"/>.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>The type's name only; a filter may be an address.</summary>
    public override string ToString() => nameof(DeleteHardBouncesRequest);
}
