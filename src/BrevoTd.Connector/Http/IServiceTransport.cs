using System.Net;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Quotas;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BrevoTd.Connector.Http;

/// <summary>The one way from a client to its service: every call passes the same pipeline and fails with the same exceptions.</summary>
internal interface IServiceTransport
{
    /// <summary>Stands for the account whose quota the calls use; clients of one account have the same.</summary>
    object Account => this;

    /// <summary>The table of limits that the calls count against; empty where it is not known.</summary>
    IReadOnlyList<QuotaRule> Quotas => [];

    /// <summary>The client's clock.</summary>
    TimeProvider Clock => TimeProvider.System;

    ILogger Logger => NullLogger.Instance;

    /// <summary>Sends and reads a JSON answer; anything but a 2xx with a readable body throws.</summary>
    Task<T> SendAsync<T>(ServiceRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken);

    /// <summary>Sends; the body of a 2xx is not looked at, anything else throws.</summary>
    Task SendAsync(ServiceRequest request, CancellationToken cancellationToken);

    /// <summary>Sends and hands over the whole answer; statuses in <paramref name="accepted"/> and 2xx are returned, others throw.</summary>
    Task<ServiceAnswer> SendForAnswerAsync(
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CancellationToken cancellationToken
    );

    /// <summary>Sends and returns as soon as the headers of a 2xx are there; the caller reads and disposes the response.</summary>
    Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken);

    /// <summary>Reads a JSON answer that <see cref="SendForAnswerAsync"/> returned.</summary>
    T Read<T>(ServiceRequest request, ServiceAnswer answer, JsonTypeInfo<T> answerType);

    /// <summary>The exception for an answer that the caller accepted at first and refuses after a look at it.</summary>
    ServiceException Refuse(ServiceRequest request, ServiceAnswer answer);
}
