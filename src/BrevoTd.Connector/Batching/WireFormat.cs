namespace BrevoTd.Connector.Batching;

/// <summary>How records stand one after another on the wire.</summary>
public enum WireFormat
{
    /// <summary>JSON values with commas between them.</summary>
    JsonArray,

    /// <summary>JSON values with line feeds between them.</summary>
    JsonLines,

    /// <summary>MessagePack values without anything between them.</summary>
    MessagePack,
}
