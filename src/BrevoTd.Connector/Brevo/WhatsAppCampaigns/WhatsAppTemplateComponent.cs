namespace BrevoTd.Connector.Brevo;

/// <summary>One part of a WhatsApp template.</summary>
public sealed record WhatsAppTemplateComponent
{
    /// <summary>Which part, such as <c>BODY</c> or <c>BUTTONS</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Its text.</summary>
    public string? Text { get; init; }

    /// <summary>Its buttons.</summary>
    public IReadOnlyList<WhatsAppTemplateButton>? Buttons { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(WhatsAppTemplateComponent);
}
