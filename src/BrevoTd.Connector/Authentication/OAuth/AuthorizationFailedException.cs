namespace BrevoTd.Connector.Authentication;

/// <summary>A person's authorisation did not end with a code that can be exchanged: refused, failed, or not an answer to the pending authorisation.</summary>
public sealed class AuthorizationFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Cause and remedy, free of secrets and of text that the service sent.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public AuthorizationFailedException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    /// <summary>The callback's <c>error</c>, such as <c>access_denied</c>; <see langword="null"/> when the callback itself cannot be trusted or used.</summary>
    public string? Error { get; init; }

    /// <summary>The callback's <c>error_description</c>, if there was one. It came through a browser: do not show it unescaped.</summary>
    public string? ServiceMessage { get; init; }
}
