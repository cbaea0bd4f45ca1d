using System.Text.Json.Serialization;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>What a template was written with. An open set: values that Brevo adds later are kept as they are.</summary>
/// <param name="Value">The value as it stands on the wire.</param>
[JsonConverter(typeof(StringValueConverter<EmailTemplateEditor>))]
public readonly record struct EmailTemplateEditor(string Value) : IStringValue<EmailTemplateEditor>
{
    /// <summary>The rich text editor; the only one that Brevo filters by.</summary>
    public static EmailTemplateEditor RichText { get; } = new("richTextEditor");

    static EmailTemplateEditor IStringValue<EmailTemplateEditor>.From(string value) => new(value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value ?? "";
}
