using System.Net;

namespace BrevoTd.Connector.Http;

/// <summary>An answer of 2xx that is not what the service's API promises: a page of HTML, cut or malformed JSON, a body above the size limit.</summary>
public sealed class UnexpectedAnswerException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="service">Name of the service.</param>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="statusCode">HTTP status of the answer.</param>
    /// <param name="message">Cause and remedy, free of personal data and of the answer's text.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public UnexpectedAnswerException(
        string service,
        string operation,
        HttpStatusCode statusCode,
        string message,
        Exception? innerException = null
    )
        : base(service, operation, message, innerException)
    {
        StatusCode = statusCode;

        // The status says that the work is done, as far as it was the service that answered.
        MayHaveBeenProcessed = true;
    }

    /// <summary>HTTP status of the answer.</summary>
    public HttpStatusCode StatusCode { get; }
}
