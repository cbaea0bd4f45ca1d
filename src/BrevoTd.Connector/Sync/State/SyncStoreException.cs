namespace BrevoTd.Connector.Sync;

/// <summary>What a sync remembers could not be read or written. Nothing that was kept before is lost by that; the message says where it is and what to do.</summary>
public sealed class SyncStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Cause and remedy, free of secrets and of personal data.</param>
    /// <param name="innerException">What the place of storage threw, if it did.</param>
    public SyncStoreException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    /// <summary>Whether the same call may succeed later without any change by a person.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IsTransient { get; init; }
}
