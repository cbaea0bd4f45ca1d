using System.Net;

namespace BrevoTd.Connector.Http;

/// <summary>The service answered, and the answer is a refusal: any status outside 2xx that the operation does not expect.</summary>
/// <remarks>
/// Text that came from the service stands in <see cref="ServiceMessage"/> only, because it may name a person.
/// <see cref="Exception.Message"/> carries the status, the error code and what can be done about it.
/// </remarks>
public class ServiceException : ConnectorException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="service">Name of the service.</param>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="statusCode">HTTP status of the answer.</param>
    /// <param name="message">Cause and remedy, free of personal data.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public ServiceException(string service, string operation, HttpStatusCode statusCode, string message, Exception? innerException = null)
        : base(service, operation, message, innerException)
    {
        StatusCode = statusCode;
    }

    /// <summary>HTTP status of the answer.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The service's own code, such as Brevo's <c>duplicate_parameter</c>; <see langword="null"/> when the answer has none, or something there that does not look like one. An open set: compare, never enumerate.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The service's own text, unmasked and up to 2,000 characters. It may contain personal data: keep it out of logs.</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>Identifiers that another contact already owns, as Brevo names them (<c>email</c>, <c>SMS</c>, <c>ext_id</c>); empty when the answer has none.</summary>
    public IReadOnlyList<string> DuplicateIdentifiers { get; init; } = [];

    /// <summary>Job that a Treasure Data answer of 409 conflicts with; <see langword="null"/> otherwise.</summary>
    public string? ConflictsWith { get; init; }

    /// <summary>Identifier of the request that the service's support asks for, if the answer had one.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the service asked to wait, if it did.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How many requests the quota still allowed when the service answered, if it said so (Brevo's <c>x-sib-ratelimit-remaining</c>).</summary>
    public long? RemainingQuota { get; init; }

    /// <summary>
    /// Whether the same call may succeed later without any change by the caller: 408, 425, 429 and 5xx except 501 and 505, and Brevo's
    /// <c>account_in_process</c> with any status. The library's own repeats are already used up.
    /// </summary>
    public override bool IsTransient =>
        (int)StatusCode is 408 or 425 or 429 or (>= 500 and not 501 and not 505) || ErrorCode == "account_in_process";
}
