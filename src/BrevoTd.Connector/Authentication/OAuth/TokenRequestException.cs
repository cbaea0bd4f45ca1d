using System.Net;

namespace BrevoTd.Connector.Authentication;

/// <summary>No access token could be obtained; the message says why and what to do.</summary>
public sealed class TokenRequestException : CredentialException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Cause and remedy, free of secrets and of text that the service sent.</param>
    /// <param name="isTransient">Whether the same may succeed later without any change by a person.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public TokenRequestException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        IsTransient = isTransient;
    }

    /// <inheritdoc/>
    public override bool IsTransient { get; }

    /// <summary>The service's error code, such as <c>invalid_grant</c>, <c>invalid_client</c> or <c>invalid_scope</c>; <see langword="null"/> when it gave none that looks like a code.</summary>
    public string? Error { get; init; }

    /// <summary>The service's own explanation (<c>error_description</c>), if it gave one. It is not masked: look at it, do not log it unseen.</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>HTTP status of the token endpoint's answer; <see langword="null"/> when there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>How long the service asks to wait before the next request.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the token endpoint may have done its work although its answer did not arrive.</summary>
    internal bool MayHaveBeenProcessed { get; init; }

    /// <summary>Whether there was nothing to ask the token endpoint with.</summary>
    internal bool IsWithoutRequest { get; init; }

    internal override CredentialException ForCaller() =>
        new TokenRequestException(Message, IsTransient, this)
        {
            Error = Error,
            ServiceMessage = ServiceMessage,
            StatusCode = StatusCode,
            RetryAfter = RetryAfter,
            MayHaveBeenProcessed = MayHaveBeenProcessed,
            IsWithoutRequest = IsWithoutRequest,
        };
}
