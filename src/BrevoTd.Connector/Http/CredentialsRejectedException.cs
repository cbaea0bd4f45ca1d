using System.Net;

namespace BrevoTd.Connector.Http;

/// <summary>The service does not accept the credentials (401), or they do not permit the operation (403). Repeating does not help.</summary>
public sealed class CredentialsRejectedException : ServiceException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="service">Name of the service.</param>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="statusCode">HTTP status of the answer: 401 or 403.</param>
    /// <param name="message">Cause and remedy, free of personal data.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public CredentialsRejectedException(
        string service,
        string operation,
        HttpStatusCode statusCode,
        string message,
        Exception? innerException = null
    )
        : base(service, operation, statusCode, message, innerException) { }

    /// <inheritdoc/>
    public override bool IsTransient => false;
}
