using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>Users of the account, and their API keys.</summary>
public partial class TreasureDataUsersClient
{
    private static readonly ServiceOperation s_showOperation = new("users.show", HttpMethod.Get, "v3/user/show", RepeatRule.Idempotent);

    private static readonly ServiceOperation s_validateKeyOperation = new(
        "users.validate_key",
        HttpMethod.Get,
        "v3/user/apikey/validate",
        RepeatRule.Idempotent
    );

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataUsersClient()
    {
        _transport = null!;
    }

    internal TreasureDataUsersClient(IServiceTransport transport)
    {
        _transport = transport;
    }

    /// <summary>Reads the user whose API key is in use (<c>GET /v3/user/show</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual Task<TdUser> GetCurrentAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_showOperation, s_showOperation.Route),
            TreasureDataJsonContext.Default.TdUser,
            cancellationToken
        );

    /// <summary>Asks the service what the API key in use is (<c>GET /v3/user/apikey/validate</c>); the cheapest way to check a key.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="CredentialsRejectedException">The service does not accept the key.</exception>
    /// <exception cref="ConnectorException">The call failed for another reason.</exception>
    public virtual Task<TdApiKeyInfo> ValidateApiKeyAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            new ServiceRequest(s_validateKeyOperation, s_validateKeyOperation.Route),
            TreasureDataJsonContext.Default.TdApiKeyInfo,
            cancellationToken
        );
}
