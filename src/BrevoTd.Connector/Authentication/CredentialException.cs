namespace BrevoTd.Connector.Authentication;

/// <summary>
/// Base of the exceptions of credential sources: why there is no credential, and what to do. A call that fails for this reason throws
/// <c>CredentialUnavailableException</c> with this one inside.
/// </summary>
/// <remarks>A message of this family contains no secret and no text that a service sent, because it is repeated in the message of the failed call.</remarks>
public abstract class CredentialException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Cause and remedy, free of secrets and of personal data.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    protected CredentialException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    /// <summary>Whether the same may succeed later without any change by a person.</summary>
    public virtual bool IsTransient => false;

    /// <summary>An exception of the same content for one more caller: one instance thrown on many threads would mix their stack traces.</summary>
    internal virtual CredentialException ForCaller() => this;
}
