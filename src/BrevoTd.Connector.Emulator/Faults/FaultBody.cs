namespace BrevoTd.Connector.Emulator;

/// <summary>The body of an answer with the status of a fault.</summary>
public enum FaultBody
{
    /// <summary>The service's own JSON error.</summary>
    Json,

    /// <summary>An HTML page, as a gateway in front of a service sends.</summary>
    Html,

    /// <summary>No body.</summary>
    Empty,
}
