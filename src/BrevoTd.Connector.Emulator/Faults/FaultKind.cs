namespace BrevoTd.Connector.Emulator;

/// <summary>What a <see cref="FaultRule"/> does to a request.</summary>
public enum FaultKind
{
    /// <summary>The request waits, then is handled as usual.</summary>
    Latency,

    /// <summary>The request is not executed; the answer is a status of 400 or above.</summary>
    Status,

    /// <summary>The request is executed; the connection is aborted in the middle of the answer's body.</summary>
    CutBody,

    /// <summary>The request is executed; the connection is aborted before any byte of the answer.</summary>
    StoredButNoAnswer,

    /// <summary>The request is executed; in the middle of its body the answer stops, and only after a while the connection is aborted.</summary>
    StalledBody,

    /// <summary>The request is not executed; the connection is aborted before any byte of an answer.</summary>
    NoAnswer,
}
