using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.TreasureData;

/// <summary>The account that the API key belongs to.</summary>
public class TreasureDataAccountClient
{
    private static readonly ServiceOperation s_getOperation = new("account.get", HttpMethod.Get, "v3/account/show", RepeatRule.Idempotent);

    private readonly IServiceTransport _transport;

    /// <summary>For fakes in a user's own tests.</summary>
    protected TreasureDataAccountClient()
    {
        _transport = null!;
    }

    internal TreasureDataAccountClient(IServiceTransport transport)
    {
        _transport = transport;
    }

    /// <summary>Reads the account, its limits and how much it stores (<c>GET /v3/account/show</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ConnectorException">The call failed.</exception>
    public virtual async Task<TdAccount> GetAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _transport
            .SendAsync(
                new ServiceRequest(s_getOperation, s_getOperation.Route),
                TreasureDataJsonContext.Default.TdAccountAnswer,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Account ?? new TdAccount();
    }
}
