namespace BrevoTd.Connector.Mapping;

/// <summary>How a <see cref="ContactMap{T}"/> writes contacts.</summary>
public sealed record ContactEncoderOptions
{
    /// <summary>The wire shape.</summary>
    /// <value>Default: <see cref="ContactWireShape.ImportJson"/>.</value>
    public ContactWireShape Shape { get; init; } = ContactWireShape.ImportJson;

    /// <summary>Attribute that carries the external id in an import. Brevo's documents suggest the spelling, but do not state it.</summary>
    /// <value>Default: <c>EXT_ID</c>.</value>
    public string ExternalIdAttribute { get; init; } = "EXT_ID";

    /// <summary>Whether every contact must be in a list of its own, because the writer has none for all.</summary>
    internal bool NeedsLists { get; init; }
}
