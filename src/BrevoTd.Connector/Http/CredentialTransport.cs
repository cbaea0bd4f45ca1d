using System.Net;
using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Authentication;
using Microsoft.Extensions.Logging;

namespace BrevoTd.Connector.Http;

/// <summary>A client's transport whose calls bring a credential of their own; everything else is the client's.</summary>
internal sealed class CredentialTransport : IServiceTransport
{
    private readonly IServiceTransport _inner;
    private readonly Credential _credential;

    private CredentialTransport(IServiceTransport inner, Credential credential)
    {
        _inner = inner;
        _credential = credential;
    }

    public object Account => _inner.Account;

    public TimeProvider Clock => _inner.Clock;

    public ILogger Logger => _inner.Logger;

    public static void Check(Credential credential)
    {
        if (credential.IsEmpty)
        {
            throw new ArgumentException(
                "The credential is empty. Make one with Credential.ApiKey or Credential.BearerToken; calls without WithCredential use the client's own.",
                nameof(credential)
            );
        }
    }

    /// <summary>The view of a view has the newer credential.</summary>
    public static CredentialTransport Over(IServiceTransport transport, Credential credential) =>
        new(transport is CredentialTransport view ? view._inner : transport, credential);

    public Task<T> SendAsync<T>(ServiceRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken) =>
        _inner.SendAsync(request.With(_credential), answerType, cancellationToken);

    public Task SendAsync(ServiceRequest request, CancellationToken cancellationToken) =>
        _inner.SendAsync(request.With(_credential), cancellationToken);

    public Task<ServiceAnswer> SendForAnswerAsync(
        ServiceRequest request,
        IReadOnlyCollection<HttpStatusCode> accepted,
        CancellationToken cancellationToken
    ) => _inner.SendForAnswerAsync(request.With(_credential), accepted, cancellationToken);

    public Task<HttpResponseMessage> SendForStreamAsync(ServiceRequest request, CancellationToken cancellationToken) =>
        _inner.SendForStreamAsync(request.With(_credential), cancellationToken);

    public T Read<T>(ServiceRequest request, ServiceAnswer answer, JsonTypeInfo<T> answerType) => _inner.Read(request, answer, answerType);

    public ServiceException Refuse(ServiceRequest request, ServiceAnswer answer) => _inner.Refuse(request, answer);
}
