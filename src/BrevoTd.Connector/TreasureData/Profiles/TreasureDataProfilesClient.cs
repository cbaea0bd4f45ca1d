using System.Net;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Looks up single people of a parent segment by a key, and manages the tokens that permit it. Not meant for exports.</summary>
public partial class TreasureDataProfilesClient
{
    private const string TokensRoute = "audiences/{audience_id}/tokens";
    private const string TokenRoute = "audiences/{audience_id}/tokens/{token_id}";

    private static readonly ServiceOperation s_listTokensOperation = new(
        "profiles.list_tokens",
        HttpMethod.Get,
        TokensRoute,
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_getTokenOperation = new(
        "profiles.get_token",
        HttpMethod.Get,
        TokenRoute,
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_createTokenOperation = new(
        "profiles.create_token",
        HttpMethod.Post,
        TokensRoute,
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the tokens of the parent segment before creating it again",
    };

    private static readonly ServiceOperation s_updateTokenOperation = new(
        "profiles.update_token",
        HttpMethod.Put,
        TokenRoute,
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_deleteTokenOperation = new(
        "profiles.delete_token",
        HttpMethod.Delete,
        TokenRoute,
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;
    private readonly CdpRequests _requests;
    private readonly TreasureDataClientOptions _options;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataProfilesClient()
    {
        _transport = null!;
        _requests = null!;
        _options = null!;
    }

    internal TreasureDataProfilesClient(IServiceTransport transport, TreasureDataClientOptions options)
    {
        _transport = transport;
        _requests = new CdpRequests(options);
        _options = options;
    }

    /// <summary>Lists the tokens of a parent segment (<c>GET /audiences/{id}/tokens</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The id is not one of a parent segment.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<IReadOnlyList<TdProfileTokenInfo>> ListTokensAsync(
        TdAudienceId audienceId,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await _transport
            .SendAsync(
                _requests.Of(s_listTokensOperation, PathOf(audienceId)),
                TreasureDataCdpJsonContext.Default.CdpListTdProfileTokenInfo,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Values;
    }

    /// <summary>Reads a token (<c>GET /audiences/{id}/tokens/{token}</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="tokenId">The token's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ServiceException">There is no such token (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdProfileTokenInfo> GetTokenAsync(
        TdAudienceId audienceId,
        TdProfileTokenId tokenId,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await _transport
            .SendAsync(
                _requests.Of(s_getTokenOperation, PathOf(audienceId, tokenId)),
                TreasureDataCdpJsonContext.Default.CdpItemTdProfileTokenInfo,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Value;
    }

    /// <summary>
    /// Creates a token (<c>POST /audiences/{id}/tokens</c>). The service recognises no repeats: when the answer is lost, the tokens are looked through for one
    /// with this key column and description that was created by this call, and the call is not sent again.
    /// </summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="request">The token.</param>
    /// <param name="cancellationToken">Ends the call. The token may have been created nevertheless.</param>
    /// <exception cref="ArgumentException">An id is not possible, or the request exceeds a limit.</exception>
    /// <exception cref="ServiceException">The service refuses the token.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdProfileTokenInfo> CreateTokenAsync(
        TdAudienceId audienceId,
        TdProfileTokenRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.ToBody();
        TdProfileTokenInfo? found = null;
        var path = PathOf(audienceId);
        var look = new Look(
            async (arguments, token) =>
            {
                var list = _requests.Of(s_listTokensOperation, path);
                var answer = await _transport.SendForAnswerAsync(list, [], token).ConfigureAwait(false);
                found = Like(request, _transport.Read(list, answer, TreasureDataCdpJsonContext.Default.CdpListTdProfileTokenInfo).Values)
                    .FirstOrDefault(one => arguments.IsSinceBegin(one.CreatedAt, answer));
                return found is null ? null : answer;
            },
            static _ => false,
            MayRepeat: false
        );
        var call = _requests.Of(
            s_createTokenOperation,
            path,
            ServiceContent.Json(body, TreasureDataCdpJsonContext.Default.TdProfileTokenBody),
            look
        );
        var created = await _transport.SendForAnswerAsync(call, [], cancellationToken).ConfigureAwait(false);
        if (found is not null)
        {
            return found;
        }

        // The service's description promises no body.
        if (!created.Body.IsEmpty)
        {
            return _transport.Read(call, created, TreasureDataCdpJsonContext.Default.CdpItemTdProfileTokenInfo).Value;
        }

        var all = await ListTokensAsync(audienceId, cancellationToken).ConfigureAwait(false);
        return Like(request, all).MaxBy(static one => one.CreatedAt)
            ?? throw new UnexpectedAnswerException(
                TreasureDataService.Name,
                s_createTokenOperation.Name,
                created.Status,
                "Treasure Data accepted the token but does not list it. List the tokens of the parent segment before creating it again."
            );
    }

    /// <summary>Changes a token (<c>PUT /audiences/{id}/tokens/{token}</c>).</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="tokenId">The token's id.</param>
    /// <param name="request">What it shall be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An id is not possible, or the request exceeds a limit.</exception>
    /// <exception cref="ServiceException">There is no such token (404), or the service refuses the change.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdProfileTokenInfo> UpdateTokenAsync(
        TdAudienceId audienceId,
        TdProfileTokenId tokenId,
        TdProfileTokenRequest request,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var content = ServiceContent.Json(request.ToBody(), TreasureDataCdpJsonContext.Default.TdProfileTokenBody);
        var answer = await _transport
            .SendAsync(
                _requests.Of(s_updateTokenOperation, PathOf(audienceId, tokenId), content),
                TreasureDataCdpJsonContext.Default.CdpItemTdProfileTokenInfo,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Value;
    }

    /// <summary>Deletes a token (<c>DELETE /audiences/{id}/tokens/{token}</c>); 404 counts as success. Whoever uses it can look up nobody any more.</summary>
    /// <param name="audienceId">The parent segment.</param>
    /// <param name="tokenId">The token's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the service answered that it has deleted it; <see langword="false"/> if there was none (any more).</returns>
    /// <exception cref="ArgumentException">An id is not possible.</exception>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<bool> DeleteTokenIfExistsAsync(
        TdAudienceId audienceId,
        TdProfileTokenId tokenId,
        CancellationToken cancellationToken = default
    )
    {
        var request = _requests.Of(s_deleteTokenOperation, PathOf(audienceId, tokenId));
        var answer = await _transport.SendForAnswerAsync(request, [HttpStatusCode.NotFound], cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess;
    }

    private static IEnumerable<TdProfileTokenInfo> Like(TdProfileTokenRequest request, IReadOnlyList<TdProfileTokenInfo> tokens) =>
        tokens.Where(one => one.KeyColumn == request.KeyColumn && (one.Description ?? "") == (request.Description ?? ""));

    private static string PathOf(TdAudienceId audienceId) => $"audiences/{TdIds.Of(audienceId)}/tokens";

    private static string PathOf(TdAudienceId audienceId, TdProfileTokenId tokenId) => $"{PathOf(audienceId)}/{TdIds.Of(tokenId)}";
}
