namespace BrevoTd.Connector.Http;

/// <summary>
/// Base of every exception that this library throws for a failed exchange with Brevo or Treasure Data.
/// Misuse of the library itself (a missing argument, an option out of range) throws the usual <see cref="ArgumentException"/>,
/// <see cref="InvalidOperationException"/> or options exception instead.
/// </summary>
/// <remarks>No message of this family contains a key, a token, an identifier of a person or the text of an answer.</remarks>
public abstract class ConnectorException : Exception
{
    private bool _mayHaveBeenProcessed;

    /// <summary>Creates the exception.</summary>
    /// <param name="service">Name of the service: <c>Brevo</c> or <c>Treasure Data</c>.</param>
    /// <param name="operation">Name of the operation, such as <c>contacts.get</c>.</param>
    /// <param name="message">Cause and remedy, free of personal data.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    protected ConnectorException(string service, string operation, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Service = service;
        Operation = operation;
    }

    /// <summary>Name of the service: <c>Brevo</c> or <c>Treasure Data</c>.</summary>
    public string Service { get; }

    /// <summary>Name of the operation that failed, such as <c>contacts.get</c> or <c>jobs.issue</c>.</summary>
    public string Operation { get; }

    /// <summary>Whether the same call may succeed later without any change by the caller. The library's own repeats are already used up.</summary>
    public virtual bool IsTransient => false;

    /// <summary>
    /// Whether the service may have done the work although the call failed: an attempt was sent and its answer never came, or was a time-out or a fault
    /// (408, 5xx). Look before repeating a write that is not idempotent.
    /// </summary>
    public bool MayHaveBeenProcessed
    {
        get => _mayHaveBeenProcessed;
        init => _mayHaveBeenProcessed = value;
    }

    /// <summary>An earlier attempt of the same call left open whether the work is done.</summary>
    internal void NoteOpenAttempt() => _mayHaveBeenProcessed = true;
}
