namespace BrevoTd.Connector.Brevo;

/// <summary>The record of a custom object that an event is about.</summary>
public sealed record EventObject
{
    /// <summary>Type of the object, such as <c>subscription</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Which record of that type.</summary>
    public required EventObjectIdentifiers Identifiers { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(EventObject);
}
