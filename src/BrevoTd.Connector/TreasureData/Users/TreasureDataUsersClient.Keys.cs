using System.Net;
using BrevoTd.Connector.Authentication;
using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

public partial class TreasureDataUsersClient
{
    private static readonly ServiceOperation s_authenticateOperation = new(
        "users.authenticate",
        HttpMethod.Post,
        "v3/user/authenticate",
        RepeatRule.Idempotent
    );

    private static readonly ServiceOperation s_listKeysOperation = new(
        "users.list_keys",
        HttpMethod.Get,
        "v3/user/apikey/list/{user}",
        RepeatRule.Idempotent
    );

    // Every call makes one more key.
    private static readonly ServiceOperation s_addKeyOperation = new(
        "users.add_key",
        HttpMethod.Post,
        "v3/user/apikey/add/{user}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the user's keys before sending it again",
    };

    private static readonly ServiceOperation s_removeKeyOperation = new(
        "users.remove_key",
        HttpMethod.Post,
        "v3/user/apikey/remove/{user}",
        RepeatRule.NotIdempotent
    )
    {
        HowToLook = "list the user's keys before sending it again",
    };

    /// <summary>
    /// Gets a user's API key for e-mail address and password (<c>POST /v3/user/authenticate</c>). The client's own key is not sent. Meant for tools that a person
    /// signs in to; programs are given a key.
    /// </summary>
    /// <param name="email">The user's e-mail address.</param>
    /// <param name="password">The user's password.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">Address or password is empty.</exception>
    /// <exception cref="CredentialsRejectedException">The service does not accept address and password (400 or 401).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<TdAuthentication> AuthenticateAsync(
        string email,
        string password,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(email);
        ArgumentException.ThrowIfNullOrEmpty(password);
        var request = new ServiceRequest(s_authenticateOperation, s_authenticateOperation.Route)
        {
            Content = new TdForm().Add("user", email).Add("password", password).ToContent(),
            IsAnonymous = true,
        };
        var answer = await _transport
            .SendForAnswerAsync(request, [HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized], cancellationToken)
            .ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            var refusal = _transport.Refuse(request, answer);
            throw new CredentialsRejectedException(
                TreasureDataService.Name,
                s_authenticateOperation.Name,
                answer.Status,
                "Treasure Data does not accept this e-mail address and password. Check both, and that the account belongs to the region that Site names; users of single sign-on have no password here and need an API key."
            )
            {
                ErrorCode = refusal.ErrorCode,
                ServiceMessage = refusal.ServiceMessage,
                RequestId = refusal.RequestId,
            };
        }

        var read = _transport.Read(request, answer, TreasureDataJsonContext.Default.TdAuthenticationAnswer);
        return new TdAuthentication { Name = read.Name, ApiKey = Key(read.ApiKey, s_authenticateOperation, answer.Status) };
    }

    /// <summary>Lists a user's API keys (<c>GET /v3/user/apikey/list</c>). Each is whole: whoever has it may do what the user may.</summary>
    /// <param name="user">The user's e-mail address.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No user can be called that.</exception>
    /// <exception cref="ServiceException">There is no such user (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual async Task<IReadOnlyList<Credential>> ListApiKeysAsync(string user, CancellationToken cancellationToken = default)
    {
        var request = new ServiceRequest(s_listKeysOperation, $"v3/user/apikey/list/{Segment(user)}");
        var answer = await _transport.SendForAnswerAsync(request, [], cancellationToken).ConfigureAwait(false);
        var keys = _transport.Read(request, answer, TreasureDataJsonContext.Default.TdApiKeyList).ApiKeys ?? [];
        return [.. keys.Select(key => Key(key, s_listKeysOperation, answer.Status))];
    }

    /// <summary>
    /// Makes one more API key for a user (<c>POST /v3/user/apikey/add</c>); <see cref="ListApiKeysAsync"/> shows it. Not repeated by itself when the answer is
    /// lost: list the keys before repeating it.
    /// </summary>
    /// <param name="user">The user's e-mail address.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No user can be called that.</exception>
    /// <exception cref="ServiceException">There is no such user (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason; the key may have been made.</exception>
    public virtual Task AddApiKeyAsync(string user, CancellationToken cancellationToken = default) =>
        PostAsync(s_addKeyOperation, $"v3/user/apikey/add/{Segment(user)}", new TdForm(), cancellationToken);

    /// <summary>Makes an API key invalid (<c>POST /v3/user/apikey/remove</c>).</summary>
    /// <param name="user">The user's e-mail address.</param>
    /// <param name="apiKey">The key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">No user can be called that, or there is no key.</exception>
    /// <exception cref="ServiceException">There is no such user or key (404).</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task RemoveApiKeyAsync(string user, Credential apiKey, CancellationToken cancellationToken = default)
    {
        if (apiKey.IsEmpty)
        {
            throw new ArgumentException(
                "The key is empty. Pass one that ListApiKeysAsync returned, or Credential.ApiKey of its text.",
                nameof(apiKey)
            );
        }

        var form = new TdForm().Add("apikey", apiKey.Secret);
        return PostAsync(s_removeKeyOperation, $"v3/user/apikey/remove/{Segment(user)}", form, cancellationToken);
    }

    private static Credential Key(string? key, ServiceOperation operation, HttpStatusCode status) =>
        key is not null && Credential.IsUsable(key)
            ? Credential.ApiKey(key)
            : throw new UnexpectedAnswerException(
                TreasureDataService.Name,
                operation.Name,
                status,
                "Treasure Data answered with something in the place of an API key that cannot be one. Look the key up in the console."
            );
}
