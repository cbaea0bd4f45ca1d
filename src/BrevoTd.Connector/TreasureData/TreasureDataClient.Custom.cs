using System.Text.Json.Serialization.Metadata;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataClient
{
    /// <summary>Sends a request that has no method here, and reads its answer into a type of the caller.</summary>
    /// <remarks>Paths of the main API, as in <c>v3/database/list</c>; the hosts of ingestion, audiences and workflows are not reached this way.</remarks>
    /// <typeparam name="TResponse">Type of the answer.</typeparam>
    /// <param name="request">Method, route, parameters, and whether it may be repeated.</param>
    /// <param name="responseType">How the answer is read, from a source-generated context: <c>MyJsonContext.Default.MyAnswer</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The route holds what belongs in its values, or a value is missing.</exception>
    /// <exception cref="ServiceException">The service refused the request.</exception>
    /// <exception cref="UnexpectedAnswerException">The answer is empty or not of the type; for an answer without a body use the overload without a type.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TResponse> SendAsync<TResponse>(
        CustomRequest request,
        JsonTypeInfo<TResponse> responseType,
        CancellationToken cancellationToken = default
    ) => CustomCalls.SendAsync(Transport, request, content: null, responseType, cancellationToken);

    /// <summary>Sends a request that has no method here with a JSON body, and reads its answer, both with types of the caller.</summary>
    /// <typeparam name="TRequest">Type of the body.</typeparam>
    /// <typeparam name="TResponse">Type of the answer.</typeparam>
    /// <param name="request">Method, route, parameters, and whether it may be repeated.</param>
    /// <param name="body">The body.</param>
    /// <param name="bodyType">How the body is written, from a source-generated context.</param>
    /// <param name="responseType">How the answer is read, from a source-generated context.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The route holds what belongs in its values, or a value is missing.</exception>
    /// <exception cref="ServiceException">The service refused the request.</exception>
    /// <exception cref="UnexpectedAnswerException">The answer is empty or not of the type; for an answer without a body use the overload without a type.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TResponse> SendAsync<TRequest, TResponse>(
        CustomRequest request,
        TRequest body,
        JsonTypeInfo<TRequest> bodyType,
        JsonTypeInfo<TResponse> responseType,
        CancellationToken cancellationToken = default
    ) => CustomCalls.SendAsync(Transport, request, CustomCalls.Json(body, bodyType), responseType, cancellationToken);

    /// <summary>Sends a request that has no method here; what the answer holds is not looked at.</summary>
    /// <param name="request">Method, route, parameters, and whether it may be repeated.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The route holds what belongs in its values, or a value is missing.</exception>
    /// <exception cref="ServiceException">The service refused the request.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendAsync(CustomRequest request, CancellationToken cancellationToken = default) =>
        CustomCalls.SendAsync(Transport, request, content: null, cancellationToken);

    /// <summary>Sends a request that has no method here with a JSON body of a type of the caller; what the answer holds is not looked at.</summary>
    /// <typeparam name="TRequest">Type of the body.</typeparam>
    /// <param name="request">Method, route, parameters, and whether it may be repeated.</param>
    /// <param name="body">The body.</param>
    /// <param name="bodyType">How the body is written, from a source-generated context.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The route holds what belongs in its values, or a value is missing.</exception>
    /// <exception cref="ServiceException">The service refused the request.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task SendAsync<TRequest>(
        CustomRequest request,
        TRequest body,
        JsonTypeInfo<TRequest> bodyType,
        CancellationToken cancellationToken = default
    ) => CustomCalls.SendAsync(Transport, request, CustomCalls.Json(body, bodyType), cancellationToken);

    /// <summary>Sends a request that has no method here with any body, and returns the answer as it came: status, headers, bytes.</summary>
    /// <param name="request">Method, route, parameters, and whether it may be repeated.</param>
    /// <param name="content">The body; it is read into memory, because a request may be sent several times. The caller disposes it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The whole answer, at most as large as the option <see cref="ServiceClientOptions.MaxAnswerBytes"/> says.</returns>
    /// <exception cref="ArgumentException">The route holds what belongs in its values, or a value is missing.</exception>
    /// <exception cref="ServiceException">The service refused the request.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<CustomAnswer> SendForAnswerAsync(
        CustomRequest request,
        HttpContent? content = null,
        CancellationToken cancellationToken = default
    ) => CustomCalls.SendForAnswerAsync(Transport, request, content, cancellationToken);

    /// <summary>
    /// Sends a request that has no method here, and copies the answer to a stream as it arrives, however large it is. It is not decompressed. When the
    /// call fails, the destination holds the beginning of the answer.
    /// </summary>
    /// <param name="request">Method, route, parameters, and whether it may be repeated. Once the answer has begun, nothing is repeated.</param>
    /// <param name="destination">Where the answer is written.</param>
    /// <param name="content">The body; it is read into memory, because a request may be sent several times. The caller disposes it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The route holds what belongs in its values, or a value is missing.</exception>
    /// <exception cref="ServiceException">The service refused the request.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task DownloadAsync(
        CustomRequest request,
        Stream destination,
        HttpContent? content = null,
        CancellationToken cancellationToken = default
    ) => CustomCalls.DownloadAsync(Transport, request, content, destination, cancellationToken);

    private IServiceTransport Transport =>
        _transport ?? throw new NotSupportedException("This client is a fake: override the method in it.");
}
