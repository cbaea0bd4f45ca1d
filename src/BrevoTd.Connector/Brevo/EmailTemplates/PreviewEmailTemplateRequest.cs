using System.Text.Json.Nodes;

namespace BrevoTd.Connector.Brevo;

/// <summary>A template and what to fill it with: the attributes of a contact, values of your own, or both.</summary>
public sealed record PreviewEmailTemplateRequest
{
    /// <summary>The template.</summary>
    public required EmailTemplateId TemplateId { get; init; }

    /// <summary>Address of the contact whose attributes are filled in.</summary>
    public string? Email { get; init; }

    /// <summary>Values for the template, which reads them as <c>{{params.name}}</c>; open to any depth, because it is yours.</summary>
    public JsonObject? Params { get; init; }

    /// <summary>The id of the template only.</summary>
    public override string ToString() => $"{nameof(PreviewEmailTemplateRequest)} {TemplateId}";
}
