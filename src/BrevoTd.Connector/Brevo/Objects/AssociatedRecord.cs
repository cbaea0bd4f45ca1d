namespace BrevoTd.Connector.Brevo;

/// <summary>A record that is associated with another one.</summary>
public sealed record AssociatedRecord
{
    /// <summary>Type of the record, such as <c>contact</c> or <c>garage</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The record.</summary>
    public AssociatedObject? Object { get; init; }

    /// <summary>Brevo's own id only.</summary>
    public override string ToString() => $"{nameof(AssociatedRecord)} {Object?.Id}";
}
